/** A form with one button that says what became of it. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { failureText } from './Body';

interface Props {
  /** On the button. */
  action: string;
  /** Does it; what it returns is said. */
  save: () => Promise<string>;
  /** Beside the button. */
  beside?: ComponentChildren;
  children: ComponentChildren;
}

export const SaveForm = ({ action, save, beside, children }: Props) => {
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState('');
  const [error, setError] = useState<unknown>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setDone('');
    setError(null);
    try {
      setDone(await save());
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="settings" onSubmit={(event) => void submit(event)} onInput={() => setDone('')}>
      {children}
      <div class="after">
        <button type="submit" class="primary" disabled={busy}>{action}</button>
        {beside}
        <span role="status" class="status good">{done}</span>
      </div>
      {error !== null && <p class="failure" role="alert"><bdi>{failureText(error)}</bdi></p>}
    </form>
  );
};
