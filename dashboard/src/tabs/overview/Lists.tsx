/** A card of top lists, one of which is shown; which one is in the address. */
import { useState } from 'preact/hooks';
import { withFilter } from '../../address/filters';
import { own, scope, type State } from '../../address/state';
import { go } from '../../address/useAddress';
import { reportCsv } from '../../api';
import type { Key } from '../../i18n/language';
import { t } from '../../i18n/t';
import { dimensionTitle } from '../../report/names';
import { useReport } from '../../report/useAnswer';
import { Body } from '../../widgets/Body';
import { Card } from '../../widgets/Card';
import { Details } from '../../widgets/Details';
import { Downloads } from '../../widgets/Downloads';
import { nothing, TopList } from '../../widgets/TopList';
import { Switch } from '../../widgets/Switch';

/** Rows of a top list. */
export const ListLength = 9;

export interface ListOption {
  dimension: string;
  columns: string[];
}

interface Props {
  state: State;
  /** The parameter of the address that says which list is shown; also the card's class. */
  name: string;
  title: Key;
  options: readonly ListOption[];
}

export const Lists = ({ state, name, title, options }: Props) => {
  const [details, setDetails] = useState(false);
  const { dimension, columns } = options.find((option) => option.dimension === own(state, name)) ?? options[0]!;
  const asked = (limit: number) => scope(state, { by: dimension, limit: String(limit), metrics: columns.join(',') });
  const list = useReport(state, 'breakdown', asked(ListLength));
  const filter = (value: string) => go({ filters: withFilter(state.filters, { dimension, operator: '==', value }) });
  return (
    <Card
      title={t(title)}
      kind={name}
      tools={<Downloads title={dimensionTitle(dimension)} file={`${state.site}-${dimension}`} csv={() => reportCsv(state.site, 'breakdown', asked(10_000))} />}
    >
      <Switch label={t(title)} value={dimension} options={options.map((option) => [option.dimension, dimensionTitle(option.dimension)])} choose={(next) => go({ own: { [name]: [next] } })} />
      <Body answer={list}>
        {(report) => <TopList report={report} dimension={dimension} columns={columns} empty={nothing(state.filters.length > 0)} filter={filter} />}
      </Body>
      {(list.value?.rows.length ?? 0) >= ListLength && <button type="button" class="more" aria-label={`${t('details.all')}: ${dimensionTitle(dimension)}`} onClick={() => setDetails(true)}>{t('details.all')}</button>}
      {details && (
        <Details
          state={state}
          dimension={dimension}
          columns={columns}
          close={() => setDetails(false)}
          filter={(value) => {
            setDetails(false);
            filter(value);
          }}
        />
      )}
    </Card>
  );
};
