/** Signing in, the list of sites, the language; then the shell. */
import { useEffect, useState } from 'preact/hooks';
import { ApiError, key, signOut, type SiteInfo, sites as askSites } from '../api';
import { type Code, remember, use } from '../i18n/language';
import { t } from '../i18n/t';
import { SignedOut } from '../report/useAnswer';
import { Failure } from '../widgets/Body';
import { NoSite } from './NoSite';
import { Shell } from './Shell';
import { SignIn } from './SignIn';

export const App = () => {
  const [sites, setSites] = useState<SiteInfo[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [refused, setRefused] = useState<boolean | null>(null);
  const [spoken, setSpoken] = useState(0);

  const askForKey = () => {
    setRefused(key() !== null);
    signOut();
  };
  const start = async () => {
    setError(null);
    try {
      setSites(await askSites());
      setRefused(null);
    } catch (failure) {
      if (failure instanceof ApiError && (failure.status === 401 || failure.status === 403)) {
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
  if (refused !== null) {
    return <SignIn key={String(refused)} refused={refused} done={() => void start()} />;
  }
  if (error !== null) {
    return <main id="main" class="alone"><section class="card"><h1>{t('error.title')}</h1><Failure error={error} again={() => void start()} /></section></main>;
  }
  if (sites === null) {
    return <main id="main" class="alone" aria-busy="true"><p class="hint">{t('loading')}</p></main>;
  }
  // Another language draws everything anew.
  return sites.length === 0 ? <NoSite /> : <Shell key={spoken} sites={sites} chooseLanguage={(code) => void chooseLanguage(code)} />;
};
