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
import { SetUp, wasPutOff } from './SetUp';
import { SharePassword } from './SharePassword';
import { Shell } from './Shell';
import { SignIn } from './SignIn';

export const App = () => {
  const [sites, setSites] = useState<SiteInfo[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [refused, setRefused] = useState<boolean | null>(null);
  const [locked, setLocked] = useState(false);
  const [who, setWho] = useState<Who | null>(null);
  const [spoken, setSpoken] = useState(0);
  const state = useAddress();

  const askForKey = () => {
    setRefused(key() !== null);
    signOut();
  };
  const start = async () => {
    setError(null);
    try {
      if (key() === null && !share()) {
        setWho(await askWho());
      }
      setSites(await askSites());
      setRefused(null);
      setLocked(false);
    } catch (failure) {
      if (failure instanceof ApiError && failure.kind === 'share-password') {
        setLocked(true);
      } else if (failure instanceof ApiError && (failure.status === 401 || failure.status === 403)) {
        askForKey();
      } else {
        setError(failure);
      }
    }
  };
  useEffect(() => {
    void start();
    document.addEventListener(SignedOut, askForKey);
    return () => document.removeEventListener(SignedOut, askForKey);
  }, []);

  const chooseLanguage = async (code: Code) => {
    await use(code);
    remember(code);
    setSpoken((before) => before + 1);
  };
  if (locked) {
    return <SharePassword done={() => void start()} />;
  }
  if (refused !== null) {
    return <SignIn key={String(refused)} refused={refused} done={() => void start()} />;
  }
  if (error !== null) {
    return <main id="main" class="alone"><section class="card"><h1>{t('error.title')}</h1><Failure error={error} again={() => void start()} /></section></main>;
  }
  if (sites === null) {
    return <main id="main" class="alone" aria-busy="true"><p class="hint">{t('loading')}</p></main>;
  }
  if (who?.needs_password && !wasPutOff()) {
    return <SetUp who={who} done={() => void start()} />;
  }
  // Another language draws everything anew.
  const Page = state.site === '' && sites.length > 1 ? AllSites : Shell;
  return sites.length === 0 ? <NoSite /> : <Page key={spoken} sites={sites} who={who} chooseLanguage={(code) => void chooseLanguage(code)} />;
};
