/** The site's goals: how often each was reached; a click on one shows only those who reached it. */
import { withFilter } from '../../address/filters';
import { type Compare, compared, type State } from '../../address/state';
import { go } from '../../address/useAddress';
import { reportCsv } from '../../api';
import { t } from '../../i18n/t';
import type { Report } from '../../report/report';
import { text } from '../../report/report';
import { useReport } from '../../report/useAnswer';
import { Body } from '../../widgets/Body';
import { Card } from '../../widgets/Card';
import { Downloads } from '../../widgets/Downloads';
import { TopList } from '../../widgets/TopList';

const Columns = ['conversions', 'conversion_rate_visitors', 'revenue'];

/** A goals report names its goals as a list names its values. */
const asList = (report: Report): Report => ({ ...report, rows: report.rows.map((row) => ({ ...row, value: text(row, 'name') })) });

export const Goals = ({ state }: { state: State }) => {
  const asked = compared(state);
  const goals = useReport(state, 'goals', asked);
  return (
    <Card title={t('goals')} kind="goals" tools={<Downloads title={t('goals')} file={`${state.site}-goals`} csv={() => reportCsv(state.site, 'goals', asked)} />}>
      <Body answer={goals}>
        {(report) => <TopList report={asList(report)} dimension="goal" columns={Columns} empty={t('goals.none')} filter={(value) => go({ filters: withFilter(state.filters, { dimension: 'goal', operator: '==', value }) })} compare={state.compare as Compare} />}
      </Body>
    </Card>
  );
};
