/** Consent, Global Privacy Control, what is left out, how long events are kept; and what visitors are told about it. */
import { useState } from 'preact/hooks';
import { changeSite, privacyStatement, type SiteSettings } from '../api';
import { t } from '../i18n/t';
import { useAnswer } from '../report/useAnswer';
import type { TabProps } from '../tabs';
import { Body } from '../widgets/Body';
import { Card } from '../widgets/Card';
import { Field, lines } from '../widgets/Field';
import { SaveForm } from '../widgets/SaveForm';
import { useSite } from './useSite';

const Levels = ['none', 'aggregate', 'cookieless', 'full'] as const;
const Policies = ['off', 'downgrade', 'drop'] as const;

const Form = ({ site, saved }: { site: SiteSettings; saved: () => void }) => {
  const [consent, setConsent] = useState(site.consent);
  const [policy, setPolicy] = useState(site.privacy_control);
  const [referrers, setReferrers] = useState(site.excluded_referrers.join('\n'));
  const [networks, setNetworks] = useState(site.internal_networks.join('\n'));
  const [months, setMonths] = useState(site.retention_months);
  const save = async () => {
    const kept = await changeSite(site.name, {
      consent, privacy_control: policy, excluded_referrers: lines(referrers), internal_networks: lines(networks), retention_months: months || 0,
    });
    setNetworks(kept.internal_networks.join('\n')); // addresses have become hashes
    saved();
    return t('saved');
  };
  return (
    <SaveForm action={t('save')} save={save}>
      <h3>{t('privacy.visitors')}</h3>
      <Field title={t('privacy.consent')} hint={t('privacy.consent.help')}>
        {(names) => (
          <select {...names} value={consent} onChange={(event) => setConsent(event.currentTarget.value)}>
            {Levels.map((level) => <option key={level} value={level}>{t(`level.${level}`)}</option>)}
          </select>
        )}
      </Field>
      <Field title={t('privacy.control')} hint={t('privacy.control.help')}>
        {(names) => (
          <select {...names} value={policy} onChange={(event) => setPolicy(event.currentTarget.value)}>
            {Policies.map((name) => <option key={name} value={name}>{t(`policy.${name}`)}</option>)}
          </select>
        )}
      </Field>
      <h3>{t('privacy.exclusions')}</h3>
      <Field title={t('privacy.referrers')} hint={t('privacy.referrers.help')}>
        {(names) => <textarea {...names} rows={3} dir="ltr" spellcheck={false} value={referrers} onInput={(event) => setReferrers(event.currentTarget.value)} />}
      </Field>
      <Field title={t('privacy.networks')} hint={t('privacy.networks.help')}>
        {(names) => <textarea {...names} rows={3} dir="ltr" spellcheck={false} value={networks} onInput={(event) => setNetworks(event.currentTarget.value)} />}
      </Field>
      <h3>{t('privacy.retention')}</h3>
      <Field title={t('privacy.months')} hint={t('privacy.months.help')}>
        {(names) => <input {...names} type="number" required min={0} max={120} value={months} onInput={(event) => setMonths(event.currentTarget.valueAsNumber)} />}
      </Field>
    </SaveForm>
  );
};

export const PrivacyPanel = ({ site }: TabProps) => {
  const settings = useSite(site.name);
  const told = useAnswer(`privacy ${site.name}`, (signal) => privacyStatement(site.name, signal));
  const address = `/privacy.json?site=${encodeURIComponent(site.name)}`;
  return (
    <>
      <Card title={t('settings.privacy')} kind="privacy-settings"><Body answer={settings}>{(value) => <Form site={value} saved={told.again} />}</Body></Card>
      <Card title={t('privacy.told')} kind="told">
        <p class="hint">{t('privacy.told.help')} <a href={address} target="_blank" rel="noreferrer"><bdi>{address}</bdi></a></p>
        <Body answer={told}>{(statement) => <pre class="code" dir="ltr" tabIndex={0} role="group" aria-label={t('privacy.told')}><code>{JSON.stringify(statement.site, null, 2)}</code></pre>}</Body>
      </Card>
    </>
  );
};
