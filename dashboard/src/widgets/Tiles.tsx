/** The headline numbers: one tile each, with its definition and the change against the range that is compared with. */
import { useId } from 'preact/hooks';
import { change, format, percent, short } from '../i18n/format';
import { t } from '../i18n/t';
import { columnDefinition, columnTitle } from '../report/names';
import { type Column, number, pick, previous, type Report, type Row, text } from '../report/report';
import type { Compare } from '../address/state';

export const Headline = ['visitors', 'visits', 'pageviews', 'views_per_visit', 'bounce_rate', 'visit_duration', 'dwell_time', 'conversions', 'revenue'];

/** Less is better here. */
const Downwards = new Set(['bounce_rate', 'exit_rate', 'refunded', 'refunds']);

/** Left out while they are 0: sites without goals or sales have no use for them. */
const Optional = new Set(['conversions', 'revenue']);

/** Characters from which a number is set smaller. */
const LongValue = 8;

interface Props {
  report: Report;
  metric: string;
  compare: Compare;
  choose: (metric: string) => void;
}

/** How far a number is from the one it is compared with; nothing where there is none. */
export const Change = ({ column, row, compare }: { column: Column; row: Row; compare: Compare }) => {
  const before = number(previous(row), column.name);
  const difference = change(number(row, column.name), before);
  if (!difference) {
    return null;
  }
  const kind = difference.share === 0 ? 'same' : difference.share > 0 !== Downwards.has(column.name) ? 'better' : 'worse';
  const arrow = difference.share === 0 ? '' : difference.share > 0 ? '▲' : '▼';
  return (
    <>
      <span class={kind}><span class="arrow" aria-hidden="true">{arrow}</span>{difference.text}</span>
      <span class="unseen"> {t(compare === 'year' ? 'change.year' : 'change.previous', { value: format(before, column.unit, text(row, 'currency')) })}</span>
    </>
  );
};

const Tile = ({ column, row, metric, compare, choose }: { column: Column; row: Row } & Omit<Props, 'report'>) => {
  const id = useId();
  const currency = text(row, 'currency');
  const value = short(number(row, column.name), column.unit, currency);
  const coverage = column.name === 'dwell_time' ? number(row, 'dwell_coverage') : null;
  const definition = columnDefinition(column);
  return (
    <li class="tile">
      <button type="button" aria-pressed={column.name === metric} aria-describedby={id} data-tip={definition || undefined} onClick={() => choose(column.name)}>
        <span class="label">{columnTitle(column)}</span>
        <span class={value.length > LongValue ? 'value long' : 'value'}>{value}</span>
        <span class="under">
          <Change column={column} row={row} compare={compare} />
          {coverage !== null && <span class="coverage">{t('coverage', { share: percent(coverage, 0) })}</span>}
        </span>
      </button>
      <span class="unseen" id={id}>{definition}</span>
    </li>
  );
};

export const Tiles = ({ report, ...rest }: Props) => {
  const row = report.rows[0] ?? report.totals ?? {};
  return (
    <ul class="tiles">
      {pick(report, Headline)
        .filter((column) => !Optional.has(column.name) || number(row, column.name))
        .map((column) => <Tile key={column.name} column={column} row={row} {...rest} />)}
    </ul>
  );
};
