/** Turns the codes of an authenticator app on or off. */
import { useState } from 'preact/hooks';
import { newCodes, turnCodesOff, turnCodesOn } from '../api';
import { t } from '../i18n/t';
import { Alert } from '../widgets/Alert';
import { announce } from '../widgets/announce';
import { failureText } from '../widgets/Body';
import { CopyLine } from '../widgets/CopyLine';
import { Field } from '../widgets/Field';
import { SaveForm } from '../widgets/SaveForm';

interface Secret {
  secret: string;
  uri: string;
}

const Secrets = ({ secret, uri }: Secret) => (
  <div class="fresh">
    <p>{t('codes.help')}</p>
    <CopyLine text={secret} name={t('codes.secret')} />
    <p>{t('codes.address')} <a href={uri}>{t('codes.open')}</a></p>
    <CopyLine text={uri} name={t('codes.address')} />
  </div>
);

export const CodesForm = ({ on, changed }: { on: boolean; changed: () => void }) => {
  const [secret, setSecret] = useState<Secret | null>(null);
  const [recovery, setRecovery] = useState<string[]>([]);
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState('');
  const begin = async () => {
    try {
      setError('');
      setSecret(await newCodes());
    } catch (failure) {
      setError(failureText(failure));
    }
  };
  const save = async () => {
    if (secret) {
      setRecovery(await turnCodesOn(secret.secret, code.trim(), password));
      setSecret(null);
      announce(t('codes.recovery'));
    } else {
      await turnCodesOff(password);
      setRecovery([]);
    }
    setCode('');
    setPassword('');
    changed();
    return '';
  };
  return (
    <div class="stacked">
      <p>{t(on ? 'codes.on' : 'codes.off')}</p>
      {!on && !secret && <button type="button" class="control" onClick={() => void begin()}>{t('codes.begin')}</button>}
      <Alert text={error} />
      {secret && <Secrets {...secret} />}
      {recovery.length > 0 && <div class="fresh"><p><strong>{t('codes.recovery')}</strong></p><CopyLine text={recovery.join(' ')} /></div>}
      {(on || secret) && (
        <SaveForm action={t(secret ? 'codes.turnOn' : 'codes.turnOff')} save={save}>
          {secret && (
            <Field title={t('codes.code')}>
              {(names) => <input {...names} required inputMode="numeric" autocomplete="one-time-code" maxLength={6} dir="ltr" value={code} onInput={(event) => setCode(event.currentTarget.value)} />}
            </Field>
          )}
          <Field title={t('signIn.password')}>
            {(names) => <input {...names} type="password" required maxLength={256} autocomplete="current-password" dir="ltr" value={password} onInput={(event) => setPassword(event.currentTarget.value)} />}
          </Field>
        </SaveForm>
      )}
    </div>
  );
};
