/** A whole list in a dialog: searched, sorted by any column, page by page. */
import { useState } from 'preact/hooks';
import { filterText } from '../address/filters';
import { scope, type State } from '../address/state';
import { format } from '../i18n/format';
import { t } from '../i18n/t';
import { columnTitle, dimensionTitle, valueLabel } from '../report/names';
import { number, pick, text } from '../report/report';
import { useReport } from '../report/useAnswer';
import { Body } from './Body';
import { Modal } from './Modal';
import { nothing } from './TopList';

const PageLength = 50;

/** Values shown as something else than they are cannot be searched as text. */
const Coded = new Set(['country', 'language', 'channel', 'device', 'screen']);

interface Props {
  state: State;
  dimension: string;
  columns: readonly string[];
  close: () => void;
  filter: (value: string) => void;
}

export const Details = ({ state, dimension, columns, close, filter }: Props) => {
  const [words, setWords] = useState('');
  const [sort, setSort] = useState({ column: columns[0]!, descending: true });
  const [offset, setOffset] = useState(0);
  const asked = scope(state, { by: dimension, metrics: columns.join(','), limit: String(PageLength), offset: String(offset), sort: `${sort.column}:${sort.descending ? 'desc' : 'asc'}` });
  if (words) {
    asked.append('filter', filterText({ dimension, operator: '*=', value: words }));
  }
  const list = useReport(state, 'breakdown', asked);
  const sortBy = (column: string) => {
    setOffset(0);
    setSort({ column, descending: sort.column !== column || !sort.descending });
  };
  return (
    <Modal title={dimensionTitle(dimension)} close={close} class="details">
      {!Coded.has(dimension) && (
        <input
          type="search"
          dir="auto"
          placeholder={t('details.search')}
          aria-label={t('details.search')}
          onChange={(event) => {
            setOffset(0);
            setWords(event.currentTarget.value.trim());
          }}
        />
      )}
      <Body answer={list}>
        {(report) =>
          report.rows.length === 0 ? (
            <p class="empty">{nothing(true)}</p>
          ) : (
            <table class="list">
              <thead>
                <tr>
                  <th scope="col">{dimensionTitle(dimension)}</th>
                  {pick(report, columns).map((column) => (
                    <th key={column.name} scope="col" class="n" aria-sort={sort.column !== column.name ? undefined : sort.descending ? 'descending' : 'ascending'}>
                      <button type="button" class="explained" onClick={() => sortBy(column.name)}>
                        {columnTitle(column)}
                        <span aria-hidden="true">{sort.column !== column.name ? '' : sort.descending ? ' ▼' : ' ▲'}</span>
                      </button>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {report.rows.map((row) => {
                  const value = text(row, 'value');
                  return (
                    <tr key={value}>
                      <th scope="row"><button type="button" class="value" dir="auto" onClick={() => filter(value)}>{valueLabel(dimension, value)}</button></th>
                      {pick(report, columns).map((column) => <td key={column.name} class="n">{format(number(row, column.name), column.unit, text(row, 'currency'))}</td>)}
                    </tr>
                  );
                })}
              </tbody>
            </table>
          )
        }
      </Body>
      <div class="pager">
        <button type="button" class="control" disabled={offset === 0} onClick={() => setOffset(offset - PageLength)}>{t('details.before')}</button>
        <button type="button" class="control" disabled={(list.value?.rows.length ?? 0) < PageLength} onClick={() => setOffset(offset + PageLength)}>{t('details.next')}</button>
      </div>
    </Modal>
  );
};
