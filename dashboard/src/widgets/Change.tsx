/** How far a number is from the one it is compared with; nothing where there is none. Green and red say more than chance. */
import type { Compare } from '../address/state';
import { change, type Difference, format } from '../i18n/format';
import { t } from '../i18n/t';
import { type Column, number, previous, type Row, significance, text } from '../report/report';

/** Less is better here. */
const Downwards = new Set(['bounce_rate', 'exit_rate', 'refunded', 'refunds', 'between_orders_median', 'abandonment_rate']);

/** The largest p-value that is not called chance. */
const Chance = 0.05;

/** From which part on a change that no formula tests (page views, money, times) is called one; of rates in points. */
const Untested = 0.1;
const UntestedPoints = 0.01;

/** Whether the change of a tested column may be chance. */
export const mayBeChance = (row: Row, column: string): boolean => {
  const p = significance(row, column);
  return p === null || (p !== undefined && p > Chance);
};

const isDoubtful = (row: Row, column: Column, { share }: Difference): boolean =>
  mayBeChance(row, column.name) || (significance(row, column.name) === undefined && Math.abs(share) < (column.unit === 'rate' ? UntestedPoints : Untested));

interface Props {
  column: Column;
  row: Row;
  compare: Compare;
}

export const Change = ({ column, row, compare }: Props) => {
  const before = number(previous(row), column.name);
  const difference = change(number(row, column.name), before, column.unit);
  if (!difference) {
    return null;
  }
  const chance = isDoubtful(row, column, difference);
  const kind = difference.share === 0 || chance ? 'same' : difference.share > 0 !== Downwards.has(column.name) ? 'better' : 'worse';
  const arrow = difference.share === 0 ? '' : difference.share > 0 ? '▲' : '▼';
  return (
    <>
      <span class={kind}>{arrow && <span class="arrow" aria-hidden="true">{arrow}</span>}{difference.text}</span>
      <span class="unseen"> {t(compare === 'year' ? 'change.year' : 'change.previous', { value: format(before, column.unit, text(row, 'currency')) })}{chance && ` ${t('change.chance')}`}</span>
    </>
  );
};

/** What is added to a number's definition where its change may be chance. */
export const chanceHint = (column: Column, row: Row): string => {
  const difference = change(number(row, column.name), number(previous(row), column.name), column.unit);
  return difference && difference.share !== 0 && isDoubtful(row, column, difference) ? t('change.chance') : '';
};
