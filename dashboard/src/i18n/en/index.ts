/** English: one file per part of the page. */
import { access } from './access';
import { attribution } from './attribution';
import { dimensions } from './dimensions';
import { events } from './events';
import { funnels } from './funnels';
import { journeys } from './journeys';
import { live } from './live';
import { overview } from './overview';
import { retention } from './retention';
import { shell } from './shell';
import { widgets } from './widgets';
import { settings } from './settings';
import { columns } from './columns';
import { revenue } from './revenue';
import { costs } from './costs';
import { filtered } from './filtered';
import { sites } from './sites';

export { values } from './values';

export default { ...shell, ...widgets, ...access, ...dimensions, ...overview, ...live, ...events, ...funnels, ...retention, ...journeys, ...attribution, ...settings, ...columns, ...revenue, ...costs, ...filtered, ...sites } as const;
