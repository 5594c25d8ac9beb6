/** English: one file per part of the page. */
import { dimensions } from './dimensions';
import { funnels } from './funnels';
import { live } from './live';
import { overview } from './overview';
import { shell } from './shell';
import { widgets } from './widgets';

export default { ...shell, ...widgets, ...dimensions, ...overview, ...live, ...funnels } as const;
