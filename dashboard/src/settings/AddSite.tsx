/** Adds a site and opens it where its tracking code stands. */
import { useState } from 'preact/hooks';
import { addSite } from '../api';
import { t } from '../i18n/t';
import { Card } from '../widgets/Card';
import { Field } from '../widgets/Field';
import { SaveForm } from '../widgets/SaveForm';
import { CurrencyField, ZoneField } from './PlaceFields';

export const AddSite = () => {
  const [name, setName] = useState('');
  const [timezone, setTimezone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [currency, setCurrency] = useState('EUR');
  const save = async () => {
    const site = await addSite(name.trim().toLowerCase(), timezone.trim(), currency.trim().toUpperCase());
    // A new start: then every list of sites has it.
    location.assign(`/${encodeURIComponent(site.name)}?tab=settings`);
    return t('saved');
  };
  return (
    <SaveForm action={t('site.add')} save={save}>
      <Field title={t('site.name')} hint={t('site.name.help')}>
        {(names) => <input {...names} required maxLength={253} dir="ltr" autocapitalize="none" spellcheck={false} value={name} onInput={(event) => setName(event.currentTarget.value)} />}
      </Field>
      <ZoneField value={timezone} change={setTimezone} />
      <CurrencyField value={currency} change={setCurrency} />
    </SaveForm>
  );
};

/** The same behind a button, for where it is seldom needed. */
export const AnotherSite = () => {
  const [open, setOpen] = useState(false);
  return (
    <Card title={t('site.another')} kind="site-add">
      {open ? <AddSite /> : <button type="button" class="control" onClick={() => setOpen(true)}>{t('site.add')}</button>}
    </Card>
  );
};
