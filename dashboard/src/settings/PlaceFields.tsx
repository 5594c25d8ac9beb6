/** Time zone and currency of a site; the browser's own lists are suggested. */
import { t } from '../i18n/t';
import { Field } from '../widgets/Field';

interface Props {
  value: string;
  change: (value: string) => void;
}

export const ZoneField = ({ value, change }: Props) => (
  <Field title={t('settings.timezone')} hint={t('settings.timezone.help')}>
    {(names) => (
      <>
        <input {...names} required dir="ltr" list={`${names.id}-list`} value={value} onInput={(event) => change(event.currentTarget.value)} />
        <datalist id={`${names.id}-list`}>{Intl.supportedValuesOf('timeZone').map((zone) => <option key={zone} value={zone} />)}</datalist>
      </>
    )}
  </Field>
);

export const CurrencyField = ({ value, change }: Props) => (
  <Field title={t('settings.currency')} hint={t('settings.currency.help')}>
    {(names) => (
      <>
        <input {...names} required dir="ltr" pattern="[A-Za-z]{3}" maxLength={3} list={`${names.id}-list`} value={value} onInput={(event) => change(event.currentTarget.value)} />
        <datalist id={`${names.id}-list`}>{Intl.supportedValuesOf('currency').map((code) => <option key={code} value={code} />)}</datalist>
      </>
    )}
  </Field>
);
