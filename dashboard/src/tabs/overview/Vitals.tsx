/** How fast the pages were where they were seen: each Web Vital with its good and poor share, and the chosen one by page. */
import { withFilter } from '../../address/filters';
import { own, scope, type State } from '../../address/state';
import { go } from '../../address/useAddress';
import { reportCsv } from '../../api';
import { format, moment, percent } from '../../i18n/format';
import { t } from '../../i18n/t';
import { columnDefinition, columnTitle, dimensionTitle } from '../../report/names';
import { number, type Report, type Row, text } from '../../report/report';
import { useReport } from '../../report/useAnswer';
import { Body } from '../../widgets/Body';
import { Card } from '../../widgets/Card';
import { Downloads } from '../../widgets/Downloads';
import { Explained } from '../../widgets/Explained';
import { Vital } from './Vital';

export const Names = ['lcp', 'inp', 'cls', 'fcp', 'ttfb'] as const;

const Ratings = ['good', 'needs_improvement', 'poor'] as const;

/** Rows of the list of pages. */
const Pages = 7;

/** The thresholds of web.dev between good and poor: seconds, a score of CLS. */
const Limits: Readonly<Record<(typeof Names)[number], readonly [good: number, poor: number]>> = { lcp: [2.5, 4], inp: [0.2, 0.5], cls: [0.1, 0.25], fcp: [1.8, 3], ttfb: [0.8, 1.8] };

const valueOf = (row: Row): number | null => number(row, 'p75') ?? number(row, 'score');

const show = (row: Row): string => (text(row, 'vital') === 'cls' ? format(number(row, 'score'), 'ratio') : moment(number(row, 'p75')));

const ratingOf = (row: Row): (typeof Ratings)[number] | null => {
  const [value, limits] = [valueOf(row), Limits[Names.find((name) => name === text(row, 'vital')) ?? 'lcp']];
  return value === null ? null : value <= limits[0] ? 'good' : value <= limits[1] ? 'needs_improvement' : 'poor';
};

const ByPage = ({ report, filter }: { report: Report; filter: (page: string) => void }) => {
  const column = (name: string) => report.columns.find((one) => one.name === name)!;
  const head = (name: string) => <th scope="col" class="n"><Explained title={columnTitle(report, column(name))} definition={columnDefinition(report, column(name))} /></th>;
  const most = Math.max(1, ...report.rows.map((row) => number(row, 'views') ?? 0));
  return (
    <table class="list">
      <thead><tr><th scope="col">{dimensionTitle('page')}</th>{head('views')}{head('p75')}{head('poor')}</tr></thead>
      <tbody>
        {report.rows.map((row) => {
          const page = text(row, 'value');
          const rating = ratingOf(row);
          return (
            <tr key={page}>
              <th scope="row">
                <span class="fill" aria-hidden="true" style={{ inlineSize: `${(100 * (number(row, 'views') ?? 0)) / most}%` }} />
                <button type="button" class="value" dir="auto" title={page} onClick={() => filter(page)}>{page}</button>
              </th>
              <td class="n">{format(number(row, 'views'), 'count')}</td>
              <td class="n"><span class={`rated ${rating}`}>{show(row)}</span>{rating && <span class="unseen"> {t(`vitals.rating.${rating}`)}</span>}</td>
              <td class="n">{format(number(row, 'poor'), 'rate')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

export const Vitals = ({ state }: { state: State }) => {
  const vital = Names.find((name) => name === own(state, 'vital')) ?? Names[0];
  const asked = (limit: string) => scope(state, { by: 'page', vital, limit });
  const all = useReport(state, 'vitals', scope(state));
  const measured = all.value?.rows.some((row) => number(row, 'views')) ?? false;
  const pages = useReport(state, 'vitals', measured ? asked(String(Pages)) : null);
  return (
    <Card title={t('vitals')} kind="vitals" tools={<Downloads title={t('vitals')} file={`${state.site}-vitals-${vital}`} csv={() => reportCsv(state.site, 'vitals', asked('10000'))} />}>
      <Body answer={all} skeleton="tiles">
        {(report) =>
          measured ? (
            <>
              <ul class="vitalset">
                {report.rows.map((row) => {
                  const name = Names.find((one) => one === text(row, 'vital')) ?? 'lcp';
                  const shares = Ratings.map((rating) => number(row, rating) ?? 0);
                  return (
                    <Vital
                      key={name}
                      name={name}
                      value={show(row)}
                      rating={ratingOf(row)}
                      shares={shares}
                      sentence={t('vitals.shares', { good: percent(shares[0]!, 0), middling: percent(shares[1]!, 0), poor: percent(shares[2]!, 0) })}
                      pressed={name === vital}
                      choose={() => go({ own: { vital: [name] } })}
                    />
                  );
                })}
              </ul>
              <p class="hint small">{t('vitals.help')}</p>
            </>
          ) : (
            <p class="empty">{t('vitals.none')}</p>
          )
        }
      </Body>
      {measured && <Body answer={pages}>{(report) => <ByPage report={report} filter={(value) => go({ filters: withFilter(state.filters, { dimension: 'page', operator: '==', value }) })} />}</Body>}
    </Card>
  );
};
