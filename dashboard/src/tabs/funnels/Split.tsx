/** The funnel for each value of a dimension. */
import { withFilter } from '../../address/filters';
import type { State } from '../../address/state';
import { go } from '../../address/useAddress';
import { reportCsv } from '../../api';
import { format } from '../../i18n/format';
import { t } from '../../i18n/t';
import { dimensionTitle, valueLabel } from '../../report/names';
import { grouped, number, previous, type Report, text } from '../../report/report';
import { useReport } from '../../report/useAnswer';
import { Body } from '../../widgets/Body';
import { Card } from '../../widgets/Card';
import { Choice, chosen } from '../../widgets/Choice';
import { Downloads } from '../../widgets/Downloads';
import { Notes } from '../../widgets/Notes';
import { Scroll } from '../../widgets/Scroll';
import { stepLabel } from './label';

const Dimensions = ['source', 'channel', 'utm_campaign', 'country', 'device', 'browser', 'os', 'language'] as const;

const Touches = ['first_touch', 'last_touch'] as const;

const Table = ({ state, report, by }: { state: State; report: Report; by: string }) => {
  const groups = grouped(report.rows, 'value');
  if (groups.length === 0) {
    return <p class="empty">{t('funnel.empty')}</p>;
  }
  const most = Math.max(...groups.map((rows) => number(rows.at(-1), 'rate_from_first') ?? 0)) || 1;
  const compares = groups.some((rows) => previous(rows.at(-1)) !== null);
  return (
    <>
      <Scroll label={t('funnel.splitBy', { dimension: dimensionTitle(by) })}>
        <table class="split">
          <thead>
            <tr>
              <th scope="col">{dimensionTitle(by)}</th>
              {groups[0]!.map((row, at) => <th key={at} scope="col" class="n"><bdi>{stepLabel(text(row, 'name'))}</bdi></th>)}
              <th scope="col">{t('funnel.column.ofAll')}</th>
              {compares && <th scope="col" class="n">{t('legend.before')}</th>}
            </tr>
          </thead>
          <tbody>
            {groups.map((rows) => {
              const value = text(rows[0], 'value');
              const last = rows.at(-1);
              const share = number(last, 'rate_from_first');
              return (
                <tr key={value}>
                  <th scope="row"><button type="button" class="link" dir="auto" onClick={() => go({ filters: withFilter(state.filters, { dimension: by, operator: '==', value }) })}>{valueLabel(by, value)}</button></th>
                  {rows.map((row, at) => <td key={at} class="n">{format(number(row, 'entered'), 'count')}</td>)}
                  <td class="rated"><span class="bar" aria-hidden="true" style={{ inlineSize: `${(55 * (share ?? 0)) / most}%` }} />{format(share, 'rate')}</td>
                  {compares && <td class="n">{format(number(previous(last), 'rate_from_first'), 'rate')}</td>}
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
      <Notes report={report} without={(code) => code !== 'truncated'} />
    </>
  );
};

export const Split = ({ state, query }: { state: State; query: URLSearchParams }) => {
  const by = chosen(state, 'by', Dimensions);
  const asked = new URLSearchParams(query);
  asked.set('by', by);
  asked.set('attribution', chosen(state, 'attribution', Touches));
  const split = useReport(state, 'funnel', asked);
  return (
    <Card title={t('funnel.split')} kind="splits" tools={<Downloads title={t('funnel.split')} file={`${state.site}-funnel-${by}`} csv={() => reportCsv(state.site, 'funnel', asked)} />}>
      <div class="fields">
        <Choice state={state} name="by" label={t('funnel.by')} options={Dimensions.map((name) => [name, dimensionTitle(name)] as const)} />
        <Choice state={state} name="attribution" label={t('funnel.touch')} options={Touches.map((name) => [name, t(`funnel.touch.${name}`)])} />
      </div>
      <Body answer={split}>{(report) => <Table state={state} report={report} by={by} />}</Body>
    </Card>
  );
};
