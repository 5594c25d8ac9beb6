/** The tabs there are, in their order. Each is one file with a default export, loaded when it is first shown. */
import type { ComponentType } from 'preact';
import type { State } from '../address/state';
import type { SiteInfo } from '../api';
import type { Key } from '../i18n/language';

export interface TabProps {
  state: State;
  site: SiteInfo;
}

export interface Tab {
  /** In the address; '' is the first. */
  name: string;
  title: Key;
  /** Whether range, comparison, filters and segments apply. */
  ranged: boolean;
  load: () => Promise<{ default: ComponentType<TabProps> }>;
}

export const Tabs: readonly Tab[] = [
  { name: '', title: 'tab.overview', ranged: true, load: () => import('./Overview') },
  { name: 'funnels', title: 'tab.funnels', ranged: true, load: () => import('./Funnels') },
  { name: 'live', title: 'tab.live', ranged: false, load: () => import('./Live') },
];

/** The state's tab; the first for a name that is none. */
export const tabOf = (state: State): Tab => Tabs.find(({ name }) => name === state.tab) ?? Tabs[0]!;
