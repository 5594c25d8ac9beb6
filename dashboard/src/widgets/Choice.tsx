/** A titled list of choices for a parameter of the tab; the first is what holds when nobody chose. */
import { own, type State } from '../address/state';
import { go } from '../address/useAddress';

interface Props {
  state: State;
  /** The parameter of the address. */
  name: string;
  label: string;
  options: readonly (readonly [value: string, title: string])[];
}

export const Choice = ({ state, name, label, options }: Props) => (
  <label class="choice">
    <span>{label}</span>
    <select class="control" value={own(state, name) || options[0]![0]} onChange={(event) => go({ own: { [name]: event.currentTarget.value === options[0]![0] ? [] : [event.currentTarget.value] } })}>
      {options.map(([value, title]) => <option key={value} value={value}>{title}</option>)}
    </select>
  </label>
);

/** The chosen one of the options; the first for a word that is none. */
export const chosen = <T extends string>(state: State, name: string, options: readonly T[]): T => options.find((option) => option === own(state, name)) ?? options[0]!;
