/** Who is here now, what they look at, and the latest events; asks again every few seconds. */
import { useRef } from 'preact/hooks';
import { withFilter } from '../address/filters';
import { go } from '../address/useAddress';
import { reportCsv } from '../api';
import { t } from '../i18n/t';
import { format } from '../i18n/format';
import { number, type Report, type Row } from '../report/report';
import { useReport } from '../report/useAnswer';
import { useRepeated } from '../report/useRepeated';
import { Body } from '../widgets/Body';
import { Card } from '../widgets/Card';
import { Downloads } from '../widgets/Downloads';
import { TopList } from '../widgets/TopList';
import type { TabProps } from '.';
import { Feed } from './live/Feed';
import { Minutes } from './live/Minutes';

/** In ms. */
const Every = 5_000;

const Columns = ['visitors', 'pageviews'];

const Lists = [['page', 'pages'], ['source', 'sources'], ['country', 'places']] as const;

const section = (report: Report, name: string): Report => ({ ...report, rows: report.rows.filter((row) => row['section'] === name) });

const Window = ({ row }: { row: Row }) => (
  <li>
    <strong>{format(number(row, 'visitors'), 'count')}</strong>
    <span>{t('live.visitors', { count: number(row, 'minutes') ?? 0 })}</span>
    <span class="under">{t('live.views', { count: number(row, 'pageviews') ?? 0 })}</span>
  </li>
);

const Live = ({ state }: TabProps) => {
  const drawing = useRef<HTMLDivElement>(null);
  const live = useReport(state, 'live', new URLSearchParams());
  useRepeated(live.again, Every);
  const show = (dimension: string, value: string) => go({ tab: '', period: 'today', filters: withFilter([], { dimension, operator: '==', value }) });
  return (
    <>
      <Card title={t('live.title')} kind="now" tools={<Downloads title={t('live.title')} file={`${state.site}-live`} drawing={drawing} report={live.value} csv={() => reportCsv(state.site, 'live', new URLSearchParams())} />}>
        <Body answer={live} skeleton="tiles">
          {(report) => (
            <>
              <ul class="windows">{section(report, 'window').rows.map((row) => <Window key={String(row['minutes'])} row={row} />)}</ul>
              <h3 class="sub">{t('live.minutes')}</h3>
              <div ref={drawing}><Minutes rows={section(report, 'minute').rows} /></div>
            </>
          )}
        </Body>
      </Card>
      <div class="thirds">
        {Lists.map(([dimension, title]) => (
          <Card key={dimension} title={t(title)} kind={dimension}>
            <Body answer={live}>{(report) => <TopList report={section(report, dimension)} dimension={dimension} columns={Columns} empty={t('live.none')} filter={(value) => show(dimension, value)} />}</Body>
          </Card>
        ))}
      </div>
      <Card title={t('live.feed')} kind="latest">
        <Body answer={live}>{(report) => (section(report, 'feed').rows.length ? <Feed rows={section(report, 'feed').rows} show={show} /> : <p class="empty">{t('live.none')}</p>)}</Body>
      </Card>
    </>
  );
};

export default Live;
