/** One Web Vital: its 75th percentile, in words what that is worth, and a bar of how many views were good, middling, poor. */
import { useId } from 'preact/hooks';
import { t } from '../../i18n/t';

interface Props {
  name: 'lcp' | 'inp' | 'cls' | 'fcp' | 'ttfb';
  value: string;
  rating: 'good' | 'needs_improvement' | 'poor' | null;
  /** Good, middling, poor; together 1, or all 0. */
  shares: readonly number[];
  /** The shares in words. */
  sentence: string;
  pressed: boolean;
  choose: () => void;
}

export const Vital = ({ name, value, rating, shares, sentence, pressed, choose }: Props) => {
  const id = useId();
  const definition = `${t(`vitals.${name}.means`)} ${rating ? sentence : ''}`;
  return (
    <li>
      <button type="button" aria-pressed={pressed} aria-describedby={id} data-tip={definition} onClick={choose}>
        <span class="label">{t(`vitals.${name}`)} <abbr dir="ltr">{name.toUpperCase()}</abbr></span>
        <span class="value">{value}</span>
        <span class={`under rated ${rating}`}>{rating && t(`vitals.rating.${rating}`)}</span>
        <span class="shares" aria-hidden="true">{shares.map((share, at) => <span key={at} style={{ inlineSize: `${100 * share}%` }} />)}</span>
      </button>
      <span class="unseen" id={id}>{definition}</span>
    </li>
  );
};
