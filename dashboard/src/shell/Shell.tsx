/** What stands around every tab: site, tabs, range, filters; and the tab itself, which is loaded when it is first shown. */
import type { ComponentType } from 'preact';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { go, useAddress } from '../address/useAddress';
import { segments as askSegments, type SiteInfo, type Who } from '../api';
import type { Code } from '../i18n/language';
import { t } from '../i18n/t';
import { Looking, roleOn } from '../looking';
import { Range } from '../report/range';
import { useAnswer } from '../report/useAnswer';
import { type TabProps, tabOf } from '../tabs';
import { Failure } from '../widgets/Body';
import { Icon } from '../widgets/Icon';
import { TipLayer } from '../widgets/TipLayer';
import { AddFilter } from './AddFilter';
import { CompareMenu } from './CompareMenu';
import { FilterChips } from './FilterChips';
import { useKeys } from './keys';
import { KeysHelp } from './KeysHelp';
import { LanguageMenu } from './LanguageMenu';
import { LiveCount } from './LiveCount';
import { PeriodMenu } from './PeriodMenu';
import { SegmentMenu } from './SegmentMenu';
import { SignOutButton } from './SignOutButton';
import { Tabs } from './Tabs';
import { ThemeButton } from './ThemeButton';

interface Props {
  sites: SiteInfo[];
  who: Who;
  chooseLanguage: (code: Code) => void;
}

export const Shell = ({ sites, who, chooseLanguage }: Props) => {
  const state = useAddress();
  const tab = tabOf(state);
  const site = sites.find(({ name }) => name === state.site) ?? sites[0]!;
  const [help, setHelp] = useState(false);
  const [range, setRange] = useState<{ from: string; to: string } | null>(null);
  const [loaded, setLoaded] = useState<{ name: string; Tab: ComponentType<TabProps> } | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const shared = who.kind === 'share';
  const looker = useMemo(() => ({ who, role: roleOn(who, site.name) }), [who, site.name]);
  const segments = useAnswer(shared ? null : `segments ${site.name}`, (signal) => askSegments(site.name, signal).catch(() => []));
  useKeys(range, useCallback(() => setHelp(true), []));

  const load = () => {
    setFailed(null);
    tab.load().then(({ default: Tab }) => setLoaded({ name: tab.name, Tab }), setFailed);
  };
  useEffect(load, [tab]);
  useEffect(() => {
    if (site.name !== state.site) {
      go({ site: site.name }, true);
    }
    document.title = `${site.name} · ${t(tab.title)} – Collector`;
  }, [site.name, tab, state.site]);

  if (site.name !== state.site) {
    return null;
  }
  return (
    <Looking.Provider value={looker}>
      <a class="skip" href="#main" onClick={(event) => (event.preventDefault(), document.getElementById('main')?.focus())}>{t('skip')}</a>
      <header class={state.embed ? 'top embedded' : 'top'}>
        {!state.embed && (
          <>
            {!shared && <a class="brand" href="/" aria-label="Collector"><img src="/assets/icon.svg" width="26" height="26" alt="" /></a>}
            <select class="site" aria-label={t('site')} value={site.name} onChange={(event) => go({ site: event.currentTarget.value })}>
              {sites.map(({ name }) => <option key={name} value={name}>{name}</option>)}
            </select>
            <LiveCount state={state} />
            <div class="far">
              <button type="button" class="plain keyboard" aria-label={t('keys.title')} title={t('keys.title')} onClick={() => setHelp(true)}><Icon name="keyboard" /></button>
              <ThemeButton />
              <LanguageMenu choose={chooseLanguage} />
              {!shared && <SignOutButton who={who} />}
            </div>
          </>
        )}
        <Tabs state={state} />
      </header>
      <main id="main" tabIndex={-1}>
        <h1 class="unseen">{site.name}: {t(tab.title)}</h1>
        {tab.ranged && (
          <div class="controls">
            <AddFilter state={state} />
            {!shared && <SegmentMenu state={state} segments={segments.value ?? []} changed={segments.again} />}
            <span class="push" />
            {!tab.uncompared && <CompareMenu state={state} />}
            <PeriodMenu state={state} />
          </div>
        )}
        {tab.ranged && <FilterChips state={state} segments={segments.value ?? []} />}
        <Range.Provider value={setRange}>
          {failed !== null ? <Failure error={failed} again={load} /> : loaded?.name === tab.name && <loaded.Tab key={site.name} state={state} site={site} />}
        </Range.Provider>
      </main>
      <TipLayer />
      {help && <KeysHelp close={() => setHelp(false)} />}
    </Looking.Provider>
  );
};
