/** The panels of the Settings tab, in their order; one file each, and a line here. */
import type { ComponentType } from 'preact';
import type { Key } from '../i18n/language';
import type { TabProps } from '../tabs';
import { AccountPanel } from './AccountPanel';
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
  Content: ComponentType<TabProps>;
}

export const Panels: readonly Panel[] = [
  { name: 'snippet', title: 'settings.snippet', Content: SnippetPanel },
  { name: 'site', title: 'settings.site', Content: SitePanel },
  { name: 'goals', title: 'settings.goals', Content: GoalsPanel },
  { name: 'privacy', title: 'settings.privacy', Content: PrivacyPanel },
  { name: 'keys', title: 'settings.keys', Content: KeysPanel },
  { name: 'users', title: 'users', Content: UsersPanel },
  { name: 'shares', title: 'shares', Content: SharesPanel },
  { name: 'account', title: 'account.panel', Content: AccountPanel },
];
