/** What campaigns cost beside what they brought, the import of costs, and what found no partner. */
import { useState } from 'preact/hooks';
import { withFilter } from '../address/filters';
import { own, scope, type State } from '../address/state';
import { go } from '../address/useAddress';
import { importCosts, reportCsv } from '../api';
import { t } from '../i18n/t';
import { useMay } from '../looking';
import { useRange } from '../report/range';
import { number, type Report, type Row, text } from '../report/report';
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

/** What rows add up to, as the report adds (docs/metrics.md): a sum with an unknown part is unknown, and so is one of several currencies. */
const together = (rows: readonly Row[]): Row => {
  const sum = (column: string) => rows.reduce<number | null>((all, row) => (all === null || number(row, column) === null ? null : all + number(row, column)!), 0);
  const currencies = new Set(rows.map((row) => text(row, 'cost_currency')));
  const [cost, revenue, clicks, impressions, conversions] = [currencies.size === 1 ? sum('cost') : null, sum('revenue'), sum('clicks'), sum('impressions'), sum('conversions')];
  const [spent, currency] = [[...currencies][0] ?? '', text(rows[0], 'currency')];
  const ratio = (over: number | null, under: number | null) => (over === null || !under ? null : over / under);
  return {
    cost, cost_currency: spent, revenue, currency, visits: sum('visits'), conversions, clicks, impressions,
    roas: spent === currency ? ratio(revenue, cost) : null, cpa: ratio(cost, conversions), cpc: ratio(cost, clicks), cpm: ratio(cost === null ? null : 1000 * cost, impressions), ctr: ratio(clicks, impressions),
  };
};

/** The names of a row as filters of its visits. */
const filtersOf = (row: Row): [string, string][] => Levels.filter((level) => text(row, level)).map((level) => [`utm_${level}`, text(row, level)]);

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
  const filter = (row: Row) => go({ filters: filtersOf(row).reduce((filters, [dimension, value]) => withFilter(filters, { dimension, operator: '==', value }), [...state.filters]) });
  const named = (row: Row) => <bdi>{nameOf(row)}</bdi>;
  const first = (row: Row) => (filtersOf(row).length ? <button type="button" class="value" dir="auto" onClick={() => filter(row)}>{nameOf(row)}</button> : named(row));
  return (
    <>
      <Card title={t('tab.costs')} kind="costs" tools={<Downloads title={t('tab.costs')} file={`${state.site}-costs`} csv={() => reportCsv(state.site, 'costs', scope(state, { by, limit: '10000' }))} />}>
        <Switch label={t('costs.level')} value={by} options={Levels.map((level) => [level, t(`costLevel.${level}`)])} choose={(next) => go({ own: { by: [next] } })} />
        <Body answer={costs}>
          {(report) => (
            <>
              <NumbersTable report={{ ...rowsOf(report, 'both'), totals: together(rowsOf(report, 'both').rows) }} columns={Columns} head={t(`costLevel.${by}`)} first={first} empty={report.rows.length ? t('costs.noneBoth') : nothing(state.filters.length > 0)} />
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
            <NumbersTable report={rows} columns={key === 'cost' ? ['cost', 'clicks', 'impressions'] : ['visits', 'conversions', 'revenue']} head={t(`costLevel.${by}`)} first={key === 'cost' ? named : first} empty="" />
          </Card>
        );
      })}
      {may && <Import state={state} imported={costs.again} />}
    </>
  );
};

export default Costs;
