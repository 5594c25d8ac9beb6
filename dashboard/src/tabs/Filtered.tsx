/** What was taken for whom, and why; and another class for what was taken wrongly. */
import { useState } from 'preact/hooks';
import { scope } from '../address/state';
import { reportCsv } from '../api';
import { t } from '../i18n/t';
import { useMay } from '../looking';
import { ownWord } from '../report/names';
import { useRange } from '../report/range';
import { type Row, text } from '../report/report';
import { useReport } from '../report/useAnswer';
import { Body } from '../widgets/Body';
import { Card } from '../widgets/Card';
import { Downloads } from '../widgets/Downloads';
import { Notes } from '../widgets/Notes';
import { NumbersTable } from '../widgets/NumbersTable';
import { nothing } from '../widgets/TopList';
import type { TabProps } from '.';
import { classTitle, Reclass } from './filtered/Reclass';
import { reasonsLabel } from './filtered/reasons';

/** The filters that choose a row's hits. */
const ruleOf = (row: Row): string[] => [
  `class==${text(row, 'class')}`,
  ...(text(row, 'kind') ? [`bot_kind==${text(row, 'kind')}`] : []),
  ...(text(row, 'reason') ? [`class_reasons==${text(row, 'reason')}`] : []),
];

const Why = ({ row }: { row: Row }) => (
  <>
    {classTitle(text(row, 'class'))}{text(row, 'kind') && <> · <bdi>{ownWord('kind', text(row, 'kind'))}</bdi></>}
    {text(row, 'reason') && <bdi class="under">{reasonsLabel(text(row, 'reason'))}</bdi>}
  </>
);

const Filtered = ({ state }: TabProps) => {
  const filtered = useReport(state, 'filtered', scope(state));
  useRange(filtered.value);
  const may = useMay('admin');
  const [rule, setRule] = useState<string[]>([]);
  return (
    <>
      <Card title={t('filtered.title')} kind="filtered" tools={<Downloads title={t('tab.filtered')} file={`${state.site}-filtered`} csv={() => reportCsv(state.site, 'filtered', scope(state, { limit: '10000' }))} />}>
        <p class="hint">{t('filtered.help')}</p>
        <Body answer={filtered}>
          {(report) => (
            <>
              <NumbersTable
                report={report}
                columns={['hits', 'share', 'visits']}
                head={t('filtered.why')}
                first={(row) => may ? <button type="button" class="value" title={t('reclass.take')} onClick={() => setRule([...ruleOf(row), ...state.filters])}><Why row={row} /></button> : <Why row={row} />}
                empty={nothing(state.filters.length > 0)}
              />
              <Notes report={report} />
            </>
          )}
        </Body>
      </Card>
      {may && filtered.value && <Reclass key={rule.join('\n')} site={state.site} rule={rule} from={filtered.value.from} to={filtered.value.to} changed={filtered.again} />}
    </>
  );
};

export default Filtered;
