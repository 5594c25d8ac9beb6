/** The headline numbers, and below them the chosen one over time. */
import { daysOf, length } from '../../address/periods';
import { type Compare, own, type State } from '../../address/state';
import { go } from '../../address/useAddress';
import { rangeLabel } from '../../i18n/format';
import type { SiteInfo } from '../../api';
import { t } from '../../i18n/t';
import { number, type Report } from '../../report/report';
import type { Answer } from '../../report/useAnswer';
import { Body } from '../../widgets/Body';
import { Notes } from '../../widgets/Notes';
import { Snippet } from '../../widgets/Snippet';
import { Headline, Tiles } from '../../widgets/Tiles';
import { nothing } from '../../widgets/TopList';
import { OverTime } from './OverTime';

const isEmpty = (report: Report): boolean => ['visits', 'pageviews', 'events'].every((column) => !number(report.rows[0], column));

export const metricOf = (state: State): string => Headline.find((name) => name === own(state, 'metric')) ?? Headline[0]!;

interface Props {
  state: State;
  site: SiteInfo;
  overview: Answer<Report>;
}

const Numbers = ({ state, report }: { state: State; report: Report }) => (
  <>
    <Tiles report={report} metric={metricOf(state)} compare={state.compare as Compare} choose={(metric) => go({ own: { metric: [metric] } })} />
    <p class="range">
      {rangeLabel(report.from, report.to)}
      {report.previous && <> · {t(report.previous.until ? 'comparedWith.until' : 'comparedWith', { range: rangeLabel(report.previous.from, report.previous.to) })}</>}
    </p>
  </>
);

export const Headlines = ({ state, site, overview }: Props) => {
  const filtered = state.filters.length > 0 || state.segment !== '';
  const days = daysOf(state) ?? (overview.value && !overview.busy ? length(overview.value.from, overview.value.to) : null);
  const empty = overview.value !== null && isEmpty(overview.value);
  return (
    <section class="card overview" aria-label={t('headlines')}>
      <Body answer={overview} skeleton="tiles">
        {(report) =>
          empty ? (
            <div class="nothing">
              <p class="empty">{nothing(filtered)}</p>
              {!filtered && !state.share && <Snippet site={site.name} />}
            </div>
          ) : (
            <Numbers state={state} report={report} />
          )
        }
      </Body>
      {!empty && overview.error === null && <OverTime state={state} metric={metricOf(state)} days={days} />}
      {overview.value && <Notes report={overview.value} without={(code) => code === 'running'} />}
    </section>
  );
};
