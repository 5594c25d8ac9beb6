/** The main chart: the chosen metric by hour, day, week or month. */
import { useRef } from 'preact/hooks';
import { endOf, type Interval, intervals, phase, usualInterval } from '../../address/periods';
import { compared, own, type State } from '../../address/state';
import { go } from '../../address/useAddress';
import { reportCsv } from '../../api';
import { format, timeLabel } from '../../i18n/format';
import { t } from '../../i18n/t';
import { columnTitle } from '../../report/names';
import { number, previous, type Report, text } from '../../report/report';
import { useReport } from '../../report/useAnswer';
import { Body } from '../../widgets/Body';
import { Downloads } from '../../widgets/Downloads';
import { LineChart, type Point } from '../../widgets/LineChart';
import { Switch } from '../../widgets/Switch';
import { TableTwin } from '../../widgets/TableTwin';

const intervalOf = (state: State, days: number): Interval => intervals(days).find((name) => name === own(state, 'interval')) ?? usualInterval(days);

export const pointsOf = (report: Report, column: string, interval: Interval): Point[] =>
  report.rows.map((row) => {
    const time = text(row, 'time');
    const now = phase(time, interval, report.timezone);
    const long = timeLabel(time, interval, true);
    return {
      time,
      label: timeLabel(time, interval),
      longLabel: now === 'running' ? t('chart.soFar', { time: long }) : long,
      now: now === 'ahead' ? null : number(row, column),
      before: number(previous(row), column),
      running: now === 'running',
    };
  });

const Line = ({ report, metric, interval }: { report: Report; metric: string; interval: Interval }) => {
  const column = report.columns.find(({ name }) => name === metric);
  if (!column) {
    return <p class="empty">{t('empty.period')}</p>;
  }
  const points = pointsOf(report, metric, interval);
  const currency = text(report.rows[0], 'currency');
  const show = (value: number | null) => format(value, column.unit, currency);
  const compares = points.some(({ before }) => before !== null);
  const open = interval === 'hour' ? undefined : ({ time }: Point) => go({ period: '', from: time.slice(0, 10), to: endOf(time.slice(0, 10), interval), own: { interval: [] } });
  return (
    <>
      <LineChart points={points} title={columnTitle(report, column)} unit={column.unit} currency={currency} show={show} {...(open ? { open } : {})} />
      {compares && <p class="legend"><span class="key now" />{t('legend.now')}<span class="key then" />{t('legend.before')}</p>}
      <TableTwin
        heads={[t('time'), columnTitle(report, column), ...(compares ? [t('legend.before')] : [])]}
        rows={points.map(({ longLabel, now, before }) => [longLabel, show(now), ...(compares ? [show(before)] : [])])}
      />
    </>
  );
};

interface Props {
  state: State;
  metric: string;
  /** How many days are shown; null while nobody knows. */
  days: number | null;
}

export const OverTime = ({ state, metric, days }: Props) => {
  const drawing = useRef<HTMLDivElement>(null);
  const interval = intervalOf(state, days ?? 1);
  const asked = compared(state, { interval, metrics: metric });
  const series = useReport(state, 'timeseries', days === null ? null : asked);
  const column = series.value?.columns.find(({ name }) => name === metric);
  const title = series.value && column ? columnTitle(series.value, column) : '';
  return (
    <div class="overtime" ref={drawing}>
      <header class="head">
        <h2>{column ? t(`over.${interval}`, { metric: title }) : <>{'\u00a0'}<span class="unseen">{t('sites.trend')}</span></>}</h2>
        <div class="tools">
          <Switch label={t('interval')} value={interval} options={intervals(days ?? 1).map((name) => [name, t(`interval.${name}`)])} choose={(name) => go({ own: { interval: [name] } })} />
          <Downloads title={title} file={`${state.site}-${metric}`} drawing={drawing} report={series.value} csv={() => reportCsv(state.site, 'timeseries', asked)} />
        </div>
      </header>
      <Body answer={series} skeleton="chart">{(report) => <Line report={report} metric={metric} interval={interval} />}</Body>
    </div>
  );
};
