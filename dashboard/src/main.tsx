/** Starts the page: theme and language first, so that nothing is drawn twice. */
import { render } from 'preact';
import { current } from './address/useAddress';
import { preferred, use } from './i18n/language';
import { App } from './shell/App';
import { applyTheme } from './shell/theme';
import { tabOf } from './tabs';

applyTheme();
// The tab is on its way while the collector is asked who this is.
void tabOf(current()).load();
await use(preferred());
const root = document.getElementById('app')!;
root.replaceChildren();
render(<App />, root);
