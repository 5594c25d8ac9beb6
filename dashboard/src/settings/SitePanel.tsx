/** Time zone, currency, visit gap and hosts. */
import { useState } from 'preact/hooks';
import { changeSite, type SiteSettings } from '../api';
import { t } from '../i18n/t';
import type { TabProps } from '../tabs';
import { Body } from '../widgets/Body';
import { Card } from '../widgets/Card';
import { Field, lines } from '../widgets/Field';
import { SaveForm } from '../widgets/SaveForm';
import { useLooker } from '../looking';
import { AnotherSite } from './AddSite';
import { CurrencyField, ZoneField } from './PlaceFields';
import { useSite } from './useSite';

const Form = ({ site }: { site: SiteSettings }) => {
  const [timezone, setTimezone] = useState(site.timezone ?? '');
  const [currency, setCurrency] = useState(site.currency ?? '');
  const [gap, setGap] = useState(site.visit_gap_minutes);
  const [hosts, setHosts] = useState(site.hostnames.join('\n'));
  const save = async () => {
    await changeSite(site.name, { timezone: timezone.trim(), currency: currency.trim().toUpperCase(), visit_gap_minutes: gap, hostnames: lines(hosts) });
    return t('saved');
  };
  return (
    <SaveForm action={t('save')} save={save}>
      <ZoneField value={timezone} change={setTimezone} />
      <CurrencyField value={currency} change={setCurrency} />
      <Field title={t('settings.gap')} hint={t('settings.gap.help')}>
        {(names) => <input {...names} type="number" required min={5} max={240} value={gap} onInput={(event) => setGap(event.currentTarget.valueAsNumber)} />}
      </Field>
      <Field title={t('settings.hosts')} hint={t('settings.hosts.help')}>
        {(names) => <textarea {...names} rows={3} dir="ltr" spellcheck={false} value={hosts} onInput={(event) => setHosts(event.currentTarget.value)} />}
      </Field>
    </SaveForm>
  );
};

export const SitePanel = ({ site }: TabProps) => {
  const settings = useSite(site.name);
  const { who } = useLooker();
  return (
    <>
      <Card title={t('settings.site')} kind="site-settings"><Body answer={settings}>{(value) => <Form site={value} />}</Body></Card>
      {who.role === 'owner' && <AnotherSite />}
    </>
  );
};
