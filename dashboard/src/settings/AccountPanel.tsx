/** What a person who is signed in keeps: browsers, and codes besides the password. Nothing for keys, links and the operator. */
import { browsers as askBrowsers, endBrowser, endOtherBrowsers, who as askWho } from '../api';
import { t } from '../i18n/t';
import { locale } from '../i18n/language';
import { useAnswer } from '../report/useAnswer';
import { Body } from '../widgets/Body';
import { Icon } from '../widgets/Icon';
import { CodesForm } from './CodesForm';

const Browsers = () => {
  const answer = useAnswer('browsers', askBrowsers);
  const end = (work: Promise<void>) => void work.catch(() => undefined).then(answer.again);
  return (
    <Body answer={answer}>
      {(browsers) => (
        <div class="stacked">
          <ul>
            {browsers.map(({ id, device, last_seen: seen, current }) => (
              <li key={id}>
                {t(`device.${device}`)}, {current ? t('account.this') : new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(seen))}
                {!current && <button type="button" class="plain" aria-label={t('account.end')} onClick={() => end(endBrowser(id))}><Icon name="close" /></button>}
              </li>
            ))}
          </ul>
          {browsers.length > 1 && <button type="button" class="control" onClick={() => end(endOtherBrowsers())}>{t('account.endOthers')}</button>}
        </div>
      )}
    </Body>
  );
};

export const AccountPanel = () => {
  const answer = useAnswer('who', () => askWho());
  if (answer.value?.kind !== 'user') {
    return <section class="card"><p class="hint">{t(answer.busy ? 'loading' : 'account.none')}</p></section>;
  }
  return (
    <section class="card stacked" aria-labelledby="account-title">
      <h2 id="account-title">{t('account', { name: answer.value.name })}</h2>
      <Browsers />
      <CodesForm on={answer.value.codes} changed={answer.again} />
    </section>
  );
};
