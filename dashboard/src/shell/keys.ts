/** Single-letter keys; they can be switched off (WCAG 2.1.4). */
import { useEffect, useRef } from 'preact/hooks';
import { current, go } from '../address/useAddress';
import type { Compare, PeriodName } from '../address/state';
import { addDays, length } from '../address/periods';

export const PeriodKeys: Record<PeriodName, string> = { today: 'D', yesterday: 'E', '7d': 'W', '28d': 'T', '30d': 'N', mtd: 'M', '12mo': 'L', all: 'A' };

export const CompareKey = 'X';

export const HelpKey = '?';

const StoredName = 'collector-keys';

export const keysAreOn = (): boolean => localStorage.getItem(StoredName) !== 'off';

export const switchKeys = (on: boolean): void => localStorage.setItem(StoredName, on ? 'on' : 'off');

const NextComparison: Record<Compare, Compare> = { previous: 'year', year: 'none', none: 'previous' };

/** The letter of a key; on a keyboard of another script the letter at its place. */
const letter = (event: KeyboardEvent): string => (/^[a-z]$/i.test(event.key) ? event.key : event.code.startsWith('Key') ? event.code.slice(3) : event.key).toUpperCase();

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.closest('input, textarea, select, dialog') !== null || target.isContentEditable);

/** The range as long before or after the shown one. */
const shifted = (range: { from: string; to: string }, step: number) => {
  const days = length(range.from, range.to) * step;
  return { period: '', from: addDays(range.from, days), to: addDays(range.to, days) };
};

/** @param range The days that are shown; null before the first answer. */
export const useKeys = (range: { from: string; to: string } | null, help: () => void): void => {
  const shown = useRef(range);
  shown.current = range;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      // Many keyboards have the brackets behind AltGr (which comes as Ctrl and Alt) or Option.
      const composed = (event.key === '[' || event.key === ']') && (event.getModifierState('AltGraph') || !event.ctrlKey);
      if (event.metaKey || ((event.ctrlKey || event.altKey) && !composed) || event.defaultPrevented || !keysAreOn() || isTyping(event.target)) {
        return;
      }
      const period = Object.entries(PeriodKeys).find(([, key]) => key === letter(event))?.[0];
      if (period) {
        go({ period, from: '', to: '' });
      } else if (letter(event) === CompareKey) {
        go({ compare: NextComparison[current().compare as Compare] });
      } else if (event.key === HelpKey) {
        help();
      } else if (shown.current && (event.key === '[' || event.key === ']')) {
        go(shifted(shown.current, event.key === '[' ? -1 : 1));
      } else {
        return;
      }
      event.preventDefault();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [help]);
};
