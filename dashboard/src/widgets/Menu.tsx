/** A button that opens a panel below it; Escape and a click elsewhere close it, arrow keys walk through its buttons. */
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';

interface Props {
  label: ComponentChildren;
  /** The button's name where the label alone does not say it. */
  name?: string;
  class?: string;
  /** The panel's content; `close` closes it and gives the focus back. */
  children: (close: () => void) => ComponentChildren;
}

export const Menu = ({ label, name, class: kind = '', children }: Props) => {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  // Before the next key: what is typed right after opening must arrive in the panel.
  useLayoutEffect(() => {
    if (!open) {
      return;
    }
    box.current?.querySelector<HTMLElement>('.panel :is(button, input, select, a)')?.focus();
    const outside = (event: Event) => event.target instanceof Node && !box.current?.contains(event.target) && setOpen(false);
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
    };
  }, [open]);
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open) {
      event.stopPropagation();
      close();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const items = [...(box.current?.querySelectorAll<HTMLElement>('.panel button') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    if (open && step && at >= 0) {
      event.preventDefault();
      items[(at + step + items.length) % items.length]?.focus();
    }
  };
  return (
    <div class={`menu ${kind}`} ref={box} onKeyDown={keys}>
      <button ref={button} type="button" class="control" aria-label={name} aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)}>{label}</button>
      {open && <div class="panel" id={id}>{children(close)}</div>}
    </div>
  );
};
