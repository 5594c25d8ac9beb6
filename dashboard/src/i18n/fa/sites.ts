import type { sites as English } from '../en/sites';
import type { Translated } from '../language';

export const sites: Translated<typeof English> = {
  'sites.visitors': 'بازدیدکنندگان',
  'sites.pageviews': 'بازدید صفحه',
  'sites.change': 'دگرگونی',
  'sites.trend': 'بازدیدکنندگان در زمان',
};
