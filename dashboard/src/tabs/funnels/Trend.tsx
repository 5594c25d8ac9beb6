/** The funnel over time: the share of those who began in each interval that went through. */
import { useRef } from 'preact/hooks';
import { daysOf, type Interval, intervals, length, usualInterval } from '../../address/periods';
import { own, type State } from '../../address/state';
import { go } from '../../address/useAddress';
import { reportCsv } from '../../api';
import { format } from '../../i18n/format';
import { t } from '../../i18n/t';
import type { Report } from '../../report/report';
import { useReport } from '../../report/useAnswer';
import { Body } from '../../widgets/Body';
import { Card } from '../../widgets/Card';
import { Downloads } from '../../widgets/Downloads';
import { LineChart } from '../../widgets/LineChart';
import { Switch } from '../../widgets/Switch';
import { TableTwin } from '../../widgets/TableTwin';
import { pointsOf } from '../overview/OverTime';

interface Props {
  state: State;
  query: URLSearchParams;
  funnel: Report | null;
}

const show = (value: number | null): string => format(value, 'rate');

export const Trend = ({ state, query, funnel }: Props) => {
  const drawing = useRef<HTMLDivElement>(null);
  const days = daysOf(state) ?? (funnel ? length(funnel.from, funnel.to) : null);
  const choices = intervals(days ?? 1);
  const interval: Interval = choices.find((name) => name === own(state, 'interval')) ?? usualInterval(days ?? 1);
  const asked = new URLSearchParams(query);
  asked.set('interval', interval);
  const trend = useReport(state, 'funnel_trend', days === null ? null : asked);
  return (
    <Card
      title={t('funnel.trend')}
      kind="trend"
      tools={
        <>
          <Switch label={t('interval')} value={interval} options={choices.map((name) => [name, t(`interval.${name}`)])} choose={(name) => go({ own: { interval: [name] } })} />
          <Downloads title={t('funnel.trend')} file={`${state.site}-funnel-trend`} drawing={drawing} report={trend.value} csv={() => reportCsv(state.site, 'funnel_trend', asked)} />
        </>
      }
    >
      <div ref={drawing}>
        <Body answer={trend} skeleton="chart">
          {(report) => {
            const points = pointsOf(report, 'rate_from_first', interval);
            const compares = points.some(({ before }) => before !== null);
            return (
              <>
                <LineChart points={points} title={t('funnel.conversion')} unit="rate" currency="" show={show} />
                {compares && <p class="legend"><span class="key now" />{t('legend.now')}<span class="key then" />{t('legend.before')}</p>}
                <TableTwin heads={[t('time'), t('funnel.conversion'), ...(compares ? [t('legend.before')] : [])]} rows={points.map(({ longLabel, now, before }) => [longLabel, show(now), ...(compares ? [show(before)] : [])])} />
              </>
            );
          }}
        </Body>
      </div>
    </Card>
  );
};
