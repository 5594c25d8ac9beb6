/** What it earned: the sums, over time, and by where it came from or what was bought. */
import { withFilter } from '../address/filters';
import { daysOf, length } from '../address/periods';
import { type Compare, compared, own, type State } from '../address/state';
import { go } from '../address/useAddress';
import { reportCsv } from '../api';
import { rangeLabel } from '../i18n/format';
import { t } from '../i18n/t';
import { dimensionTitle, valueLabel } from '../report/names';
import { useRange } from '../report/range';
import { number, type Report, text } from '../report/report';
import { useReport } from '../report/useAnswer';
import { Body } from '../widgets/Body';
import { Card } from '../widgets/Card';
import { Downloads } from '../widgets/Downloads';
import { Figures } from '../widgets/Figures';
import { Notes } from '../widgets/Notes';
import { NumbersTable } from '../widgets/NumbersTable';
import { Switch } from '../widgets/Switch';
import { nothing } from '../widgets/TopList';
import type { TabProps } from '.';
import { OverTime } from './overview/OverTime';

const Sums = ['revenue', 'orders', 'average_order', 'buyers', 'repeat_rate', 'revenue_per_visitor', 'refunded', 'between_orders_median'];
const Columns = ['revenue', 'orders', 'items', 'average_order', 'buyers', 'repeat_rate', 'revenue_per_visitor', 'refunded'];

/** How the report names the split, and the dimension of a filter for the same. */
const Splits: Record<string, string> = { source: 'source', channel: 'channel', utm_campaign: 'utm_campaign', product: 'prop.product', category: 'prop.category', country: 'country', device: 'device' };

/** Rows of the table. */
const Most = '100';

const splitTitle = (name: string): string => (name === 'product' ? t('revenue.product') : name === 'category' ? t('revenue.category') : dimensionTitle(name));

const isEmpty = (report: Report): boolean => !number(report.rows[0], 'orders') && !number(report.rows[0], 'refunds');

const By = ({ state }: { state: State }) => {
  const by = Object.hasOwn(Splits, own(state, 'by')) ? own(state, 'by') : 'source';
  const asked = compared(state, { by, limit: Most });
  const split = useReport(state, 'revenue', asked);
  const filter = (value: string) => go({ filters: withFilter(state.filters, { dimension: Splits[by]!, operator: '==', value }) });
  return (
    <Card title={t('revenue.by', { what: splitTitle(by) })} kind="by" tools={<Downloads title={splitTitle(by)} file={`${state.site}-revenue-${by}`} csv={() => reportCsv(state.site, 'revenue', compared(state, { by, limit: '10000' }))} />}>
      <Switch label={t('revenue.split')} value={by} options={Object.keys(Splits).map((name) => [name, splitTitle(name)])} choose={(next) => go({ own: { by: [next] } })} />
      <Body answer={split}>
        {(report) => (
          <>
            <NumbersTable
              report={report}
              columns={Columns}
              head={splitTitle(by)}
              first={(row) => <button type="button" class="value" dir="auto" onClick={() => filter(text(row, 'value'))}>{valueLabel(by, text(row, 'value'))}</button>}
              empty={nothing(state.filters.length > 0)}
              compare={state.compare as Compare}
            />
            <Notes report={report} />
          </>
        )}
      </Body>
    </Card>
  );
};

const Revenue = ({ state }: TabProps) => {
  const whole = useReport(state, 'revenue', compared(state));
  useRange(whole.value);
  const days = daysOf(state) ?? (whole.value && !whole.busy ? length(whole.value.from, whole.value.to) : null);
  const sold = whole.value !== null && !isEmpty(whole.value);
  return (
    <>
      <Card title={t('tab.revenue')} kind="sums" tools={<Downloads title={t('tab.revenue')} file={`${state.site}-revenue`} csv={() => reportCsv(state.site, 'revenue', compared(state))} />}>
        <Body answer={whole} skeleton="tiles">
          {(report) =>
            isEmpty(report) ? (
              <><p class="empty">{nothing(state.filters.length > 0)}</p><p class="hint">{t('revenue.none')}</p></>
            ) : (
              <>
                <Figures report={report} row={report.rows[0]!} columns={Sums} compare={state.compare as Compare} />
                <p class="hint">{rangeLabel(report.from, report.to)}{report.previous && <> · {t(report.previous.until ? 'comparedWith.until' : 'comparedWith', { range: rangeLabel(report.previous.from, report.previous.to) })}</>}</p>
              </>
            )
          }
        </Body>
        {sold && <OverTime state={state} metric="revenue" days={days} />}
      </Card>
      {sold && <By state={state} />}
    </>
  );
};

export default Revenue;
