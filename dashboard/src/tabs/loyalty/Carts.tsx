/** What became of the carts, and on which page they were left. */
import { withFilter } from '../../address/filters';
import { scope, type State } from '../../address/state';
import { go } from '../../address/useAddress';
import { reportCsv } from '../../api';
import { t } from '../../i18n/t';
import { number, type Row, text } from '../../report/report';
import { useReport } from '../../report/useAnswer';
import { Body } from '../../widgets/Body';
import { Card } from '../../widgets/Card';
import { Downloads } from '../../widgets/Downloads';
import { Figures } from '../../widgets/Figures';
import { Notes } from '../../widgets/Notes';
import { NumbersTable } from '../../widgets/NumbersTable';
import { nothing } from '../../widgets/TopList';

const Columns = ['abandoned', 'carts', 'bought', 'open', 'abandonment_rate', 'value', 'since_cart_median'];

export const Carts = ({ state }: { state: State }) => {
  const asked = scope(state, { limit: '20' });
  // The last page of the visit in which the cart was left.
  const filter = (value: string) => go({ filters: withFilter(state.filters, { dimension: 'exit_page', operator: '==', value }) });
  const first = (row: Row) => <button type="button" class="value" dir="auto" onClick={() => filter(text(row, 'last_step'))}>{text(row, 'last_step') || t('value.unknown')}</button>;
  const carts = useReport(state, 'carts', asked);
  return (
    <Card title={t('carts')} kind="carts" tools={<Downloads title={t('carts')} file={`${state.site}-carts`} csv={() => reportCsv(state.site, 'carts', asked)} />}>
      <Body answer={carts}>
        {(report) =>
          !number(report.totals, 'carts') ? (
            <><p class="empty">{nothing(state.filters.length > 0)}</p><p class="hint">{t('carts.none')}</p></>
          ) : (
            <>
              <Figures report={report} row={report.totals!} columns={['carts', 'bought', 'abandoned', 'open', 'abandonment_rate', 'value']} compare="none" />
              <NumbersTable report={{ ...report, totals: null }} columns={Columns} head={t('column.last_step')} first={first} empty={nothing(false)} />
              <Notes report={report} />
            </>
          )
        }
      </Body>
    </Card>
  );
};
