/** Signing in, the list of sites, the language; then the shell. */
import { useEffect, useState } from 'preact/hooks';
import { useAddress } from '../address/useAddress';
import { ApiError, key, share, signOut, type SiteInfo, sites as askSites, type Who, who as askWho } from '../api';
import { type Code, remember, use } from '../i18n/language';
import { t } from '../i18n/t';
import { SignedOut } from '../report/useAnswer';
import { Failure } from '../widgets/Body';
import { AllSites } from './AllSites';
import { NoSite } from './NoSite';
import { NoSuchSite } from './NoSuchSite';
import { SetUp, wasPutOff } from './SetUp';
import { SharePassword } from './SharePassword';
import { Shell } from './Shell';
import { SignIn } from './SignIn';

export const App = () => {
  const [known, setKnown] = useState<{ who: Who; sites: SiteInfo[] } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [refused, setRefused] = useState<boolean | null>(null);
  const [locked, setLocked] = useState(false);
  const [ended, setEnded] = useState(false);
  const [spoken, setSpoken] = useState(0);
  const state = useAddress();

  const askForKey = () => {
    setRefused(key() !== null);
    signOut();
  };
  const start = async () => {
    setError(null);
    try {
      const [who, sites] = await Promise.all([askWho(), askSites()]);
      setKnown({ who, sites });
      setRefused(null);
      setLocked(false);
    } catch (failure) {
      if (failure instanceof ApiError && failure.kind === 'share-password') {
        setLocked(true);
      } else if (failure instanceof ApiError && (failure.status === 401 || failure.status === 403)) {
        share() ? setEnded(true) : askForKey();
      } else {
        setError(failure);
      }
    }
  };
  useEffect(() => {
    void start();
    // A shared link may have ended, or ask for its password again.
    const again = () => (share() ? void start() : askForKey());
    document.addEventListener(SignedOut, again);
    return () => document.removeEventListener(SignedOut, again);
  }, []);

  const chooseLanguage = async (code: Code) => {
    await use(code);
    remember(code);
    setSpoken((before) => before + 1);
  };
  if (ended) {
    return <main id="main" class="alone"><section class="card"><h1>{t('share.over')}</h1><p>{t('share.over.help')}</p></section></main>;
  }
  if (locked) {
    return <SharePassword done={() => void start()} />;
  }
  if (refused !== null) {
    return <SignIn key={String(refused)} refused={refused} done={() => void start()} />;
  }
  if (error !== null) {
    return <main id="main" class="alone"><section class="card"><h1>{t('error.title')}</h1><Failure error={error} again={() => void start()} /></section></main>;
  }
  if (known === null) {
    return <main id="main" class="alone" aria-busy="true"><p class="hint">{t('loading')}</p></main>;
  }
  const { who, sites } = known;
  if (who.needs_password && !wasPutOff()) {
    return <SetUp who={who} done={() => void start()} />;
  }
  if (sites.length === 0) {
    return <NoSite who={who} />;
  }
  if (state.site !== '' && !sites.some(({ name }) => name === state.site)) {
    return <NoSuchSite name={state.site} sites={sites} />;
  }
  // Another language draws everything anew.
  const Page = state.site === '' && sites.length > 1 ? AllSites : Shell;
  return <Page key={spoken} sites={sites} who={who} chooseLanguage={(code) => void chooseLanguage(code)} />;
};
