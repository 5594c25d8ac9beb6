/** The site's funnels: a list, from where each is opened, changed or deleted. */
import type { Change } from '../address/state';
import { follow, linkTo } from '../address/useAddress';
import { type FunnelInfo, funnels as askFunnels, removeFunnel } from '../api';
import { format } from '../i18n/format';
import { t } from '../i18n/t';
import { useMay } from '../looking';
import { useAnswer } from '../report/useAnswer';
import type { TabProps } from '../tabs';
import { Alert } from '../widgets/Alert';
import { Body } from '../widgets/Body';
import { Card } from '../widgets/Card';
import { ConfirmButton } from '../widgets/ConfirmButton';
import { Sideways } from '../widgets/Sideways';
import { useChange } from './useChange';

const Link = ({ change, name, title }: { change: Change; name?: string; title: string }) => (
  <a class="control" href={linkTo(change)} aria-label={name && `${title}: ${name}`} onClick={(event) => follow(event, change)}>{title}</a>
);

export const FunnelsPanel = ({ site }: TabProps) => {
  const funnels = useAnswer(`funnels ${site.name}`, (signal) => askFunnels(site.name, signal));
  const may = useMay('analyst');
  const [error, change] = useChange(funnels);
  const remove = ({ id, name }: FunnelInfo) => change(() => removeFunnel(site.name, id), t('funnel.deleted', { name }));
  const edit = (what: string): Change => ({ tab: 'funnels', own: { edit: [what] } });
  return (
    <Card title={t('tab.funnels')} kind="funnel-list" tools={may && <Link change={edit('new')} title={t('funnel.new')} />}>
      <Body answer={funnels}>
        {(list) => list.length === 0 ? <p class="empty">{t('funnel.none')}</p> : (
          <Sideways label={t('tab.funnels')}>
            <table class="settable">
              <thead><tr><th scope="col">{t('funnel.name')}</th><th scope="col" class="n">{t('funnel.steps')}</th>{may && <th scope="col">{t('actions')}</th>}</tr></thead>
              <tbody>
                {list.map((funnel) => (
                  <tr key={funnel.id}>
                    <th scope="row"><a href={linkTo({ tab: 'funnels', own: { funnel: [String(funnel.id)] } })} onClick={(event) => follow(event, { tab: 'funnels', own: { funnel: [String(funnel.id)] } })}><bdi>{funnel.name}</bdi></a></th>
                    <td class="n">{format(funnel.steps.length, 'count')}</td>
                    {may && <td class="acts"><Link change={edit(String(funnel.id))} name={funnel.name} title={t('edit')} /><ConfirmButton title={t('delete')} of={funnel.name} act={() => remove(funnel)} /></td>}
                  </tr>
                ))}
              </tbody>
            </table>
          </Sideways>
        )}
      </Body>
      <Alert text={error} />
    </Card>
  );
};
