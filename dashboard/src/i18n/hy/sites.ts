import type { sites as English } from '../en/sites';
import type { Translated } from '../language';

export const sites: Translated<typeof English> = {
  'sites.visitors': 'Այցելուներ',
  'sites.pageviews': 'Էջի դիտումներ',
  'sites.change': 'Փոփոխություն',
  'sites.trend': 'Այցելուները ժամանակի ընթացքում',
  'sites.sum': 'Բոլոր կայքերը միասին',
  'sites.sum.means': 'Կայքերի թվերի գումարը. երկու կայքում եղածը հաշվվում է երկուսում էլ, քանի որ կայքերի միջև ոչ ոք չի ճանաչվում։',
  'sites.waiting': 'հարցվում է …',
};
