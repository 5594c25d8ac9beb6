/** Asks for an API key when there is no session. */
import { useEffect, useRef } from 'preact/hooks';
import { signIn } from '../api';
import { t } from '../i18n/t';

export const SignIn = ({ refused, done }: { refused: boolean; done: () => void }) => {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const submit = (event: Event) => {
    event.preventDefault();
    signIn(input.current!.value.trim());
    done();
  };
  return (
    <main id="main" class="alone">
      <form class="card signin" onSubmit={submit}>
        <h1><img src="/assets/icon.svg" width="28" height="28" alt="" /> {t('signIn')}</h1>
        <p id="key-help">{t('signIn.help')}</p>
        <label for="key">{t('signIn.key')}</label>
        <input ref={input} id="key" type="password" autocomplete="current-password" required aria-describedby="key-help" dir="ltr" />
        {refused && <p class="failure" role="alert">{t('signIn.refused')}</p>}
        <button type="submit" class="primary">{t('signIn')}</button>
      </form>
    </main>
  );
};
