/** The tabs as links, so that they open in a new window as any other address. */
import type { State } from '../address/state';
import { follow, linkTo } from '../address/useAddress';
import { t } from '../i18n/t';
import { Tabs as All, tabOf } from '../tabs';

export const Tabs = ({ state }: { state: State }) => (
  <nav class="tabs" aria-label={t('tabs')}>
    {All.map(({ name, title }) => (
      <a key={name} href={linkTo({ tab: name })} aria-current={tabOf(state).name === name ? 'page' : undefined} onClick={(event) => follow(event, { tab: name })}>{t(title)}</a>
    ))}
  </nav>
);
