/** The strip at the top: the script tag to paste, and whether a hit has come today. */
import { report } from './api';
import { html } from './dom';
import { format } from './format';
import { number } from './report';

/** How often the strip looks for a hit while it is open, in ms. */
const Every = 3_000;

export const strip = (site: string, signal: AbortSignal): HTMLDetailsElement => {
  const tag = `<script defer src="${location.origin}/s.js" data-site="${site}"></script>`;
  const code = html('code', {}, tag);
  const answer = html('p', { class: 'status', role: 'status' }, 'Looking for a hit …');
  const copy = html('button', {
    type: 'button',
    click: async () => {
      try {
        await navigator.clipboard.writeText(tag);
        copy.textContent = 'Copied';
      } catch {
        getSelection()?.selectAllChildren(code);
        copy.textContent = 'Selected: press Ctrl+C';
      }
    },
  }, 'Copy');
  const details = html(
    'details',
    { class: 'card strip' },
    html('summary', {}, 'Script tag for ', html('strong', {}, site)),
    html('p', {}, 'Paste this line into the <head> of every page:'),
    html('div', { class: 'code' }, code, copy),
    answer,
  );

  const look = async (): Promise<void> => {
    if (!details.open || signal.aborted) {
      return;
    }
    try {
      const today = await report(site, 'overview', new URLSearchParams({ period: 'today' }), signal);
      const views = number(today.rows[0], 'pageviews') ?? 0;
      answer.className = views ? 'status good' : 'status';
      answer.textContent = views
        ? `✓ It works: ${format(views, 'count')} page ${views === 1 ? 'view' : 'views'} today.`
        : 'No hit yet today. Open a page that carries the tag; this line changes within seconds.';
      if (!views) {
        setTimeout(() => void look(), Every);
      }
    } catch {
      answer.textContent = 'Could not ask the collector for hits. Close and open this strip to try again.';
    }
  };
  details.addEventListener('toggle', () => void look());
  return details;
};
