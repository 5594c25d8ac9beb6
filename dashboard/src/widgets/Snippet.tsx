/** The script tag to paste, and whether a hit has come today. */
import { report } from '../api';
import { t } from '../i18n/t';
import { number } from '../report/report';
import { useAnswer } from '../report/useAnswer';
import { useRepeated } from '../report/useRepeated';
import { CopyLine } from './CopyLine';

/** How often it is looked for a hit, in ms. */
const Every = 3_000;

export const Snippet = ({ site }: { site: string }) => {
  const tag = `<script defer src="${location.origin}/s.js" data-site="${site}"></script>`;
  const today = useAnswer(`hits ${site}`, (signal) => report(site, 'overview', new URLSearchParams({ period: 'today', metrics: 'pageviews' }), signal));
  const views = number(today.value?.rows[0], 'pageviews') ?? 0;
  useRepeated(() => views === 0 && today.again(), Every);
  return (
    <div class="snippet">
      <p>{t('snippet.paste')}</p>
      <CopyLine text={tag} />
      <p role="status" class={views ? 'status good' : 'status'}>{views ? t('snippet.works', { count: views }) : today.error !== null ? t('snippet.error') : t('snippet.waiting')}</p>
    </div>
  );
};
