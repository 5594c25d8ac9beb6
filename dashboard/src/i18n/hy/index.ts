import { dimensions } from './dimensions';
import { funnels } from './funnels';
import { live } from './live';
import { overview } from './overview';
import { shell } from './shell';
import { widgets } from './widgets';
import { settings } from './settings';
import { columns } from './columns';
import { revenue } from './revenue';
import { costs } from './costs';
import { filtered } from './filtered';
import { sites } from './sites';

export { metrics } from './metrics';
export { times } from './times';
export { values } from './values';

export default { ...shell, ...widgets, ...dimensions, ...overview, ...live, ...funnels, ...settings, ...columns, ...revenue, ...costs, ...filtered, ...sites };
