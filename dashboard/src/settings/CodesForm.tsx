/** Turns the codes of an authenticator app on or off. */
import { useState } from 'preact/hooks';
import { newCodes, turnCodesOff, turnCodesOn } from '../api';
import { t } from '../i18n/t';
import { failureText } from '../widgets/Body';

export const CodesForm = ({ on, changed }: { on: boolean; changed: () => void }) => {
  const [secret, setSecret] = useState<{ secret: string; uri: string } | null>(null);
  const [recovery, setRecovery] = useState<string[]>([]);
  const [error, setError] = useState('');
  const guarded = async (work: () => Promise<void>) => {
    setError('');
    try {
      await work();
    } catch (failure) {
      setError(failureText(failure));
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const password = String(fields.get('password'));
    void guarded(async () => {
      if (secret) {
        setRecovery(await turnCodesOn(secret.secret, String(fields.get('code')), password));
        setSecret(null);
      } else {
        await turnCodesOff(password);
        setRecovery([]);
      }
      changed();
    });
  };
  return (
    <>
      <p>{t(on ? 'codes.on' : 'codes.off')}</p>
      {!on && !secret && <button type="button" class="control" onClick={() => void guarded(async () => setSecret(await newCodes()))}>{t('codes.begin')}</button>}
      {secret && <p>{t('codes.help')} <code class="once" dir="ltr">{secret.secret}</code> <a href={secret.uri} dir="ltr">{t('codes.open')}</a></p>}
      {(on || secret) && (
        <form class="signin stacked" onSubmit={submit}>
          {secret && <label for="codes-code">{t('codes.code')}</label>}
          {secret && <input id="codes-code" name="code" required inputMode="numeric" autocomplete="one-time-code" maxLength={6} dir="ltr" />}
          <label for="codes-password">{t('signIn.password')}</label>
          <input id="codes-password" name="password" type="password" required maxLength={256} autocomplete="current-password" dir="ltr" />
          <button type="submit" class="control">{t(secret ? 'codes.turnOn' : 'codes.turnOff')}</button>
        </form>
      )}
      {error && <p class="failure" role="alert"><bdi>{error}</bdi></p>}
      {recovery.length > 0 && <p role="status">{t('codes.recovery')} <code class="once" dir="ltr">{recovery.join(' ')}</code></p>}
    </>
  );
};
