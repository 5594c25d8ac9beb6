/** What campaigns cost beside what they brought, the import of costs, and what found no partner. */
import { useState } from 'preact/hooks';
import { own, scope, type State } from '../address/state';
import { go } from '../address/useAddress';
import { importCosts, reportCsv } from '../api';
import { t } from '../i18n/t';
import { useMay } from '../looking';
import { useRange } from '../report/range';
import { type Report, type Row, text } from '../report/report';
import { useReport } from '../report/useAnswer';
import { Body } from '../widgets/Body';
import { Card } from '../widgets/Card';
import { Downloads } from '../widgets/Downloads';
import { Field } from '../widgets/Field';
import { Notes } from '../widgets/Notes';
import { NumbersTable } from '../widgets/NumbersTable';
import { SaveForm } from '../widgets/SaveForm';
import { Switch } from '../widgets/Switch';
import { nothing } from '../widgets/TopList';
import type { TabProps } from '.';

const Levels = ['source', 'medium', 'campaign', 'content', 'term'] as const;

const Columns = ['cost', 'revenue', 'roas', 'visits', 'conversions', 'cpa', 'clicks', 'cpc', 'impressions', 'cpm', 'ctr'];

const Unmatched = ['cost only', 'visits only'] as const;

/** Rows of the report. */
const Most = '500';

/** The names of a row up to its level; what is not named is left out. */
const nameOf = (row: Row): string => Levels.map((level) => text(row, level)).filter(Boolean).join(' › ') || t('value.unknown');

const rowsOf = (report: Report, matched: string): Report => ({ ...report, rows: report.rows.filter((row) => text(row, 'matched') === matched), totals: null });

const Import = ({ state, imported }: { state: State; imported: () => void }) => {
  const [file, setFile] = useState<File | null>(null);
  const save = async () => {
    const { added, replaced } = await importCosts(state.site, file!);
    imported();
    return t('costs.imported', { added, replaced });
  };
  return (
    <Card title={t('costs.import')} kind="import">
      <SaveForm action={t('costs.send')} save={save}>
        <Field title={t('costs.file')} hint={t('costs.file.help')}>
          {(names) => <input {...names} type="file" accept=".csv,text/csv" required onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)} />}
        </Field>
      </SaveForm>
    </Card>
  );
};

const Costs = ({ state }: TabProps) => {
  const may = useMay('analyst');
  const by = Levels.find((level) => level === own(state, 'by')) ?? 'campaign';
  const asked = scope(state, { by, limit: Most });
  const costs = useReport(state, 'costs', asked);
  useRange(costs.value);
  const first = (row: Row) => <bdi>{nameOf(row)}</bdi>;
  return (
    <>
      <Card title={t('tab.costs')} kind="costs" tools={<Downloads title={t('tab.costs')} file={`${state.site}-costs`} csv={() => reportCsv(state.site, 'costs', scope(state, { by, limit: '10000' }))} />}>
        <Switch label={t('costs.level')} value={by} options={Levels.map((level) => [level, t(`costLevel.${level}`)])} choose={(next) => go({ own: { by: [next] } })} />
        <Body answer={costs}>
          {(report) => (
            <>
              <NumbersTable report={{ ...rowsOf(report, 'both'), totals: report.totals ?? null }} columns={Columns} head={t(`costLevel.${by}`)} first={first} empty={report.rows.length ? t('costs.noneBoth') : nothing(state.filters.length > 0)} />
              <Notes report={report} />
            </>
          )}
        </Body>
      </Card>
      {Unmatched.map((matched) => {
        const rows = costs.value ? rowsOf(costs.value, matched) : null;
        const key = matched === 'cost only' ? 'cost' : 'visits';
        return rows && rows.rows.length > 0 && (
          <Card key={matched} title={t(`unmatched.${key}`, { count: rows.rows.length })} kind={`unmatched ${key}-only`}>
            <p class="hint">{t(`unmatchedHelp.${key}`)}</p>
            <NumbersTable report={rows} columns={key === 'cost' ? ['cost', 'clicks', 'impressions'] : ['visits', 'conversions', 'revenue']} head={t(`costLevel.${by}`)} first={first} empty="" />
          </Card>
        );
      })}
      {may && <Import state={state} imported={costs.again} />}
    </>
  );
};

export default Costs;
