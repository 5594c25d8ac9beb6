/** Which touches earned the conversions: all models side by side, every column adding up to the same. */
import { useRef } from 'preact/hooks';
import { withFilter } from '../address/filters';
import { own, scope } from '../address/state';
import { go } from '../address/useAddress';
import { reportCsv } from '../api';
import { format } from '../i18n/format';
import { t } from '../i18n/t';
import { dimensionTitle, valueLabel } from '../report/names';
import { useRange } from '../report/range';
import { number, type Report, type Row, text } from '../report/report';
import { useReport } from '../report/useAnswer';
import { Body } from '../widgets/Body';
import { Card } from '../widgets/Card';
import { Choice, chosen } from '../widgets/Choice';
import { Downloads } from '../widgets/Downloads';
import { EventParameter, Suggested } from '../widgets/EventPicker';
import { Explained } from '../widgets/Explained';
import { Notes } from '../widgets/Notes';
import { Scroll } from '../widgets/Scroll';
import type { TabProps } from '.';

const Models = ['first', 'last', 'last_non_direct', 'linear', 'position', 'time_decay'] as const;

/** What touches are told apart by, with the dimension that names them; a visit lands on its entry page. */
const Bys = { source: 'source', channel: 'channel', medium: 'utm_medium', campaign: 'utm_campaign', page: 'entry_page' } as const;

const Lookbacks = ['30d', '7d', '1d', '90d'] as const;

/** Rows; the rest is put together, so that the sums can be seen to be right. */
const Shown = 15;

interface Line {
  name: string;
  /** Null for the rest. */
  value: string | null;
  values: (number | null)[];
}

const cells = (row: Row | null | undefined, measure: string): (number | null)[] => Models.map((model) => number(row, `${measure}_${model}`));

/** The first rows, and what is left of the totals as one row more. */
const linesOf = (report: Report, measure: string, dimension: string): Line[] => {
  const lines = report.rows.slice(0, Shown).map((row) => ({ name: valueLabel(dimension, text(row, 'value')), value: text(row, 'value'), values: cells(row, measure) }));
  if (report.rows.length <= Shown) {
    return lines;
  }
  const rest = cells(report.totals, measure).map((total, at) => (total ?? 0) - lines.reduce((sum, { values }) => sum + (values[at] ?? 0), 0));
  return [...lines, { name: t('attribution.rest'), value: null, values: rest }];
};

const Table = ({ report, measure, dimension, filter }: { report: Report; measure: 'conversions' | 'revenue'; dimension: string; filter: (value: string) => void }) => {
  const totals = cells(report.totals, measure);
  if (report.rows.length === 0) {
    return <p class="empty">{t('attribution.empty')}</p>;
  }
  const lines = linesOf(report, measure, dimension);
  const most = Math.max(...lines.flatMap(({ values }) => values.map((value) => value ?? 0)), 0) || 1;
  const currency = text(report.totals, 'currency');
  const show = (value: number | null) => format(value, measure === 'revenue' ? 'money' : 'count', currency);
  return (
    <>
      <p class="summary">{measure === 'revenue' ? t('attribution.sumMoney', { amount: format(totals[0] ?? null, 'money', currency) }) : t('attribution.sum', { count: totals[0] ?? 0 })}</p>
      <Scroll label={t('tab.attribution')}>
        <table class="models">
          <thead>
            <tr>
              <th scope="col">{dimensionTitle(dimension)}</th>
              {Models.map((model) => <th key={model} scope="col"><Explained title={t(`attribution.model.${model}`)} definition={t(`attribution.model.${model}.means`)} /></th>)}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ name, value, values }) => (
              <tr key={value === null ? '' : `=${value}`}>
                <th scope="row">{value === null ? name : <button type="button" class="link" dir="auto" onClick={() => filter(value)}>{name}</button>}</th>
                {values.map((value, at) => (
                  <td key={Models[at]}>
                    <span class="bar" aria-hidden="true" style={{ inlineSize: `${(100 * Math.max(0, value ?? 0)) / most}%` }} />
                    <span class="figure">{show(value)}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('attribution.all')}</th>
              {totals.map((value, at) => <td key={Models[at]}><span class="figure">{show(value)}</span></td>)}
            </tr>
          </tfoot>
        </table>
      </Scroll>
      {/* The rest has a row of its own: nothing is cut off here. */}
      <Notes report={report} without={(code) => code === 'truncated'} />
    </>
  );
};

const Attribution = ({ state }: TabProps) => {
  const drawing = useRef<HTMLDivElement>(null);
  const by = chosen(state, 'by', Object.keys(Bys) as (keyof typeof Bys)[]);
  const measure = chosen(state, 'show', ['conversions', 'revenue']);
  const conversion = own(state, 'conversion');
  const query = scope(state, { by, lookback: chosen(state, 'lookback', Lookbacks), limit: String(Shown + 1), sort: `${measure}_linear:desc`, ...(conversion ? { conversion } : {}) });
  const attribution = useReport(state, 'attribution', query);
  useRange(attribution.value);
  const all = new URLSearchParams(query);
  all.set('limit', '10000');
  return (
    <Card
      title={t('attribution.title')}
      kind="attribution"
      tools={<Downloads title={t('tab.attribution')} file={`${state.site}-attribution`} drawing={drawing} report={attribution.value} csv={() => reportCsv(state.site, 'attribution', all)} />}
    >
      <div class="fields">
        <EventParameter state={state} name="conversion" label={t('attribution.conversion')} otherwise={t('event.anyGoal')} />
        <Choice state={state} name="by" label={t('attribution.by')} options={Object.entries(Bys).map(([name, dimension]) => [name, dimensionTitle(dimension)])} />
        <Choice state={state} name="lookback" label={t('attribution.lookback')} options={Lookbacks.map((name) => [name, t('attribution.days', { count: parseInt(name, 10) })])} />
        <Choice state={state} name="show" label={t('attribution.show')} options={[['conversions', t('attribution.conversions')], ['revenue', t('attribution.revenue')]]} />
      </div>
      <Suggested state={state} />
      <div ref={drawing}>
        <Body answer={attribution} skeleton="list">
          {(report) => <Table report={report} measure={measure} dimension={Bys[by]} filter={(value) => go({ filters: withFilter(state.filters, { dimension: Bys[by], operator: '==', value }) })} />}
        </Body>
      </div>
    </Card>
  );
};

export default Attribution;
