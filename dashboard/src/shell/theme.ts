/** Light or dark: the system decides until somebody chooses. */
export type Theme = 'light' | 'dark';

const StoredName = 'collector-theme';

export const shownTheme = (): Theme => {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === 'dark' || chosen === 'light' ? chosen : matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
};

export const applyTheme = (): void => {
  const stored = localStorage.getItem(StoredName);
  if (stored === 'dark' || stored === 'light') {
    document.documentElement.dataset['theme'] = stored;
  }
};

export const chooseTheme = (theme: Theme): void => {
  localStorage.setItem(StoredName, theme);
  document.documentElement.dataset['theme'] = theme;
};
