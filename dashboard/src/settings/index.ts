/** The panels of the Settings tab, in their order; one file each, and a line here. */
import type { ComponentType } from 'preact';
import type { Role, Who } from '../api';
import type { Key } from '../i18n/language';
import { includes } from '../looking';
import type { TabProps } from '../tabs';
import { AccountPanel } from './AccountPanel';
import { FunnelsPanel } from './FunnelsPanel';
import { GoalsPanel } from './GoalsPanel';
import { KeysPanel } from './KeysPanel';
import { PrivacyPanel } from './PrivacyPanel';
import { SharesPanel } from './SharesPanel';
import { SitePanel } from './SitePanel';
import { SnippetPanel } from './SnippetPanel';
import { UsersPanel } from './UsersPanel';

export interface Panel {
  /** In the address. */
  name: string;
  title: Key;
  /** Of the role on the site that opens it. */
  least: Role;
  /** Only for who has signed in by name and password. */
  personal?: true;
  Content: ComponentType<TabProps>;
}

const Panels: readonly Panel[] = [
  { name: 'snippet', title: 'settings.snippet', least: 'viewer', Content: SnippetPanel },
  { name: 'site', title: 'settings.site', least: 'admin', Content: SitePanel },
  { name: 'goals', title: 'settings.goals', least: 'viewer', Content: GoalsPanel },
  { name: 'funnels', title: 'tab.funnels', least: 'viewer', Content: FunnelsPanel },
  { name: 'privacy', title: 'settings.privacy', least: 'admin', Content: PrivacyPanel },
  { name: 'keys', title: 'settings.keys', least: 'admin', Content: KeysPanel },
  { name: 'users', title: 'users', least: 'admin', Content: UsersPanel },
  { name: 'shares', title: 'shares', least: 'admin', Content: SharesPanel },
  { name: 'account', title: 'account.panel', least: 'viewer', personal: true, Content: AccountPanel },
];

/** The panels for somebody with a role on the site. */
export const panelsFor = (kind: Who['kind'], role: Role | null): readonly Panel[] => Panels.filter(({ least, personal }) => includes(role, least) && (!personal || kind === 'user'));
