/** The rows of a report with many numbers: sorted by a click on a head, scrolling sideways where it is wider than the page. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Compare } from '../address/state';
import { format } from '../i18n/format';
import { t } from '../i18n/t';
import { columnDefinition, columnTitle } from '../report/names';
import { type Column, number, pick, previous, type Report, type Row, text } from '../report/report';
import { Sideways } from './Sideways';
import { Change } from './Tiles';

interface Props {
  report: Report;
  /** Those with numbers, in order; the first draws the bar. */
  columns: readonly string[];
  /** What the rows are. */
  head: string;
  /** What names a row. */
  first: (row: Row) => ComponentChildren;
  /** Said when there is no row. */
  empty: string;
  /** Shows the change of each row's first number. */
  compare?: Compare;
}

const Head = ({ column, sort, choose }: { column: Column; sort: { column: string; descending: boolean } | null; choose: () => void }) => {
  const sorted = sort?.column === column.name ? (sort.descending ? 'descending' : 'ascending') : undefined;
  return (
    <th scope="col" class="n" aria-sort={sorted}>
      <button type="button" class="explained" data-tip={columnDefinition(column) || undefined} onClick={choose}>
        {columnTitle(column)}<span aria-hidden="true">{sorted ? (sort!.descending ? ' ▼' : ' ▲') : ''}</span>
      </button>
    </th>
  );
};

const currencyOf = (row: Row, column: Column): string => text(row, column.name === 'cost' || column.name.startsWith('cp') ? 'cost_currency' : 'currency') || text(row, 'currency');

export const NumbersTable = ({ report, columns, head, first, empty, compare }: Props) => {
  const [sort, setSort] = useState<{ column: string; descending: boolean } | null>(null);
  if (report.rows.length === 0) {
    return <p class="empty">{empty}</p>;
  }
  const shown = pick(report, columns);
  const measure = shown[0]?.name ?? '';
  const most = Math.max(...report.rows.map((row) => number(row, measure) ?? 0));
  const rows = sort
    ? report.rows.toSorted((a, b) => (sort.descending ? -1 : 1) * ((number(a, sort.column) ?? -Infinity) - (number(b, sort.column) ?? -Infinity)))
    : report.rows;
  const cells = (row: Row) =>
    shown.map((column, index) => (
      <td key={column.name} class="n">
        {format(number(row, column.name), column.unit, currencyOf(row, column))}
        {index === 0 && compare && previous(row) && <span class="under"><Change column={column} row={row} compare={compare} /></span>}
      </td>
    ));
  return (
    <Sideways label={head}>
      <table class="numbers">
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {shown.map((column) => <Head key={column.name} column={column} sort={sort} choose={() => setSort({ column: column.name, descending: sort?.column !== column.name || !sort.descending })} />)}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              <th scope="row">
                {most > 0 && <span class="fill" aria-hidden="true" style={{ inlineSize: `${(100 * Math.max(0, number(row, measure) ?? 0)) / most}%` }} />}
                <span class="name">{first(row)}</span>
              </th>
              {cells(row)}
            </tr>
          ))}
        </tbody>
        {report.totals && rows.length > 1 && <tfoot><tr><th scope="row">{t('total')}</th>{cells(report.totals)}</tr></tfoot>}
      </table>
    </Sideways>
  );
};
