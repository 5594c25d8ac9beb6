/** Shared links of a site: make one (its address is shown once), remove one. */
import { useState } from 'preact/hooks';
import { addShare, removeShare, type ShareInfo, shares as askShares } from '../api';
import { t } from '../i18n/t';
import { useAnswer } from '../report/useAnswer';
import { announce } from '../widgets/announce';
import { Body, failureText } from '../widgets/Body';
import type { TabProps } from '../tabs';
import { Icon } from '../widgets/Icon';

/** The words of a field, one a line. */
const lines = (text: FormDataEntryValue | null): string[] => String(text ?? '').split('\n').map((line) => line.trim()).filter(Boolean);

export const SharesPanel = ({ site: { name: site } }: TabProps) => {
  const answer = useAnswer(`shares ${site}`, (signal) => askShares(site, signal));
  const [made, setMade] = useState<ShareInfo | null>(null);
  const [error, setError] = useState('');
  const change = async (work: () => Promise<ShareInfo | void>): Promise<boolean> => {
    setError('');
    try {
      setMade((await work()) ?? null);
      announce(t('shares.saved'));
      return true;
    } catch (failure) {
      setError(failureText(failure));
      return false;
    } finally {
      answer.again();
    }
  };
  const add = async (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    const [password, day] = [String(fields.get('password') ?? ''), String(fields.get('until') ?? '')];
    const done = await change(() => addShare(site, {
      name: String(fields.get('name')),
      ...(password ? { password } : {}),
      ...(day ? { expires: `${day}T23:59:59Z` } : {}),
      filters: lines(fields.get('filters')),
      origins: lines(fields.get('origins')),
    }));
    if (done) {
      form.reset();
    }
  };
  return (
    <section class="card stacked" aria-labelledby="shares-title">
      <h2 id="shares-title">{t('shares')}</h2>
      <p class="hint">{t('shares.help')}</p>
      <Body answer={answer}>
        {(shares) => (
          <ul class="stacked">
            {shares.map((share) => (
              <li key={share.id}>
                <bdi>{share.name}</bdi>{' '}
                {share.has_password && <span class="hint">{t('shares.hasPassword')} </span>}
                {share.expires && <span class="hint">{t('shares.ends', { day: share.expires.slice(0, 10) })} </span>}
                {share.filters.map((filter) => <code key={filter} dir="ltr">{filter} </code>)}
                <button type="button" class="plain" aria-label={t('shares.remove', { name: share.name })} onClick={() => void change(() => removeShare(site, share.id))}><Icon name="close" /></button>
              </li>
            ))}
          </ul>
        )}
      </Body>
      <form class="signin stacked" onSubmit={(event) => void add(event)}>
        <label for="share-name">{t('shares.name')}</label>
        <input id="share-name" name="name" required maxLength={120} dir="auto" />
        <label for="share-password">{t('shares.password')}</label>
        <input id="share-password" name="password" type="password" minLength={12} maxLength={256} autocomplete="off" dir="ltr" />
        <label for="share-until">{t('shares.until')}</label>
        <input id="share-until" name="until" type="date" />
        <label for="share-filters">{t('shares.filters')}</label>
        <textarea id="share-filters" name="filters" rows={2} dir="ltr" />
        <label for="share-origins">{t('shares.origins')}</label>
        <textarea id="share-origins" name="origins" rows={2} dir="ltr" />
        <button type="submit" class="primary">{t('shares.save')}</button>
      </form>
      {error && <p class="failure" role="alert"><bdi>{error}</bdi></p>}
      {made?.address && <p class="stacked" role="status">{t('shares.address')} <code class="once" dir="ltr">{location.origin + made.address}</code></p>}
    </section>
  );
};
