/** The site's goals: a list, and a form that adds one or changes the chosen one. */
import { useState } from 'preact/hooks';
import { follow, linkTo } from '../address/useAddress';
import { type GoalInfo, goals as askGoals, removeGoal, saveGoal } from '../api';
import { format } from '../i18n/format';
import { t } from '../i18n/t';
import { useMay } from '../looking';
import { useAnswer } from '../report/useAnswer';
import type { TabProps } from '../tabs';
import { Alert } from '../widgets/Alert';
import { announce } from '../widgets/announce';
import { Body } from '../widgets/Body';
import { Card } from '../widgets/Card';
import { ConfirmButton } from '../widgets/ConfirmButton';
import { Field, lines } from '../widgets/Field';
import { SaveForm } from '../widgets/SaveForm';
import { Sideways } from '../widgets/Sideways';
import { useChange } from './useChange';

const Types = ['event', 'page', 'scroll', 'engaged'] as const;

const Blank: GoalInfo = { name: '', type: 'event', value: '', properties: {}, fixed_value: null };

const propertiesOf = (text: string): Record<string, string> =>
  Object.fromEntries(lines(text).map((line) => [line.split('=', 1)[0]!.trim(), line.slice(line.indexOf('=') + 1).trim()]));

interface FormProps {
  site: string;
  goal: GoalInfo;
  /** After saving, and when the change is given up. */
  done: (saved: boolean) => void;
}

const Form = ({ site, goal, done }: FormProps) => {
  const [name, setName] = useState(goal.name);
  const [type, setType] = useState(goal.type);
  const [value, setValue] = useState(goal.value);
  const [properties, setProperties] = useState(Object.entries(goal.properties).map(([key, wanted]) => `${key}=${wanted}`).join('\n'));
  const [worth, setWorth] = useState(goal.fixed_value === null ? '' : String(goal.fixed_value));
  const save = async () => {
    await saveGoal(site, { ...goal, name: name.trim(), type, value: value.trim(), properties: type === 'event' ? propertiesOf(properties) : {}, fixed_value: worth === '' ? null : Number(worth) });
    announce(t('saved'));
    done(true);
    return t('saved');
  };
  const kind = Types.find((known) => known === type) ?? 'event';
  return (
    <SaveForm action={t(goal.id === undefined ? 'goal.add' : 'save')} save={save} beside={goal.id !== undefined && <button type="button" class="control" onClick={() => done(false)}>{t('cancel')}</button>}>
      <Field title={t('goal.name')}>{(names) => <input {...names} required maxLength={100} dir="auto" value={name} onInput={(event) => setName(event.currentTarget.value)} />}</Field>
      <Field title={t('goal.type')}>
        {(names) => (
          <select {...names} value={type} onChange={(event) => setType(event.currentTarget.value)}>
            {Types.map((known) => <option key={known} value={known}>{t(`goalType.${known}`)}</option>)}
          </select>
        )}
      </Field>
      <Field title={t(`goalValue.${kind}`)}>
        {(names) => <input {...names} required dir="auto" pattern={kind === 'scroll' || kind === 'engaged' ? '[0-9]+' : undefined} value={value} onInput={(event) => setValue(event.currentTarget.value)} />}
      </Field>
      {kind === 'event' && (
        <Field title={t('goal.properties')} hint={t('goal.properties.help')}>
          {(names) => <textarea {...names} rows={2} dir="auto" spellcheck={false} value={properties} onInput={(event) => setProperties(event.currentTarget.value)} />}
        </Field>
      )}
      <Field title={t('goal.worth')} hint={t('goal.worth.help')}>
        {(names) => <input {...names} type="number" step="any" min={0} value={worth} onInput={(event) => setWorth(event.currentTarget.value)} />}
      </Field>
    </SaveForm>
  );
};

export const GoalsPanel = ({ site }: TabProps) => {
  const goals = useAnswer(`goals ${site.name}`, (signal) => askGoals(site.name, signal));
  const may = useMay('analyst');
  const [chosen, setChosen] = useState<GoalInfo>(Blank);
  const [round, setRound] = useState(0);
  const [error, change] = useChange(goals);
  const done = (saved: boolean) => {
    setChosen(Blank);
    setRound(round + 1);
    if (saved) {
      goals.again();
    }
  };
  return (
    <>
      <Card title={t('goals')} kind="goal-list">
        <Body answer={goals}>
          {(list) => list.length === 0 ? <p class="empty">{t('goals.none')}</p> : (
            <Sideways label={t('goals')}>
              <table class="settable">
                <thead><tr>{(['goal.name', 'goal.reached', 'goal.worth', ...(may ? ['actions' as const] : [])] as const).map((head) => <th key={head} scope="col" class={head === 'goal.worth' ? 'n' : undefined}>{t(head)}</th>)}</tr></thead>
                <tbody>
                  {list.map((goal) => (
                    <tr key={goal.id}>
                      <th scope="row"><bdi>{goal.name}</bdi></th>
                      <td><bdi>{`${t(`goalType.${Types.find((known) => known === goal.type) ?? 'event'}`)}: ${goal.value}`}</bdi>{Object.entries(goal.properties).map(([key, wanted]) => <bdi key={key} class="under">{`${key}=${wanted}`}</bdi>)}</td>
                      <td class="n">{format(goal.fixed_value, 'money', site.currency)}</td>
                      {may && (
                        <td class="acts">
                          <button type="button" class="control" aria-label={`${t('edit')}: ${goal.name}`} onClick={() => setChosen(goal)}>{t('edit')}</button>
                          <ConfirmButton title={t('delete')} of={goal.name} act={() => change(() => removeGoal(site.name, goal.id!), t('deleted'))} />
                        </td>
                      )}
                    </tr>
                  ))}
                </tbody>
              </table>
            </Sideways>
          )}
        </Body>
        <Alert text={error} />
      </Card>
      {may && <Card title={chosen.id === undefined ? t('goal.new') : t('goal.change', { name: chosen.name })} kind="goal-form"><Form key={`${chosen.id} ${round}`} site={site.name} goal={chosen} done={done} /></Card>}
      {may && <p class="hint">{t('settings.elsewhere')} <a href={linkTo({ tab: '' })} onClick={(event) => follow(event, { tab: '' })}>{t('segments')}</a></p>}
    </>
  );
};
