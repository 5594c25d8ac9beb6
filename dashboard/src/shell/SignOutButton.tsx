import { endSession, signOut, type Who } from '../api';
import { t } from '../i18n/t';
import { Icon } from '../widgets/Icon';

/** Ends the session, or forgets the API key; the page begins anew, with nothing of what was shown. */
export const SignOutButton = ({ who }: { who: Who }) => {
  const name = t('signOut', { name: who.name });
  const leave = async () => {
    await (who.kind === 'key' ? signOut() : endSession().catch(() => undefined));
    location.assign('/');
  };
  return <button type="button" class="plain" aria-label={name} title={name} onClick={() => void leave()}><Icon name="leave" /></button>;
};
