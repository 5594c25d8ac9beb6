/** A top list: a table whose first column carries a bar, and a click on a value filters the whole page. */
import { format } from '../i18n/format';
import { t } from '../i18n/t';
import { columnDefinition, columnTitle, dimensionTitle, valueLabel } from '../report/names';
import { number, pick, type Report, text } from '../report/report';
import { Explained } from './Explained';

interface Props {
  report: Report;
  dimension: string;
  columns: readonly string[];
  /** Said when there is no row. */
  empty: string;
  filter: (value: string) => void;
}

export const TopList = ({ report, dimension, columns, empty, filter }: Props) => {
  if (report.rows.length === 0) {
    return <p class="empty">{empty}</p>;
  }
  const shown = pick(report, columns);
  const measure = shown[0]?.name ?? '';
  const most = Math.max(1, ...report.rows.map((row) => number(row, measure) ?? 0));
  return (
    <table class="list">
      <thead>
        <tr>
          <th scope="col">{dimensionTitle(dimension)}</th>
          {shown.map((column) => <th key={column.name} scope="col" class="n"><Explained title={columnTitle(column)} definition={columnDefinition(column)} /></th>)}
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
              {shown.map((column) => <td key={column.name} class="n">{format(number(row, column.name), column.unit, text(row, 'currency'))}</td>)}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

/** What a list says when nothing is there. */
export const nothing = (filtered: boolean): string => t(filtered ? 'empty.filtered' : 'empty.period');
