/** A card of top lists, one of which is shown; which one is in the address. */
import { own, type State } from '../../address/state';
import { go } from '../../address/useAddress';
import type { Key } from '../../i18n/language';
import { t } from '../../i18n/t';
import { dimensionTitle } from '../../report/names';
import { Card } from '../../widgets/Card';
import { Switch } from '../../widgets/Switch';
import { type Listed, ListDownloads, ValueList } from './ValueList';

interface Props {
  state: State;
  /** The parameter of the address that says which list is shown; also the card's class. */
  name: string;
  title: Key;
  options: readonly Listed[];
}

export const Lists = ({ state, name, title, options }: Props) => {
  const shown = options.find((option) => option.dimension === own(state, name)) ?? options[0]!;
  return (
    <Card title={t(title)} kind={name} tools={<ListDownloads state={state} shown={shown} />}>
      <Switch label={t(title)} value={shown.dimension} options={options.map(({ dimension }) => [dimension, dimensionTitle(dimension)])} choose={(next) => go({ own: { [name]: [next] } })} />
      <ValueList state={state} shown={shown} />
    </Card>
  );
};
