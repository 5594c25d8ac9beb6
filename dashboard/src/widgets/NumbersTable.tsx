/** The rows of a report with many numbers: sorted by a click on a head, scrolling sideways where it is wider than the page. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Compare } from '../address/state';
import { format } from '../i18n/format';
import { t } from '../i18n/t';
import { columnDefinition, columnTitle } from '../report/names';
import { type Column, number, pick, previous, type Report, type Row, text } from '../report/report';
import { Change } from './Change';
import { Sideways } from './Sideways';
import { SortHead } from './SortHead';

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

const currencyOf = (row: Row, column: Column): string => text(row, column.name === 'cost' || column.name.startsWith('cp') ? 'cost_currency' : 'currency') || text(row, 'currency');

export const NumbersTable = ({ report, columns, head, first, empty, compare }: Props) => {
  const [sort, setSort] = useState<{ column: string; descending: boolean } | null>(null);
  if (report.rows.length === 0) {
    return <p class="empty">{empty}</p>;
  }
  const shown = pick(report, columns);
  const measure = shown[0]?.name ?? '';
  // Amounts of different currencies have no common scale.
  const oneScale = shown[0]?.unit !== 'money' || new Set(report.rows.map((row) => currencyOf(row, shown[0]!))).size === 1;
  const most = oneScale ? Math.max(...report.rows.map((row) => number(row, measure) ?? 0)) : 0;
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
            {shown.map((column) => (
              <SortHead
                key={column.name}
                title={columnTitle(report, column)}
                definition={columnDefinition(report, column)}
                sorted={sort?.column !== column.name ? undefined : sort.descending ? 'descending' : 'ascending'}
                choose={() => setSort({ column: column.name, descending: sort?.column !== column.name || !sort.descending })}
              />
            ))}
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
        {report.totals && rows.length > 1 && shown.some((column) => number(report.totals, column.name) !== null) && <tfoot><tr><th scope="row">{t('total')}</th>{cells(report.totals)}</tr></tfoot>}
      </table>
    </Sideways>
  );
};
