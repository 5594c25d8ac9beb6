/** The tabs as links, so that they open in a new window as any other address. */
import { useEffect, useRef } from 'preact/hooks';
import type { State } from '../address/state';
import { follow, linkTo } from '../address/useAddress';
import { t } from '../i18n/t';
import { tabOf, tabsOf } from '../tabs';

export const Tabs = ({ state }: { state: State }) => {
  const list = useRef<HTMLElement>(null);
  const shown = tabOf(state).name;
  // On a phone the row is longer than the screen.
  useEffect(() => list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }), [shown]);
  return (
    <nav class="tabs" aria-label={t('tabs')} ref={list}>
      {tabsOf(state).map(({ name, title }) => (
        <a key={name} href={linkTo({ tab: name })} aria-current={shown === name ? 'page' : undefined} onClick={(event) => follow(event, { tab: name })}>{t(title)}</a>
      ))}
    </nav>
  );
};
