/** A top list: a table whose first column carries a bar, and a click on a value filters the whole page. */
import type { Compare } from '../address/state';
import { format } from '../i18n/format';
import { t } from '../i18n/t';
import { columnDefinition, columnTitle, dimensionTitle, valueLabel } from '../report/names';
import { type Column, number, pick, previous, type Report, type Row, text } from '../report/report';
import { Change } from './Change';
import { Explained } from './Explained';

interface Props {
  report: Report;
  dimension: string;
  columns: readonly string[];
  /** Said when there is no row. */
  empty: string;
  filter: (value: string) => void;
  /** Shows the change of each row's first number, where the report compares. */
  compare?: Compare;
}

/** The head of a column of changes. */
export const changeTitle = (report: Report, column: Column) => ({ title: t('change.title'), definition: t('change.means', { metric: columnTitle(report, column) }) });

/** The numbers of a row; after the first its change. */
export const cells = (row: Row, columns: readonly Column[], compare: Compare | null) =>
  columns.flatMap((column, at) => [
    <td key={column.name} class="n">{format(number(row, column.name), column.unit, text(row, 'currency'))}</td>,
    ...(at === 0 && compare ? [<td key="change" class="n change"><Change column={column} row={row} compare={compare} /></td>] : []),
  ]);

export const TopList = ({ report, dimension, columns, empty, filter, compare }: Props) => {
  if (report.rows.length === 0) {
    return <p class="empty">{empty}</p>;
  }
  const shown = pick(report, columns);
  const measure = shown[0]?.name ?? '';
  const most = Math.max(1, ...report.rows.map((row) => number(row, measure) ?? 0));
  const compares = compare && report.rows.some((row) => previous(row) !== null) ? compare : null;
  return (
    <table class="list">
      <thead>
        <tr>
          <th scope="col">{dimensionTitle(dimension)}</th>
          {shown.flatMap((column, at) => [
            <th key={column.name} scope="col" class="n"><Explained title={columnTitle(report, column)} definition={columnDefinition(report, column)} /></th>,
            ...(at === 0 && compares ? [<th key="change" scope="col" class="n"><Explained {...changeTitle(report, column)} /></th>] : []),
          ])}
        </tr>
      </thead>
      <tbody>
        {report.rows.map((row) => {
          const value = text(row, 'value');
          return (
            <tr key={value}>
              <th scope="row">
                <span class="fill" aria-hidden="true" style={{ inlineSize: `${(100 * (number(row, measure) ?? 0)) / most}%` }} />
                <button type="button" class="value" dir="auto" title={valueLabel(dimension, value)} onClick={() => filter(value)}>{valueLabel(dimension, value)}</button>
              </th>
              {cells(row, shown, compares)}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

/** What a list says when nothing is there. */
export const nothing = (filtered: boolean): string => t(filtered ? 'empty.filtered' : 'empty.period');
