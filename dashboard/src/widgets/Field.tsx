/** One input of a form with its name and, below it, what to write. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  title: string;
  hint?: string;
  children: (attributes: { id: string; 'aria-describedby': string | undefined }) => ComponentChildren;
}

export const Field = ({ title, hint, children }: Props) => {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{title}</label>
      {children({ id, 'aria-describedby': hint ? `${id}-hint` : undefined })}
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
};

/** A list as it is written: one entry a line. */
export const lines = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter(Boolean);
