/** Starts the page: theme and language first, so that nothing is drawn twice. */
import { render } from 'preact';
import { preferred, use } from './i18n/language';
import { App } from './shell/App';
import { applyTheme } from './shell/theme';

applyTheme();
await use(preferred());
const root = document.getElementById('app')!;
root.replaceChildren();
render(<App />, root);
