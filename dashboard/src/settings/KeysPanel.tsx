/** API keys: made here, shown once, revoked. */
import { useState } from 'preact/hooks';
import { addKey, type KeyInfo, keys as askKeys, revokeKey } from '../api';
import { timeLabel, Unknown } from '../i18n/format';
import { t } from '../i18n/t';
import { useLooker } from '../looking';
import { useAnswer } from '../report/useAnswer';
import type { TabProps } from '../tabs';
import { Alert } from '../widgets/Alert';
import { announce } from '../widgets/announce';
import { Body } from '../widgets/Body';
import { Card } from '../widgets/Card';
import { ConfirmButton } from '../widgets/ConfirmButton';
import { CopyLine } from '../widgets/CopyLine';
import { Field } from '../widgets/Field';
import { SaveForm } from '../widgets/SaveForm';
import { Sideways } from '../widgets/Sideways';
import { useChange } from './useChange';

const Rights = ['read', 'send', 'admin'] as const;

type Right = (typeof Rights)[number];

const day = (time: string | null): string => (time ? timeLabel(time, 'day', true) : Unknown);

const Form = ({ site, made }: { site: string; made: (key: KeyInfo) => void }) => {
  const [label, setLabel] = useState('');
  const { who } = useLooker();
  const [everywhere, setEverywhere] = useState(false);
  const [rights, setRights] = useState<readonly Right[]>(['read']);
  const save = async () => {
    made(await addKey(label.trim(), everywhere ? null : site, [...rights]));
    setLabel('');
    return '';
  };
  return (
    <SaveForm action={t('key.add')} save={save}>
      <Field title={t('key.label')} hint={t('key.label.help')}>{(names) => <input {...names} required maxLength={100} dir="auto" value={label} onInput={(event) => setLabel(event.currentTarget.value)} />}</Field>
      <Field title={t('key.for')}>
        {(names) => (
          <select {...names} value={everywhere ? 'all' : 'one'} onChange={(event) => setEverywhere(event.currentTarget.value === 'all')}>
            <option value="one">{site}</option>
            {who.role === 'owner' && <option value="all">{t('sites.all')}</option>}
          </select>
        )}
      </Field>
      <fieldset>
        <legend>{t('key.rights')}</legend>
        {Rights.map((right) => (
          <label key={right} class="check">
            <input type="checkbox" checked={rights.includes(right)} onChange={(event) => setRights(event.currentTarget.checked ? [...rights, right] : rights.filter((one) => one !== right))} />
            {t(`keyRight.${right}`)}
          </label>
        ))}
      </fieldset>
    </SaveForm>
  );
};

export const KeysPanel = ({ site }: TabProps) => {
  const keys = useAnswer('keys', askKeys);
  const [fresh, setFresh] = useState<KeyInfo | null>(null);
  const [error, change] = useChange(keys);
  const made = (key: KeyInfo) => {
    setFresh(key);
    announce(t('key.once'));
    keys.again();
  };
  const good = (list: KeyInfo[]) => list.filter((key) => key.revoked === null && (key.site === null || key.site === site.name));
  return (
    <>
      <Card title={t('settings.keys')} kind="key-list">
        {fresh?.secret && (
          <div class="fresh">
            <p><strong>{t('key.once')}</strong></p>
            <CopyLine text={fresh.secret} name={fresh.label} />
          </div>
        )}
        <Body answer={keys}>
          {(list) => good(list).length === 0 ? <p class="empty">{t('key.none')}</p> : (
            <Sideways label={t('settings.keys')}>
              <table class="settable">
                <thead><tr>{(['key.label', 'key.for', 'key.rights', 'key.created', 'key.used', 'actions'] as const).map((head) => <th key={head} scope="col">{t(head)}</th>)}</tr></thead>
                <tbody>
                  {good(list).map((key) => (
                    <tr key={key.id}>
                      <th scope="row"><bdi>{key.label}</bdi></th>
                      <td><bdi>{key.site ?? t('sites.all')}</bdi></td>
                      <td>{Rights.filter((right) => key.rights.includes(right)).map((right) => t(`keyRight.${right}`)).join(' · ')}</td>
                      <td class="when">{day(key.created)}</td>
                      <td class="when">{day(key.last_used)}</td>
                      <td class="acts"><ConfirmButton title={t('key.revoke')} of={key.label} act={() => change(() => revokeKey(key.id), t('key.revoked'))} /></td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Sideways>
          )}
        </Body>
        <Alert text={error} />
      </Card>
      <Card title={t('key.new')} kind="key-form"><Form site={site.name} made={made} /></Card>
    </>
  );
};
