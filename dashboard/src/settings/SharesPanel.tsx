/** Shared links of a site: make one (its address is shown once), remove one. */
import { useState } from 'preact/hooks';
import { addShare, removeShare, segments as askSegments, type ShareInfo, shares as askShares } from '../api';
import { timeLabel, Unknown } from '../i18n/format';
import { t } from '../i18n/t';
import { useAnswer } from '../report/useAnswer';
import type { TabProps } from '../tabs';
import { Alert } from '../widgets/Alert';
import { announce } from '../widgets/announce';
import { Body } from '../widgets/Body';
import { Card } from '../widgets/Card';
import { ConfirmButton } from '../widgets/ConfirmButton';
import { CopyLine } from '../widgets/CopyLine';
import { Field, lines } from '../widgets/Field';
import { SaveForm } from '../widgets/SaveForm';
import { Sideways } from '../widgets/Sideways';
import { useChange } from './useChange';

/** A saved segment as a filter, by its name. */
const SegmentPrefix = 'segment==';

/** What a link shows, as people read it. */
const limitText = (filter: string): string => (filter.startsWith(SegmentPrefix) ? `${t('segment')}: ${filter.slice(SegmentPrefix.length)}` : filter);

const Form = ({ site, made }: { site: string; made: (share: ShareInfo) => void }) => {
  const segments = useAnswer(`segments ${site}`, (signal) => askSegments(site, signal));
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [until, setUntil] = useState('');
  const [segment, setSegment] = useState('');
  const [filters, setFilters] = useState('');
  const [origins, setOrigins] = useState('');
  const save = async () => {
    const share = await addShare(site, {
      name: name.trim(),
      ...(password ? { password } : {}),
      ...(until ? { expires: `${until}T23:59:59Z` } : {}),
      filters: [...(segment ? [SegmentPrefix + segment] : []), ...lines(filters)],
      origins: lines(origins),
    });
    [setName, setPassword, setUntil, setSegment, setFilters, setOrigins].forEach((set) => set(''));
    made(share);
    return '';
  };
  return (
    <SaveForm action={t('shares.save')} save={save}>
      <Field title={t('shares.name')}>{(names) => <input {...names} required maxLength={120} dir="auto" value={name} onInput={(event) => setName(event.currentTarget.value)} />}</Field>
      <Field title={t('shares.password')} hint={t('shares.password.help')}>
        {(names) => <input {...names} type="password" minLength={12} maxLength={256} autocomplete="new-password" dir="ltr" value={password} onInput={(event) => setPassword(event.currentTarget.value)} />}
      </Field>
      <Field title={t('shares.until')} hint={t('shares.until.help')}>{(names) => <input {...names} type="date" value={until} onInput={(event) => setUntil(event.currentTarget.value)} />}</Field>
      <Field title={t('shares.segment')}>
        {(names) => (
          <select {...names} value={segment} onChange={(event) => setSegment(event.currentTarget.value)}>
            <option value="">{t('shares.everything')}</option>
            {segments.value?.map((one) => <option key={one.id} value={one.name}>{one.name}</option>)}
          </select>
        )}
      </Field>
      <Field title={t('shares.filters')} hint={t('shares.filters.help')}>
        {(names) => <textarea {...names} rows={2} dir="ltr" spellcheck={false} value={filters} onInput={(event) => setFilters(event.currentTarget.value)} />}
      </Field>
      <Field title={t('shares.origins')} hint={t('shares.origins.help')}>
        {(names) => <textarea {...names} rows={2} dir="ltr" spellcheck={false} value={origins} onInput={(event) => setOrigins(event.currentTarget.value)} />}
      </Field>
    </SaveForm>
  );
};

const Fresh = ({ share }: { share: ShareInfo }) => (
  <div class="fresh">
    <p><strong>{t('shares.address')}</strong></p>
    <CopyLine text={location.origin + share.address} name={share.name} />
    {share.origins.length > 0 && <p>{t('shares.frame')}</p>}
    {share.origins.length > 0 && <CopyLine text={`<iframe src="${location.origin}${share.address}&embed=1" width="100%" height="900"></iframe>`} name={t('shares.frame')} />}
  </div>
);

const Heads = ['shares.name', 'shares.shows', 'shares.password', 'shares.until', 'actions'] as const;

export const SharesPanel = ({ site: { name: site } }: TabProps) => {
  const answer = useAnswer(`shares ${site}`, (signal) => askShares(site, signal));
  const [fresh, setFresh] = useState<ShareInfo | null>(null);
  const [error, change] = useChange(answer);
  const made = (share: ShareInfo) => {
    setFresh(share);
    announce(t('shares.address'));
    answer.again();
  };
  return (
    <>
      <Card title={t('shares')} kind="share-list">
        <p class="hint">{t('shares.help')}</p>
        {fresh?.address && <Fresh share={fresh} />}
        <Body answer={answer}>
          {(shares) => shares.length === 0 ? <p class="empty">{t('shares.none')}</p> : (
            <Sideways label={t('shares')}>
              <table class="settable">
                <thead><tr>{Heads.map((head) => <th key={head} scope="col">{t(head)}</th>)}</tr></thead>
                <tbody>
                  {shares.map((share) => (
                    <tr key={share.id}>
                      <th scope="row"><bdi>{share.name}</bdi></th>
                      <td>{share.filters.length === 0 ? t('shares.everything') : share.filters.map((filter) => <bdi key={filter} class="line">{limitText(filter)}</bdi>)}</td>
                      <td>{share.has_password ? t('shares.hasPassword') : Unknown}</td>
                      <td class="when">{share.expires ? timeLabel(share.expires.slice(0, 10), 'day', true) : Unknown}</td>
                      <td class="acts"><ConfirmButton title={t('users.remove.column')} of={share.name} act={() => change(() => removeShare(site, share.id), t('deleted'))} /></td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Sideways>
          )}
        </Body>
        <Alert text={error} />
      </Card>
      <Card title={t('shares.new')} kind="share-form"><Form site={site} made={made} /></Card>
    </>
  );
};
