import { dimensions } from './dimensions';
import { funnels } from './funnels';
import { live } from './live';
import { overview } from './overview';
import { shell } from './shell';
import { widgets } from './widgets';

export { metrics } from './metrics';
export { values } from './values';

export default { ...shell, ...widgets, ...dimensions, ...overview, ...live, ...funnels };
