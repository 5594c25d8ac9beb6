/** Who is here now, and what they look at; asks again every few seconds. */
import { withFilter } from '../address/filters';
import { go } from '../address/useAddress';
import { t } from '../i18n/t';
import { format } from '../i18n/format';
import { number, type Report, type Row } from '../report/report';
import { useReport } from '../report/useAnswer';
import { useRepeated } from '../report/useRepeated';
import { Body } from '../widgets/Body';
import { Card } from '../widgets/Card';
import { TopList } from '../widgets/TopList';
import type { TabProps } from '.';

/** In ms. */
const Every = 5_000;

const Columns = ['visitors', 'pageviews'];

const section = (report: Report, name: string): Report => ({ ...report, rows: report.rows.filter((row) => row['section'] === name) });

const Window = ({ row }: { row: Row }) => (
  <li>
    <strong>{format(number(row, 'visitors'), 'count')}</strong>
    <span>{t('live.visitors', { count: number(row, 'minutes') ?? 0 })}</span>
    <span class="under">{t('live.views', { count: number(row, 'pageviews') ?? 0 })}</span>
  </li>
);

const Live = ({ state }: TabProps) => {
  const live = useReport(state, 'live', new URLSearchParams());
  useRepeated(live.again, Every);
  const show = (dimension: string) => (value: string) => go({ tab: '', period: 'today', filters: withFilter([], { dimension, operator: '==', value }) });
  return (
    <>
      <Card title={t('live.title')} kind="now">
        <Body answer={live} skeleton="tiles">
          {(report) => <ul class="windows">{section(report, 'window').rows.map((row) => <Window key={String(row['minutes'])} row={row} />)}</ul>}
        </Body>
      </Card>
      <div class="pair">
        {(['page', 'source'] as const).map((dimension) => (
          <Card key={dimension} title={t(dimension === 'page' ? 'pages' : 'sources')} kind={dimension}>
            <Body answer={live}>{(report) => <TopList report={section(report, dimension)} dimension={dimension} columns={Columns} empty={t('live.none')} filter={show(dimension)} />}</Body>
          </Card>
        ))}
      </div>
    </>
  );
};

export default Live;
