/** The page: reads the address, asks for the reports and lays them out. */
import { ApiError, funnels, key, report, signOut, sites, type SiteInfo } from './api';
import { applyTheme, bar } from './bar';
import { breakdown } from './breakdown';
import { card, failure, fillWith, notes } from './card';
import { chart } from './chart';
import { announce, html } from './dom';
import { builder, funnel } from './funnel';
import { number, pick, type Report } from './report';
import { signInForm } from './signin';
import { interval, read, scope, type State, write } from './state';
import { strip } from './strip';
import { tiles } from './tiles';

/** Rows of a top list. */
const ListLength = 10;

const header = document.getElementById('bar')!;
const main = document.getElementById('main')!;
let known: SiteInfo[] = [];
let running = new AbortController();

const go = (change: Partial<State>): void => {
  history.pushState(null, '', write({ ...read(new URL(location.href)), ...change }));
  show();
};

const filterChips = (state: State): Node | null =>
  state.filters.length
    ? html(
        'ul',
        { class: 'chips', 'aria-label': 'Filters' },
        ...state.filters.map((filter) =>
          html('li', {}, filter, html('button', { type: 'button', 'aria-label': `Remove the filter ${filter}`, click: () => go({ filters: state.filters.filter((other) => other !== filter) }) }, '×')),
        ),
      )
    : null;

const withQuery = (state: State, more: Record<string, string>): URLSearchParams => {
  const query = scope(state);
  Object.entries(more).forEach(([name, value]) => query.set(name, value));
  return query;
};

const showOverview = (state: State, signal: AbortSignal, body: HTMLElement, tag: HTMLDetailsElement): void =>
  void fillWith(body, signal, async () => {
    const overview = await report(state.site, 'overview', withQuery(state, { compare: 'previous' }), signal);
    const row = overview.rows[0];
    const views = number(row, 'pageviews') ?? 0;
    if (!views && !number(row, 'events') && !number(row, 'visits')) {
      tag.open = state.filters.length === 0;
      return html('p', { class: 'empty' }, state.filters.length ? 'Nothing matches these filters in this period.' : 'No visits in this period. Paste the script tag above into your pages, or choose a longer period.');
    }
    announce(`${state.site}: ${views} page views`);
    return html('div', {}, tiles(overview, state.metric, (metric) => go({ metric })), notes(overview.notes));
  });

const showChart = (state: State, signal: AbortSignal, body: HTMLElement): void => {
  const step = interval(state);
  let series: Report | null = null;
  const draw = async (): Promise<Node> => {
    series ??= await report(state.site, 'timeseries', withQuery(state, { interval: step, compare: 'previous', metrics: state.metric }), signal);
    const column = pick(series, [state.metric])[0] ?? pick(series, ['visitors'])[0] ?? series.columns.find(({ unit }) => unit === 'count');
    if (!column || series.rows.length === 0) {
      return html('p', { class: 'empty' }, 'Nothing to draw in this period.');
    }
    const title = document.getElementById('chart-title');
    if (title) {
      title.textContent = `${column.title} by ${step}`;
    }
    return chart(series, column, step, Math.max(300, body.clientWidth));
  };
  void fillWith(body, signal, draw);
  let width = body.clientWidth;
  const observer = new ResizeObserver(() => {
    if (Math.abs(body.clientWidth - width) > 8 && series) {
      width = body.clientWidth;
      void fillWith(body, signal, draw);
    }
  });
  observer.observe(body);
  signal.addEventListener('abort', () => observer.disconnect());
};

const showList = (state: State, signal: AbortSignal, body: HTMLElement, by: string, columns: string[], empty: string): void =>
  void fillWith(body, signal, async () => {
    const list = await report(state.site, 'breakdown', withQuery(state, { by, limit: String(ListLength), metrics: columns.join(',') }), signal);
    return breakdown(list, columns, empty, (value) => go({ filters: [...new Set([...state.filters, `${by}==${value}`])] }));
  });

const showFunnel = (state: State, signal: AbortSignal, body: HTMLElement): void =>
  void fillWith(body, signal, async () => {
    const steps = builder(state.steps, (chosen) => go({ steps: chosen }));
    const query = scope(state);
    if (state.steps.length) {
      state.steps.forEach((step) => query.append('step', step));
      return html('div', {}, funnel(await report(state.site, 'funnel', query, signal)), html('details', {}, html('summary', {}, 'Change the steps'), steps));
    }
    const saved = (await funnels(state.site, signal))[0];
    if (!saved) {
      return html('div', {}, html('p', {}, 'How many of those who took the first step took the last?'), steps);
    }
    query.set('funnel', String(saved.id));
    return html('div', {}, html('h3', {}, saved.name), funnel(await report(state.site, 'funnel', query, signal)), html('details', {}, html('summary', {}, 'Try other steps'), steps));
  });

const show = (): void => {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  const state = read(new URL(location.href));
  if (!state.site || !known.some(({ name }) => name === state.site)) {
    if (state.site) {
      announce(`There is no site ${state.site}; showing another.`);
    }
    state.site = known[0]!.name;
    history.replaceState(null, '', write(state));
  }
  document.title = `${state.site} – Collector`;

  const tag = strip(state.site, signal);
  const overview = html('section', { class: 'card overview', 'aria-label': 'Headline numbers' });
  const line = card('Over time', 'chart');
  const pages = card('Top pages', 'pages');
  const sources = card('Sources', 'sources');
  const steps = card('Funnel', 'funnel');

  header.replaceChildren(...bar(known, state, go));
  main.replaceChildren(
    html('h1', { class: 'unseen' }, `${state.site}: numbers`),
    tag,
    ...[filterChips(state)].filter((node) => node !== null),
    overview,
    line.section,
    html('div', { class: 'pair' }, pages.section, sources.section),
    steps.section,
  );
  showOverview(state, signal, overview, tag);
  showChart(state, signal, line.body);
  showList(state, signal, pages.body, 'page', ['visitors', 'pageviews', 'dwell_time'], 'No page was seen in this period.');
  showList(state, signal, sources.body, 'source', ['visitors', 'visits', 'bounce_rate'], 'No visit in this period.');
  showFunnel(state, signal, steps.body);
};

const askForKey = (): void => {
  running.abort();
  const refused = key() !== null;
  signOut();
  header.replaceChildren();
  main.replaceChildren(signInForm(refused, () => void start()));
  document.getElementById('key')?.focus();
};

const start = async (): Promise<void> => {
  main.replaceChildren(html('p', { class: 'loading' }, 'Loading …'));
  try {
    known = await sites();
    if (known.length === 0) {
      main.replaceChildren(html('section', { class: 'card' }, html('h1', {}, 'No site yet'), html('p', {}, 'Create one in a terminal, then reload this page:'), html('div', { class: 'code' }, html('code', {}, 'collector site add example.com'))));
      return;
    }
    show();
  } catch (error) {
    if (error instanceof ApiError && (error.status === 401 || error.status === 403)) {
      askForKey();
    } else {
      main.replaceChildren(html('section', { class: 'card' }, failure(error, () => void start())));
    }
  }
};

document.addEventListener('signed-out', askForKey);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    // Tooltips give way (WCAG 1.4.13) until the pointer or the focus moves.
    document.body.classList.add('quiet');
  }
});
for (const moved of ['pointerover', 'focusin']) {
  document.addEventListener(moved, () => document.body.classList.remove('quiet'));
}
addEventListener('popstate', () => known.length && show());
applyTheme();
void start();
