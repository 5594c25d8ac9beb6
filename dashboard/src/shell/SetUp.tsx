/** After a one-time link: a password, and for the first owner a name. May be put off until the browser is closed. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { addOwner, setPassword, type Who } from '../api';
import { t } from '../i18n/t';
import { failureText } from '../widgets/Body';

const PutOffName = 'collector-later';

export const wasPutOff = (): boolean => sessionStorage.getItem(PutOffName) !== null;

export const SetUp = ({ who, done }: { who: Who; done: () => void }) => {
  const name = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const [error, setError] = useState('');
  useEffect(() => (name.current ?? password.current)?.focus(), []);
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      await (name.current ? addOwner(name.current.value, password.current!.value) : setPassword(password.current!.value));
      done();
    } catch (failure) {
      setError(failureText(failure));
    }
  };
  const later = () => {
    sessionStorage.setItem(PutOffName, '1');
    done();
  };
  return (
    <main id="main" class="alone">
      <form class="card signin" onSubmit={submit}>
        <h1><img src="/assets/icon.svg" width="28" height="28" alt="" /> {t('setUp')}</h1>
        <p>{t('setUp.help')}</p>
        {who.kind === 'operator' && <label for="name">{t('signIn.name')}</label>}
        {who.kind === 'operator' && <input ref={name} id="name" autocomplete="username" autocapitalize="none" spellcheck={false} required maxLength={120} dir="ltr" />}
        <label for="password">{t('setUp.password')}</label>
        <input ref={password} id="password" type="password" autocomplete="new-password" required minLength={12} maxLength={256} aria-describedby="password-help" dir="ltr" />
        <p id="password-help" class="hint">{t('setUp.rule')}</p>
        {error && <p class="failure" role="alert">{error}</p>}
        <button type="submit" class="primary">{t('setUp.save')}</button>
        <button type="button" class="control" onClick={later}>{t('setUp.later')}</button>
      </form>
    </main>
  );
};
