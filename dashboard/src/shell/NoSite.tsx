/** What a collector without any site shows. */
import { t } from '../i18n/t';

export const NoSite = () => (
  <main id="main" class="alone">
    <section class="card">
      <h1>{t('noSite')}</h1>
      <p>{t('noSite.help')}</p>
      <pre class="code" dir="ltr"><code>collector site add example.com</code></pre>
    </section>
  </main>
);
