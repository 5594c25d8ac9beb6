/** Another class for kept hits by a rule: first tried, then done. */
import { useState } from 'preact/hooks';
import { reclass, type ReclassResult } from '../../api';
import { format, rangeLabel } from '../../i18n/format';
import { t } from '../../i18n/t';
import { failureText } from '../../widgets/Body';
import { Card } from '../../widgets/Card';
import { ConfirmButton } from '../../widgets/ConfirmButton';
import { Field, lines } from '../../widgets/Field';
import { SaveForm } from '../../widgets/SaveForm';

const Classes = ['human', 'suspected', 'bot', 'machine-open', 'internal'] as const;

export const classTitle = (name: string): string => {
  const known = Classes.find((one) => one === name);
  return known ? t(`class.${known}`) : name;
};

interface Props {
  site: string;
  /** Filters to begin with. */
  rule: string[];
  /** The days the rule is for. */
  from: string;
  to: string;
  /** After classes have changed. */
  changed: () => void;
}

export const Reclass = ({ site, rule, from, to, changed }: Props) => {
  const [filters, setFilters] = useState(rule.join('\n'));
  const [target, setTarget] = useState<string>('bot');
  const [perDay, setPerDay] = useState('');
  const [tried, setTried] = useState<ReclassResult | null>(null);
  const [error, setError] = useState('');
  const run = (apply: boolean) => reclass(site, { filters: lines(filters), class: target, from, to, ...(perDay ? { hits_per_day: Number(perDay) } : {}), apply });
  const attempt = async () => {
    setTried(null);
    setTried(await run(false));
    return '';
  };
  const apply = async () => {
    try {
      setError('');
      setTried(await run(true));
      changed();
    } catch (failure) {
      setError(failureText(failure));
    }
  };
  // What was tried is no longer what stands in the form.
  const edit = (set: (value: string) => void) => (event: { currentTarget: { value: string } }) => {
    setTried(null);
    set(event.currentTarget.value);
  };
  return (
    <Card title={t('reclass.title')} kind="reclass">
      <p class="hint">{t('reclass.help', { range: rangeLabel(from, to) })}</p>
      <SaveForm action={t('reclass.try')} save={attempt} beside={tried && !tried.applied && tried.hits > 0 && <ConfirmButton title={t('reclass.apply')} of={classTitle(target)} act={() => void apply()} />}>
        <Field title={t('reclass.filters')} hint={t('reclass.filters.help')}>
          {(names) => <textarea {...names} rows={3} dir="ltr" spellcheck={false} value={filters} onInput={edit(setFilters)} />}
        </Field>
        <Field title={t('reclass.class')}>
          {(names) => <select {...names} value={target} onChange={edit(setTarget)}>{Classes.map((name) => <option key={name} value={name}>{t(`class.${name}`)}</option>)}</select>}
        </Field>
        <Field title={t('reclass.perDay')} hint={t('reclass.perDay.help')}>
          {(names) => <input {...names} type="number" min={1} value={perDay} onInput={edit(setPerDay)} />}
        </Field>
      </SaveForm>
      <div role="status" class="tried">
        {tried && (
          <>
            <p><strong>{t(tried.applied ? 'reclass.done' : 'reclass.would', { count: tried.hits })}</strong> {t('reclass.visits', { count: tried.visits })}</p>
            <ul>{Object.entries(tried.from_class).map(([name, hits]) => <li key={name}>{classTitle(name)}: {format(hits, 'count')}</li>)}</ul>
            {tried.open_visits > 0 && <p class="hint">{t('reclass.open', { count: tried.open_visits })}</p>}
          </>
        )}
      </div>
      {error && <p class="failure" role="alert"><bdi>{error}</bdi></p>}
    </Card>
  );
};
