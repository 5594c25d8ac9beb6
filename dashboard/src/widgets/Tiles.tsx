/** The headline numbers: one tile each, with its definition and the change against the range that is compared with. */
import { useId } from 'preact/hooks';
import { percent, short } from '../i18n/format';
import { t } from '../i18n/t';
import { columnDefinition, columnTitle } from '../report/names';
import { type Column, number, pick, type Report, type Row, text } from '../report/report';
import type { Compare } from '../address/state';
import { Change, chanceHint } from './Change';

export const Headline = ['visitors', 'visits', 'pageviews', 'views_per_visit', 'bounce_rate', 'visit_duration', 'dwell_time', 'conversions', 'revenue'];

/** Left out while they are 0: sites without goals or sales have no use for them. */
const Optional = new Set(['conversions', 'revenue']);

/** Characters from which the numbers are set smaller, all of them. */
const LongValue = 8;

interface Props {
  report: Report;
  metric: string;
  compare: Compare;
  choose: (metric: string) => void;
}

const Tile = ({ report, column, row, metric, compare, choose }: { column: Column; row: Row } & Props) => {
  const id = useId();
  const currency = text(row, 'currency');
  const value = short(number(row, column.name), column.unit, currency);
  const coverage = column.name === 'dwell_time' ? number(row, 'dwell_coverage') : null;
  const definition = [columnDefinition(report, column), chanceHint(column, row), coverage !== null ? t('coverage.means', { share: percent(coverage, 0) }) : ''].filter(Boolean).join(' ');
  return (
    <li class="tile">
      <button type="button" aria-pressed={column.name === metric} aria-describedby={id} data-tip={definition || undefined} onClick={() => choose(column.name)}>
        <span class="label">{columnTitle(report, column)}</span>
        <span class="value">{value}</span>
        <span class="under">
          <Change column={column} row={row} compare={compare} />
          {coverage !== null && <span class="coverage">{t('coverage', { share: percent(coverage, 0) })}</span>}
        </span>
      </button>
      <span class="unseen" id={id}>{definition}</span>
    </li>
  );
};

export const Tiles = (props: Props) => {
  const { report } = props;
  const row = report.rows[0] ?? report.totals ?? {};
  const shown = pick(report, Headline).filter((column) => !Optional.has(column.name) || number(row, column.name));
  const long = shown.some((column) => short(number(row, column.name), column.unit, text(row, 'currency')).length > LongValue);
  return (
    <ul class={long ? 'tiles long' : 'tiles'}>
      {shown.map((column) => <Tile key={column.name} column={column} row={row} {...props} />)}
    </ul>
  );
};
