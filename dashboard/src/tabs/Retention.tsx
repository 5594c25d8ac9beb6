/** Who comes back: visitors by the time of their first event, and how many of them returned so much later. */
import { type RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { daysOf, length } from '../address/periods';
import { own, scope, type State } from '../address/state';
import { go } from '../address/useAddress';
import { reportCsv } from '../api';
import { format, timeLabel } from '../i18n/format';
import { t } from '../i18n/t';
import { useRange } from '../report/range';
import { grouped, number, type Report, type Row, text } from '../report/report';
import { useReport } from '../report/useAnswer';
import { Body } from '../widgets/Body';
import { Card } from '../widgets/Card';
import { Choice, chosen } from '../widgets/Choice';
import { Downloads } from '../widgets/Downloads';
import { EventParameter, Suggested } from '../widgets/EventPicker';
import { Explained } from '../widgets/Explained';
import { Notes } from '../widgets/Notes';
import { Scroll } from '../widgets/Scroll';
import { Switch } from '../widgets/Switch';
import type { TabProps } from '.';

const Widths = ['day', 'week', 'month'] as const;

/** Most cohorts that the report counts. */
const MostCohorts = 92;

const Measures = ['rate', 'returned', 'revenue', 'revenue_rate'] as const;

const Units = { rate: 'rate', returned: 'count', revenue: 'money', revenue_rate: 'rate' };

/** Of the legend's colours, from the fewest returns to the most. */
const Steps = [0, 0.25, 0.5, 0.75, 1];

type Width = (typeof Widths)[number];

/** As the report chooses when nobody does. */
const usualWidth = (days: number): Width => (days <= 14 ? 'day' : days <= 183 ? 'week' : 'month');

/** Of all cohorts that are so old: who returned ÷ who could. */
const together = (cohorts: Row[][], later: number): number | null => {
  const over = cohorts.map((rows) => rows[later]).filter((row) => number(row, 'returned') !== null);
  const size = over.reduce((sum, row) => sum + (number(row, 'size') ?? 0), 0);
  return size === 0 ? null : over.reduce((sum, row) => sum + (number(row, 'returned') ?? 0), 0) / size;
};

const HeatMap = ({ report, measure, width, drawing }: { report: Report; measure: (typeof Measures)[number]; width: Width; drawing: RefObject<HTMLDivElement | null> }) => {
  const all = grouped(report.rows, 'cohort');
  const first = all.findIndex((rows) => number(rows[0], 'size'));
  if (first < 0) {
    return <><p class="empty">{t('retention.empty')}</p><Notes report={report} /></>;
  }
  // What was before the first visitor is not worth a screen of zeros.
  const cohorts = all.slice(first);
  const steps = cohorts.map((_, later) => later);
  // The first step is all of them by definition and says least: it has no colour, and the scale runs from the fewest returns to the most.
  const returns = report.rows.filter((row) => number(row, 'offset') !== 0).map((row) => number(row, measure)).filter((value) => value !== null);
  const [least, most] = [Math.min(...returns), Math.max(...returns)];
  const shade = (value: number | null, later: number) => (value === null || later === 0 ? undefined : { '--heat': most > least ? ((value - least) / (most - least)).toFixed(3) : '.5' });
  const show = (value: number) => format(value, Units[measure], text(report.totals, 'currency') || text(report.rows[0], 'currency'));
  const cell = (row: Row | undefined, later: number) => {
    if (!row) {
      return <td key={later} class="out" />;
    }
    const value = number(row, measure);
    const unfinished = number(row, 'returned') === null;
    return <td key={later} class={unfinished ? 'n ahead' : later === 0 || value === null ? 'n' : 'n heated'} style={unfinished ? undefined : shade(value, later)}>{unfinished ? <><span aria-hidden="true">…</span><span class="unseen">{t('retention.ahead')}</span></> : format(value, Units[measure], text(row, 'currency'))}</td>;
  };
  return (
    <>
      <div ref={drawing}><Scroll class="heat" label={t('tab.retention')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t(`retention.cohort.${width}`)}</th>
              <th scope="col" class="n"><Explained title={t('retention.size')} definition={t('retention.size.means')} /></th>
              {steps.map((later) => <th key={later} scope="col" class="n"><span class="unseen">{t(`retention.later.${width}`, { count: later })}</span><span aria-hidden="true">{format(later, 'count')}</span></th>)}
            </tr>
          </thead>
          <tbody>
            {cohorts.map((rows) => (
              <tr key={text(rows[0], 'cohort')}>
                <th scope="row">{timeLabel(text(rows[0], 'cohort'), width)}</th>
                <td class="n">{format(number(rows[0], 'size'), 'count')}</td>
                {steps.map((later) => cell(rows[later], later))}
              </tr>
            ))}
          </tbody>
          {measure === 'rate' && (
            <tfoot>
              <tr>
                <th scope="row">{t('retention.together')}</th>
                <td class="n">{format(number(report.totals, 'size'), 'count')}</td>
                {steps.map((later) => <td key={later} class="n">{format(together(cohorts, later), 'rate')}</td>)}
              </tr>
            </tfoot>
          )}
        </table>
      </Scroll>
        {returns.length > 1 && most > least && <p class="legend">{show(least)}{Steps.map((heat) => <span key={heat} class="swatch heated" style={{ '--heat': String(heat) }} />)}{show(most)}<span class="unseen aside">{t('retention.scale')}</span></p>}
      </div>
      <p class="hint small">{t(`retention.read.${width}`)}</p>
      <Notes report={report} />
    </>
  );
};

const asked = (state: State, width: Width): URLSearchParams => {
  const query = scope(state, { cohort: width });
  for (const name of ['first', 'return', 'mode']) {
    if (own(state, name)) {
      query.set(name, own(state, name));
    }
  }
  return query;
};

const Retention = ({ state }: TabProps) => {
  // "All" begins when the site did, which the report alone knows: months fit every range.
  const known = daysOf(state);
  const days = known ?? MostCohorts + 1;
  const widths = Widths.filter((width) => days / { day: 1, week: 7, month: 28 }[width] <= MostCohorts);
  const width = widths.find((name) => name === own(state, 'cohort')) ?? (known === null ? 'month' : usualWidth(days));
  const drawing = useRef<HTMLDivElement>(null);
  const measure = chosen(state, 'show', Measures);
  const query = asked(state, width);
  const retention = useReport(state, 'retention', query);
  useRange(retention.value);
  const shownDays = retention.value ? length(retention.value.from, retention.value.to) : days;
  return (
    <Card
      title={t('retention.title')}
      kind="retention"
      tools={
        <>
          <Switch label={t('interval')} value={width} options={widths.filter((name) => name !== 'month' || shownDays > 28).map((name) => [name, t(`interval.${name}`)])} choose={(name) => go({ own: { cohort: [name] } })} />
          <Downloads title={t('tab.retention')} file={`${state.site}-retention`} drawing={drawing} report={retention.value} csv={() => reportCsv(state.site, 'retention', query)} />
        </>
      }
    >
      <div class="fields">
        <EventParameter state={state} name="first" label={t('retention.first')} otherwise={t('event.any')} />
        <EventParameter state={state} name="return" label={t('retention.return')} otherwise={t('event.any')} />
        <Choice state={state} name="mode" label={t('retention.mode')} options={[['exact', t('retention.exact')], ['rolling', t('retention.rolling')]]} />
        <Choice state={state} name="show" label={t('retention.show')} options={Measures.map((name) => [name, t(`retention.show.${name}`)])} />
      </div>
      <Suggested state={state} />
      <Body answer={retention} skeleton="chart">{(report) => <HeatMap report={report} measure={measure} width={width} drawing={drawing} />}</Body>
    </Card>
  );
};

export default Retention;
