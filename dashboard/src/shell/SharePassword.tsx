/** Asks for the password of a shared link. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, openShare } from '../api';
import { t } from '../i18n/t';
import { failureText } from '../widgets/Body';

export const SharePassword = ({ done }: { done: () => void }) => {
  const password = useRef<HTMLInputElement>(null);
  const [error, setError] = useState('');
  useEffect(() => password.current?.focus(), []);
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      await openShare(password.current!.value);
      done();
    } catch (failure) {
      setError(failure instanceof ApiError && failure.kind === 'sign-in-refused' ? t('share.wrong') : failureText(failure));
    }
  };
  return (
    <main id="main" class="alone">
      <form class="card signin" onSubmit={submit}>
        <h1>{t('share.locked')}</h1>
        <label for="password">{t('signIn.password')}</label>
        <input ref={password} id="password" type="password" autocomplete="off" required maxLength={256} dir="ltr" />
        {error && <p class="failure" role="alert">{error}</p>}
        <button type="submit" class="primary">{t('share.open')}</button>
      </form>
    </main>
  );
};
