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
  /** Its reports know no comparison. */
  uncompared?: true;
  /** Shown by a shared link, which has no lists of people, no costs and no settings. */
  shared?: true;
  load: () => Promise<{ default: ComponentType<TabProps> }>;
}

const Tabs: readonly Tab[] = [
  { name: '', title: 'tab.overview', ranged: true, shared: true, load: () => import('./Overview') },
  { name: 'funnels', title: 'tab.funnels', ranged: true, shared: true, load: () => import('./Funnels') },
  { name: 'retention', title: 'tab.retention', ranged: true, uncompared: true, shared: true, load: () => import('./Retention') },
  { name: 'journeys', title: 'tab.journeys', ranged: true, uncompared: true, shared: true, load: () => import('./Journeys') },
  { name: 'attribution', title: 'tab.attribution', ranged: true, uncompared: true, shared: true, load: () => import('./Attribution') },
  { name: 'revenue', title: 'tab.revenue', ranged: true, shared: true, load: () => import('./Revenue') },
  { name: 'loyalty', title: 'tab.loyalty', ranged: true, uncompared: true, load: () => import('./Loyalty') },
  { name: 'costs', title: 'tab.costs', ranged: true, uncompared: true, load: () => import('./Costs') },
  { name: 'filtered', title: 'tab.filtered', ranged: true, uncompared: true, load: () => import('./Filtered') },
  { name: 'live', title: 'tab.live', ranged: false, shared: true, load: () => import('./Live') },
  { name: 'settings', title: 'tab.settings', ranged: false, load: () => import('./Settings') },
];

/** The tabs that the state's address may show. */
export const tabsOf = (state: State): readonly Tab[] => (state.share ? Tabs.filter(({ shared }) => shared) : Tabs);

/** The state's tab; the first for a name that is none. */
export const tabOf = (state: State): Tab => tabsOf(state).find(({ name }) => name === state.tab) ?? Tabs[0]!;
