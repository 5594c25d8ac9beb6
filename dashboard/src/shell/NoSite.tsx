/** What a collector without any site shows: an owner adds the first, others wait for one. */
import type { Who } from '../api';
import { t } from '../i18n/t';
import { AddSite } from '../settings/AddSite';
import { SignOutButton } from './SignOutButton';

export const NoSite = ({ who }: { who: Who }) => {
  const owns = who.role === 'owner';
  return (
    <main id="main" class="alone">
      <section class="card">
        <header class="head"><h1>{t('noSite')}</h1><SignOutButton who={who} /></header>
        <p>{t(owns ? 'noSite.help' : 'noSite.wait')}</p>
        {owns && <AddSite />}
      </section>
    </main>
  );
};
