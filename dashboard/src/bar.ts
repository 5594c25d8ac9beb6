/** The bar: site, period, theme. */
import type { SiteInfo } from './api';
import { html } from './dom';
import { Periods, type State } from './state';

const ThemeKey = 'collector-theme';
const Custom = 'custom';

const setTheme = (theme: string): void => {
  document.documentElement.dataset['theme'] = theme;
};

/** Applies the theme chosen earlier; without one the system decides. */
export const applyTheme = (): void => {
  const theme = localStorage.getItem(ThemeKey);
  if (theme) {
    setTheme(theme);
  }
};

const themeButton = (): HTMLElement =>
  html(
    'button',
    {
      type: 'button',
      class: 'theme',
      'aria-label': 'Switch between light and dark',
      title: 'Light or dark',
      click: () => {
        const current = document.documentElement.dataset['theme'] ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
        const next = current === 'dark' ? 'light' : 'dark';
        localStorage.setItem(ThemeKey, next);
        setTheme(next);
      },
    },
    '◐',
  );

const choices = (list: [string, string][], chosen: string): HTMLElement[] =>
  list.map(([value, title]) => html('option', { value, selected: value === chosen }, title));

export const bar = (sites: SiteInfo[], state: State, go: (change: Partial<State>) => void): Node[] => {
  const from = html('input', { type: 'date', 'aria-label': 'From', value: state.from });
  const to = html('input', { type: 'date', 'aria-label': 'To', value: state.to });
  const dates = html(
    'form',
    {
      class: 'dates',
      hidden: state.period !== '',
      submit: (event: SubmitEvent) => {
        event.preventDefault();
        if (from.value && to.value) {
          const [first, last] = [from.value, to.value].sort() as [string, string];
          go({ period: '', from: first, to: last });
        }
      },
    },
    from,
    html('span', { 'aria-hidden': 'true' }, '–'),
    to,
    html('button', { type: 'submit' }, 'Show'),
  );
  const site = html('select', { id: 'site', change: () => go({ site: site.value, filters: [], steps: [] }) }, ...choices(sites.map(({ name }) => [name, name]), state.site));
  const period = html(
    'select',
    {
      id: 'period',
      change: () => {
        dates.hidden = period.value !== Custom;
        if (period.value !== Custom) {
          go({ period: period.value, from: '', to: '' });
        }
      },
    },
    ...choices([...Periods, [Custom, 'Dates …']], state.period || Custom),
  );
  return [
    html('a', { class: 'brand', href: '/' }, html('img', { src: '/assets/icon.svg', width: 26, height: 26, alt: '' }), 'Collector'),
    html('div', { class: 'chosen' }, html('label', { for: 'site', class: 'unseen' }, 'Site'), site),
    html('div', { class: 'right' }, html('label', { for: 'period', class: 'unseen' }, 'Period'), period, dates, themeButton()),
  ];
};
