/** How often visitors come, how long ago they were here, and who has stayed away. */
import { own, scope, type State } from '../../address/state';
import { go } from '../../address/useAddress';
import { reportCsv } from '../../api';
import { t } from '../../i18n/t';
import { number, type Report, text } from '../../report/report';
import { useReport } from '../../report/useAnswer';
import { Body } from '../../widgets/Body';
import { Card } from '../../widgets/Card';
import { Downloads } from '../../widgets/Downloads';
import { Notes } from '../../widgets/Notes';
import { NumbersTable } from '../../widgets/NumbersTable';
import { Switch } from '../../widgets/Switch';
import { nothing } from '../../widgets/TopList';

const Views = ['visits', 'recency', 'winback'] as const;

/** Days without a visit that the win-back list offers. */
const Away = ['7', '14', '30', '60', '90'];

const isEmpty = (report: Report): boolean => report.rows.every((row) => !number(row, 'visitors') && !text(row, 'visitor'));

export const Returning = ({ state }: { state: State }) => {
  const show = Views.find((view) => view === own(state, 'show')) ?? 'visits';
  const away = Away.find((days) => days === own(state, 'away')) ?? '14';
  const asked = (limit: string) => scope(state, show === 'winback' ? { show, away, limit } : { show });
  const engagement = useReport(state, 'engagement', asked('20'));
  return (
    <Card title={t('returning')} kind="returning" tools={<Downloads title={t('returning')} file={`${state.site}-${show}`} csv={() => reportCsv(state.site, 'engagement', asked('10000'))} />}>
      <Switch label={t('returning')} value={show} options={Views.map((view) => [view, t(`returning.${view}`)])} choose={(next) => go({ own: { show: [next] } })} />
      {show === 'winback' && (
        <label class="inline">{t('returning.away')}
          <select class="control" value={away} onChange={(event) => go({ own: { away: [event.currentTarget.value] } })}>
            {Away.map((days) => <option key={days} value={days}>{t('days', { count: Number(days) })}</option>)}
          </select>
        </label>
      )}
      <Body answer={engagement}>
        {(report) => (
          <>
            {isEmpty(report) ? (
              <p class="empty">{nothing(state.filters.length > 0)}</p>
            ) : show === 'winback' ? (
              <NumbersTable report={report} columns={['revenue', 'since_seen', 'visits', 'pageviews']} head={t('visitor')} first={(row) => <code dir="ltr">{text(row, 'visitor')}</code>} empty="" />
            ) : (
              <NumbersTable report={report} columns={['visitors', 'share', 'visits', 'pageviews']} head={t(`returning.${show}`)} first={(row) => <bdi>{text(row, 'value')}</bdi>} empty="" />
            )}
            <Notes notes={report.notes} />
          </>
        )}
      </Body>
    </Card>
  );
};
