import { useState } from 'preact/hooks';
import { t } from '../i18n/t';
import { Icon } from '../widgets/Icon';
import { chooseTheme, shownTheme } from './theme';

export const ThemeButton = () => {
  const [theme, setTheme] = useState(shownTheme);
  const other = theme === 'dark' ? 'light' : 'dark';
  const name = t(other === 'dark' ? 'theme.dark' : 'theme.light');
  return (
    <button type="button" class="plain" aria-label={name} title={name} onClick={() => (chooseTheme(other), setTheme(other))}>
      <Icon name={other === 'dark' ? 'moon' : 'sun'} />
    </button>
  );
};
