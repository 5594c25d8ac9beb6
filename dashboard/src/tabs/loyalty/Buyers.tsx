/** Buyers by how lately, how often and for how much they bought; a click on a group lists its buyers. */
import { own, scope, type State } from '../../address/state';
import { go } from '../../address/useAddress';
import { reportCsv } from '../../api';
import { t } from '../../i18n/t';
import { number, type Report, text } from '../../report/report';
import { type Answer, useReport } from '../../report/useAnswer';
import { Body } from '../../widgets/Body';
import { Card } from '../../widgets/Card';
import { Downloads } from '../../widgets/Downloads';
import { Notes } from '../../widgets/Notes';
import { NumbersTable } from '../../widgets/NumbersTable';
import { nothing } from '../../widgets/TopList';

const Groups = ['champions', 'big-spenders', 'loyal', 'new', 'promising', 'cannot-lose', 'at-risk', 'hibernating', 'lost'] as const;

/** The report's name of a group as part of a key. */
const slug = (name: string) => Groups.find((group) => group === name.toLowerCase().replace(' ', '-')) ?? 'lost';

export const groupTitle = (name: string): string => t(`rfm.${slug(name)}`);

const List = ({ state, group }: { state: State; group: string }) => {
  const asked = (limit: string) => scope(state, { show: 'buyers', limit, ...(group ? { group } : {}) });
  const buyers = useReport(state, 'rfm', asked('20'));
  const title = group ? t('buyers.of', { group: groupTitle(group) }) : t('buyers');
  return (
    <Card title={title} kind="buyers" tools={<Downloads title={title} file={`${state.site}-buyers`} csv={() => reportCsv(state.site, 'rfm', asked('10000'))} />}>
      <p class="hint">{t('buyers.help')}</p>
      <Body answer={buyers}>
        {(report) => (
          <>
            <NumbersTable report={report} columns={['revenue', 'orders', 'recency', 'frequency', 'monetary', 'since_order']} head={t('visitor')} first={(row) => <code dir="ltr">{text(row, 'visitor')}</code>} empty={nothing(state.filters.length > 0)} />
          </>
        )}
      </Body>
    </Card>
  );
};

export const Buyers = ({ state, groups }: { state: State; groups: Answer<Report> }) => {
  const group = own(state, 'group');
  return (
    <>
      <Card title={t('rfm.title')} kind="rfm" tools={<Downloads title={t('rfm.title')} file={`${state.site}-rfm`} csv={() => reportCsv(state.site, 'rfm', scope(state))} />}>
        <Body answer={groups}>
          {(report) =>
            !number(report.totals, 'buyers') ? (
              <><p class="empty">{nothing(state.filters.length > 0)}</p><Notes notes={report.notes} /></>
            ) : (
              <>
                <NumbersTable
                  report={report}
                  columns={['buyers', 'share', 'orders', 'revenue', 'since_order_median']}
                  head={t('column.group')}
                  first={(row) => (
                    <button type="button" class="value" aria-pressed={text(row, 'group') === group} onClick={() => go({ own: { group: text(row, 'group') === group ? [] : [text(row, 'group')] } })}>
                      {groupTitle(text(row, 'group'))}<span class="under">{t(`means.${slug(text(row, 'group'))}`)}</span>
                    </button>
                  )}
                  empty=""
                />
                <Notes notes={report.notes} />
              </>
            )
          }
        </Body>
      </Card>
      {number(groups.value?.totals, 'buyers') ? <List key={group} state={state} group={group} /> : null}
    </>
  );
};
