/** A few numbers side by side, each with its definition and the change against the range that is compared with. */
import type { Compare } from '../address/state';
import { short } from '../i18n/format';
import { columnDefinition, columnTitle } from '../report/names';
import { number, pick, type Report, type Row, text } from '../report/report';
import { Explained } from './Explained';
import { Change } from './Change';

interface Props {
  report: Report;
  row: Row;
  columns: readonly string[];
  compare: Compare;
}

export const Figures = ({ report, row, columns, compare }: Props) => (
  <ul class="figures">
    {pick(report, columns).map((column) => (
      <li key={column.name} class={column.name}>
        <span class="label"><Explained title={columnTitle(report, column)} definition={columnDefinition(report, column)} /></span>
        <span class="value">{short(number(row, column.name), column.unit, text(row, 'currency'))}</span>
        <span class="under"><Change column={column} row={row} compare={compare} /></span>
      </li>
    ))}
  </ul>
);
