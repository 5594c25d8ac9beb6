/** Asks for name and password, or for an API key, when there is no session. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, openSession, signIn } from '../api';
import { t } from '../i18n/t';
import { failureText } from '../widgets/Body';

export const SignIn = ({ refused, done }: { refused: boolean; done: () => void }) => {
  const name = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const code = useRef<HTMLInputElement>(null);
  const key = useRef<HTMLInputElement>(null);
  const [needsCode, setNeedsCode] = useState(false);
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => (refused ? key : name).current?.focus(), []);
  useEffect(() => code.current?.focus(), [needsCode]);
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setError('');
    try {
      await openSession(name.current!.value, password.current!.value, code.current?.value ?? '');
      done();
    } catch (failure) {
      const asked = failure instanceof ApiError && failure.kind === 'code-needed';
      setNeedsCode(needsCode || asked);
      setError(asked ? '' : failure instanceof ApiError && failure.kind === 'sign-in-refused' ? t('signIn.wrong') : failureText(failure));
    } finally {
      setBusy(false);
    }
  };
  const submitKey = (event: Event) => {
    event.preventDefault();
    signIn(key.current!.value.trim());
    done();
  };
  return (
    <main id="main" class="alone">
      <div class="card">
        <h1><img src="/assets/icon.svg" width="28" height="28" alt="" /> {t('signIn')}</h1>
        <form class="signin stacked" onSubmit={submit}>
          <label for="name">{t('signIn.name')}</label>
          <input ref={name} id="name" autocomplete="username" autocapitalize="none" spellcheck={false} required maxLength={120} dir="ltr" />
          <label for="password">{t('signIn.password')}</label>
          <input ref={password} id="password" type="password" autocomplete="current-password" required maxLength={256} dir="ltr" />
          {needsCode && <label for="code">{t('signIn.code')}</label>}
          {needsCode && <input ref={code} id="code" autocomplete="one-time-code" required maxLength={32} dir="ltr" />}
          {error && <p class="failure" role="alert">{error}</p>}
          <button type="submit" class="primary" disabled={busy}>{t('signIn')}</button>
        </form>
        <details open={refused}>
          <summary>{t('signIn.other')}</summary>
          <form class="signin stacked" onSubmit={submitKey}>
            <p id="key-help">{t('signIn.help')}</p>
            <label for="key">{t('signIn.key')}</label>
            <input ref={key} id="key" type="password" autocomplete="off" required aria-describedby="key-help" dir="ltr" />
            {refused && <p class="failure" role="alert">{t('signIn.refused')}</p>}
            <button type="submit" class="control">{t('signIn.useKey')}</button>
          </form>
        </details>
      </div>
    </main>
  );
};
