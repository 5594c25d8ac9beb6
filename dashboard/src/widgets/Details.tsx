/** A whole list in a dialog: searched, sorted by any column, page by page. */
import { useState } from 'preact/hooks';
import { type Filter, filterText } from '../address/filters';
import { type Compare, compared, type State } from '../address/state';
import { t } from '../i18n/t';
import { columnDefinition, columnTitle, dimensionTitle, valueLabel } from '../report/names';
import { pick, previous, type Report, text } from '../report/report';
import { useReport } from '../report/useAnswer';
import { Body } from './Body';
import { Modal } from './Modal';
import { Explained } from './Explained';
import { SortHead } from './SortHead';
import { cells, changeTitle, nothing } from './TopList';

const PageLength = 50;

/** Values shown as something else than they are cannot be searched as text. */
const Coded = new Set(['country', 'language', 'channel', 'device', 'screen']);

const compares = (report: Report): boolean => report.rows.some((row) => previous(row) !== null);

interface Props {
  state: State;
  dimension: string;
  columns: readonly string[];
  /** What the list looks at besides the filters of the page. */
  only?: readonly Filter[];
  close: () => void;
  filter: (value: string) => void;
}

export const Details = ({ state, dimension, columns, only = [], close, filter }: Props) => {
  const [words, setWords] = useState('');
  const [sort, setSort] = useState({ column: columns[0]!, descending: true });
  const [offset, setOffset] = useState(0);
  const asked = compared(state, { by: dimension, metrics: columns.join(','), limit: String(PageLength), offset: String(offset), sort: `${sort.column}:${sort.descending ? 'desc' : 'asc'}` });
  only.forEach((one) => asked.append('filter', filterText(one)));
  if (words) {
    asked.set('search', words);
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
                  {pick(report, columns).flatMap((column, at) => [
                    <SortHead
                      key={column.name}
                      title={columnTitle(report, column)}
                      definition={columnDefinition(report, column)}
                      sorted={sort.column !== column.name ? undefined : sort.descending ? 'descending' : 'ascending'}
                      choose={() => sortBy(column.name)}
                    />,
                    ...(at === 0 && compares(report) ? [<th key="change" scope="col" class="n"><Explained {...changeTitle(report, column)} /></th>] : []),
                  ])}
                </tr>
              </thead>
              <tbody>
                {report.rows.map((row) => {
                  const value = text(row, 'value');
                  return (
                    <tr key={value}>
                      <th scope="row"><button type="button" class="value" dir="auto" onClick={() => filter(value)}>{valueLabel(dimension, value)}</button></th>
                      {cells(row, pick(report, columns), compares(report) ? (state.compare as Compare) : null)}
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
