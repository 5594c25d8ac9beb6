/** Who may use a site: change roles, add someone (with a sign-in link to pass on), take access away. */
import { useState } from 'preact/hooks';
import { removeUser, type Role, setUser, type UserInfo, users as askUsers } from '../api';
import { t } from '../i18n/t';
import { useAnswer } from '../report/useAnswer';
import { announce } from '../widgets/announce';
import { Body, failureText } from '../widgets/Body';
import type { TabProps } from '../tabs';
import { Icon } from '../widgets/Icon';

const Roles: readonly Role[] = ['viewer', 'analyst', 'admin', 'owner'];

const RoleMenu = ({ label, value, choose }: { label: string; value: Role; choose: (role: Role) => void }) => (
  <select class="control" aria-label={label} value={value} onChange={(event) => choose(event.currentTarget.value as Role)}>
    {Roles.map((role) => <option key={role} value={role}>{t(`role.${role}`)}</option>)}
  </select>
);

export const UsersPanel = ({ site: { name: site } }: TabProps) => {
  const answer = useAnswer(`users ${site}`, (signal) => askUsers(site, signal));
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [added, setAdded] = useState<UserInfo | null>(null);
  const [error, setError] = useState('');
  const change = async (work: () => Promise<UserInfo | void>) => {
    setError('');
    try {
      const user = await work();
      setAdded(user ?? null);
      setName('');
      announce(t('users.saved'));
    } catch (failure) {
      setError(failureText(failure));
    }
    answer.again();
  };
  const add = (event: Event) => {
    event.preventDefault();
    void change(() => setUser(site, name, role));
  };
  return (
    <section class="card stacked" aria-labelledby="users-title">
      <h2 id="users-title">{t('users')}</h2>
      <p class="hint">{t('users.help')}</p>
      <Body answer={answer}>
        {(users) => (
          <table>
            <thead><tr><th scope="col">{t('signIn.name')}</th><th scope="col">{t('users.role')}</th><th scope="col"><span class="unseen">{t('users.remove.column')}</span></th></tr></thead>
            <tbody>
              {users.map((user) => (
                <tr key={user.id}>
                  <td><bdi>{user.name}</bdi>{!user.has_password && <> <span class="hint">{t('users.waiting')}</span></>}</td>
                  <td>{user.everywhere ? t('users.everywhere', { role: t(`role.${user.role}`) }) : <RoleMenu label={t('users.roleOf', { name: user.name })} value={user.role} choose={(chosen) => void change(() => setUser(site, user.name, chosen))} />}</td>
                  <td class="n">{!user.everywhere && <button type="button" class="plain" aria-label={t('users.remove', { name: user.name })} onClick={() => void change(() => removeUser(site, user.id))}><Icon name="close" /></button>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Body>
      <form class="signin stacked" onSubmit={add}>
        <label for="user-name">{t('users.add')}</label>
        <input id="user-name" required maxLength={120} dir="ltr" autocapitalize="none" spellcheck={false} value={name} onInput={(event) => setName(event.currentTarget.value)} />
        <RoleMenu label={t('users.role')} value={role} choose={setRole} />
        <button type="submit" class="primary">{t('users.save')}</button>
      </form>
      {error && <p class="failure" role="alert"><bdi>{error}</bdi></p>}
      {added?.link && <p class="stacked" role="status">{t('users.link', { name: added.name })} <code class="once" dir="ltr">{location.origin + added.link}</code></p>}
    </section>
  );
};
