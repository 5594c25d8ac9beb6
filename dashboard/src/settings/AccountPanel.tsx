/** What a person who is signed in keeps: signed-in browsers, the password, and codes besides it. */
import { useState } from 'preact/hooks';
import { browsers as askBrowsers, type BrowserInfo, endBrowser, endOtherBrowsers, setPassword, who as askWho } from '../api';
import { timeLabel } from '../i18n/format';
import { t } from '../i18n/t';
import { useAnswer } from '../report/useAnswer';
import { Alert } from '../widgets/Alert';
import { Body } from '../widgets/Body';
import { Card } from '../widgets/Card';
import { ConfirmButton } from '../widgets/ConfirmButton';
import { Field } from '../widgets/Field';
import { SaveForm } from '../widgets/SaveForm';
import { Sideways } from '../widgets/Sideways';
import { CodesForm } from './CodesForm';
import { useChange } from './useChange';

/** In the browser's own zone, written as reports write local times. */
const local = (time: string): string => new Date(time).toLocaleString('sv-SE').replace(' ', 'T');

const seen = ({ current, last_seen: time }: BrowserInfo): string => (current ? t('account.this') : timeLabel(local(time), 'hour', true));

const Browsers = () => {
  const answer = useAnswer('browsers', askBrowsers);
  const [error, change] = useChange(answer);
  return (
    <>
      <Body answer={answer}>
        {(browsers) => (
          <div class="stacked">
            <Sideways label={t('account.browsers')}>
              <table class="settable">
                <thead><tr>{(['account.device', 'account.seen', 'actions'] as const).map((head) => <th key={head} scope="col">{t(head)}</th>)}</tr></thead>
                <tbody>
                  {browsers.map((browser) => (
                    <tr key={browser.id}>
                      <th scope="row">{t(`device.${browser.device}`)}</th>
                      <td class="when">{seen(browser)}</td>
                      <td class="acts">{!browser.current && <ConfirmButton title={t('account.end')} of={`${t(`device.${browser.device}`)}, ${seen(browser)}`} act={() => change(() => endBrowser(browser.id), t('account.ended'))} />}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Sideways>
            {browsers.length > 1 && <ConfirmButton title={t('account.endOthers')} act={() => change(endOtherBrowsers, t('account.ended'))} />}
          </div>
        )}
      </Body>
      <Alert text={error} />
    </>
  );
};

const PasswordForm = ({ changed }: { changed: () => void }) => {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const save = async () => {
    await setPassword(next, current);
    setCurrent('');
    setNext('');
    changed();
    return t('account.changed');
  };
  return (
    <SaveForm action={t('account.change')} save={save}>
      <Field title={t('account.current')}>
        {(names) => <input {...names} type="password" required maxLength={256} autocomplete="current-password" dir="ltr" value={current} onInput={(event) => setCurrent(event.currentTarget.value)} />}
      </Field>
      <Field title={t('setUp.password')} hint={t('setUp.rule')}>
        {(names) => <input {...names} type="password" required minLength={12} maxLength={256} autocomplete="new-password" dir="ltr" value={next} onInput={(event) => setNext(event.currentTarget.value)} />}
      </Field>
    </SaveForm>
  );
};

export const AccountPanel = () => {
  const answer = useAnswer('who', () => askWho());
  const [round, setRound] = useState(0);
  return (
    <Body answer={answer}>
      {({ name, codes }) => (
        <div class="stack">
          <Card title={t('account', { name })} kind="browsers"><p class="hint">{t('account.browsers')}</p><Browsers key={round} /></Card>
          <Card title={t('account.password')} kind="password"><PasswordForm changed={() => setRound(round + 1)} /></Card>
          <Card title={t('codes')} kind="codes"><CodesForm on={codes} changed={answer.again} /></Card>
        </div>
      )}
    </Body>
  );
};
