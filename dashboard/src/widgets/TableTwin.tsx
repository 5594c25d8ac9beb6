/** The numbers of a drawing as a table, closed until it is wanted. */
import { t } from '../i18n/t';

interface Props {
  heads: string[];
  /** The first cell of a row names it. */
  rows: string[][];
}

export const TableTwin = ({ heads, rows }: Props) => (
  <details class="twin">
    <summary>{t('table')}</summary>
    <div class="scroll" tabIndex={0} role="region" aria-label={t('table')}>
      <table>
        <thead>
          <tr>{heads.map((head, index) => <th key={head} scope="col" class={index ? 'n' : undefined}>{head}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>{row.map((cell, index) => (index ? <td key={index} class="n">{cell}</td> : <th key={index} scope="row"><bdi>{cell}</bdi></th>))}</tr>
          ))}
        </tbody>
      </table>
    </div>
  </details>
);
