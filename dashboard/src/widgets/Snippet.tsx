/** The script tag to paste, and whether a hit has come today. */
import { useRef, useState } from 'preact/hooks';
import { report } from '../api';
import { t } from '../i18n/t';
import { number } from '../report/report';
import { useAnswer } from '../report/useAnswer';
import { useRepeated } from '../report/useRepeated';

/** How often it is looked for a hit, in ms. */
const Every = 3_000;

export const Snippet = ({ site }: { site: string }) => {
  const tag = `<script defer src="${location.origin}/s.js" data-site="${site}"></script>`;
  const code = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState<'snippet.copy' | 'snippet.copied' | 'snippet.selected'>('snippet.copy');
  const today = useAnswer(`hits ${site}`, (signal) => report(site, 'overview', new URLSearchParams({ period: 'today', metrics: 'pageviews' }), signal));
  const views = number(today.value?.rows[0], 'pageviews') ?? 0;
  useRepeated(() => views === 0 && today.again(), Every);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(tag);
      setCopied('snippet.copied');
    } catch {
      getSelection()?.selectAllChildren(code.current!);
      setCopied('snippet.selected');
    }
  };
  return (
    <div class="snippet">
      <p>{t('snippet.paste')}</p>
      <div class="code"><code ref={code} dir="ltr">{tag}</code><button type="button" class="control" onClick={() => void copy()}>{t(copied)}</button></div>
      <p role="status" class={views ? 'status good' : 'status'}>{views ? t('snippet.works', { count: views }) : today.error !== null ? t('snippet.error') : t('snippet.waiting')}</p>
    </div>
  );
};
