/** A row of choices of which one is pressed. */
interface Props<T extends string> {
  label: string;
  options: readonly (readonly [value: T, title: string])[];
  value: T;
  choose: (value: T) => void;
}

export const Switch = <T extends string>({ label, options, value, choose }: Props<T>) => (
  <div class="switch" role="group" aria-label={label}>
    {options.map(([name, title]) => (
      <button key={name} type="button" aria-pressed={name === value} onClick={() => choose(name)}>{title}</button>
    ))}
  </div>
);
