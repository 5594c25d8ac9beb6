import type { sites as English } from '../en/sites';
import type { Translated } from '../language';

export const sites: Translated<typeof English> = {
  'sites.visitors': 'Այցելուներ',
  'sites.pageviews': 'Էջի դիտումներ',
  'sites.change': 'Փոփոխություն',
  'sites.trend': 'Այցելուները ժամանակի ընթացքում',
};
