/** The address names a site that there is not, or that whoever looks may not see. */
import { follow, linkTo } from '../address/useAddress';
import type { SiteInfo } from '../api';
import { t } from '../i18n/t';

export const NoSuchSite = ({ name, sites }: { name: string; sites: SiteInfo[] }) => (
  <main id="main" class="alone">
    <section class="card">
      <h1>{t('noSuchSite')}</h1>
      <p>{t('noSuchSite.help', { name })}</p>
      <ul class="plainlist">
        {sites.map(({ name: site }) => <li key={site}><a href={linkTo({ site })} onClick={(event) => follow(event, { site })}><bdi>{site}</bdi></a></li>)}
      </ul>
    </section>
  </main>
);
