/** A button for what cannot be undone: the first click asks, the second does it; leaving the button takes the question back. */
import { useState } from 'preact/hooks';
import { t } from '../i18n/t';

interface Props {
  title: string;
  /** What it acts on, for those who do not see the row. */
  of?: string;
  act: () => void;
}

export const ConfirmButton = ({ title, of, act }: Props) => {
  const [asked, setAsked] = useState(false);
  const words = asked ? t('confirm', { action: title }) : title;
  return (
    <button
      aria-label={of && `${words}: ${of}`}
      type="button"
      class={asked ? 'control danger' : 'control'}
      onBlur={() => setAsked(false)}
      onClick={() => {
        setAsked(!asked);
        if (asked) {
          act();
        }
      }}
    >
      {words}
    </button>
  );
};
