/** A titled part of the page. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  title: ComponentChildren;
  /** Also the class, for layout and tests. */
  kind: string;
  /** Beside the title: switches and downloads. */
  tools?: ComponentChildren;
  children: ComponentChildren;
}

export const Card = ({ title, kind, tools, children }: Props) => {
  const id = useId();
  return (
    <section class={`card ${kind}`} aria-labelledby={id}>
      <header class="head">
        <h2 id={id}>{title}</h2>
        {tools && <div class="tools">{tools}</div>}
      </header>
      {children}
    </section>
  );
};
