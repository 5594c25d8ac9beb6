/** Who may use a site: change roles, add someone (with a sign-in link to pass on), take access away. */
import { useState } from 'preact/hooks';
import { removeUser, type Role, setUser, type UserInfo, users as askUsers } from '../api';
import { t } from '../i18n/t';
import { includes, Roles, useLooker } from '../looking';
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

interface MenuProps {
  names: { id?: string; 'aria-label'?: string; 'aria-describedby'?: string | undefined };
  value: Role;
  choose: (role: Role) => void;
}

/** Nobody gives a role above their own. */
const RoleMenu = ({ names, value, choose }: MenuProps) => {
  const { role: own } = useLooker();
  return (
    <select class="control" {...names} value={value} onChange={(event) => choose(event.currentTarget.value as Role)}>
      {Roles.filter((role) => includes(own, role) || role === value).map((role) => <option key={role} value={role}>{t(`role.${role}`)}</option>)}
    </select>
  );
};

const Form = ({ site, added }: { site: string; added: (user: UserInfo) => void }) => {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const save = async () => {
    added(await setUser(site, name.trim(), role));
    setName('');
    return t('users.saved');
  };
  return (
    <SaveForm action={t('users.save')} save={save}>
      <Field title={t('signIn.name')}>
        {(names) => <input {...names} required maxLength={120} dir="ltr" autocapitalize="none" spellcheck={false} value={name} onInput={(event) => setName(event.currentTarget.value)} />}
      </Field>
      <Field title={t('users.role')} hint={t('users.help')}>{(names) => <RoleMenu names={names} value={role} choose={setRole} />}</Field>
    </SaveForm>
  );
};

export const UsersPanel = ({ site: { name: site } }: TabProps) => {
  const answer = useAnswer(`users ${site}`, (signal) => askUsers(site, signal));
  const { role: own } = useLooker();
  const [fresh, setFresh] = useState<UserInfo | null>(null);
  const [error, change] = useChange(answer);
  const added = (user: UserInfo) => {
    setFresh(user.link ? user : null);
    announce(t('users.saved'));
    answer.again();
  };
  return (
    <>
      <Card title={t('users')} kind="user-list">
        {fresh?.link && (
          <div class="fresh">
            <p><strong>{t('users.link', { name: fresh.name })}</strong></p>
            <CopyLine text={location.origin + fresh.link} name={fresh.name} />
          </div>
        )}
        <Body answer={answer}>
          {(users) => users.length === 0 ? <p class="empty">{t('users.none')}</p> : (
            <Sideways label={t('users')}>
              <table class="settable">
                <thead><tr>{(['signIn.name', 'users.role', 'actions'] as const).map((head) => <th key={head} scope="col">{t(head)}</th>)}</tr></thead>
                <tbody>
                  {users.map((user) => {
                    const changeable = !user.everywhere && includes(own, user.role);
                    return (
                      <tr key={user.id}>
                        <th scope="row"><bdi>{user.name}</bdi>{!user.has_password && <span class="under">{t('users.waiting')}</span>}</th>
                        <td>
                          {changeable ? (
                            <RoleMenu names={{ 'aria-label': t('users.roleOf', { name: user.name }) }} value={user.role} choose={(role) => change(() => setUser(site, user.name, role), t('users.saved'))} />
                          ) : user.everywhere ? t('users.everywhere', { role: t(`role.${user.role}`) }) : t(`role.${user.role}`)}
                        </td>
                        <td class="acts">{changeable && <ConfirmButton title={t('users.remove.column')} of={user.name} act={() => change(() => removeUser(site, user.id), t('deleted'))} />}</td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </Sideways>
          )}
        </Body>
        <Alert text={error} />
      </Card>
      <Card title={t('users.add')} kind="user-form"><Form site={site} added={added} /></Card>
    </>
  );
};
