/** The first values of a dimension with their numbers; a click on one filters, "Show all" opens the rest. */
import { useState } from 'preact/hooks';
import { type Filter, filterText, withFilter } from '../../address/filters';
import { type Compare, compared, type State } from '../../address/state';
import { go } from '../../address/useAddress';
import { reportCsv } from '../../api';
import { t } from '../../i18n/t';
import { dimensionTitle } from '../../report/names';
import { useReport } from '../../report/useAnswer';
import { Body } from '../../widgets/Body';
import { Details } from '../../widgets/Details';
import { Downloads } from '../../widgets/Downloads';
import { nothing, TopList } from '../../widgets/TopList';

/** Rows of a top list. */
export const ListLength = 9;

/** Rows of a file. */
const Most = 10_000;

export interface Listed {
  dimension: string;
  columns: readonly string[];
  /** What the list looks at besides the filters of the page; a click takes these along. */
  only?: readonly Filter[];
  /** What a click does not take along. */
  never?: readonly Filter[];
  title?: string;
}

const asked = (state: State, { dimension, columns, only = [], never = [] }: Listed, limit: number): URLSearchParams => {
  const query = compared(state, { by: dimension, limit: String(limit), metrics: columns.join(',') });
  [...only, ...never].forEach((filter) => query.append('filter', filterText(filter)));
  return query;
};

/** The filters of the page with those of a value. */
export const filtered = (state: State, { dimension, only = [] }: Listed, value: string): string[] =>
  [...only, { dimension, operator: '==' as const, value }].reduce((filters, filter) => withFilter(filters, filter), state.filters);

export const titleOf = ({ title, dimension }: Listed): string => title ?? dimensionTitle(dimension);

export const ListDownloads = ({ state, shown }: { state: State; shown: Listed }) => (
  <Downloads title={titleOf(shown)} file={`${state.site}-${shown.dimension}`} csv={() => reportCsv(state.site, 'breakdown', asked(state, shown, Most))} />
);

/** The button that opens a whole list. */
export const ShowAll = ({ state, shown }: { state: State; shown: Listed }) => {
  const [details, setDetails] = useState(false);
  return (
    <>
      <button type="button" class="more" aria-label={`${t('details.all')}: ${titleOf(shown)}`} onClick={() => setDetails(true)}>{t('details.all')}</button>
      {details && (
        <Details
          state={state}
          dimension={shown.dimension}
          columns={shown.columns}
          only={[...(shown.only ?? []), ...(shown.never ?? [])]}
          close={() => setDetails(false)}
          filter={(value) => {
            setDetails(false);
            go({ filters: filtered(state, shown, value) });
          }}
        />
      )}
    </>
  );
};

export const ValueList = ({ state, shown }: { state: State; shown: Listed }) => {
  const list = useReport(state, 'breakdown', asked(state, shown, ListLength));
  return (
    <>
      <Body answer={list}>
        {(report) => (
          <TopList
            report={report}
            dimension={shown.dimension}
            columns={shown.columns}
            empty={nothing(state.filters.length > 0)}
            filter={(value) => go({ filters: filtered(state, shown, value) })}
            compare={state.compare as Compare}
          />
        )}
      </Body>
      {(list.value?.rows.length ?? 0) >= ListLength && <ShowAll state={state} shown={shown} />}
    </>
  );
};
