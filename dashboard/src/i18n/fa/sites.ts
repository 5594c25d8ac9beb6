import type { sites as English } from '../en/sites';
import type { Translated } from '../language';

export const sites: Translated<typeof English> = {
  'sites.visitors': 'بازدیدکنندگان',
  'sites.pageviews': 'بازدید صفحه',
  'sites.change': 'دگرگونی',
  'sites.trend': 'بازدیدکنندگان در زمان',
  'sites.sum': 'همهٔ سایت‌ها باهم',
  'sites.sum.means': 'جمع عددهای سایت‌ها: هر که در دو سایت بوده در هر دو شمرده می‌شود، چون کسی میان سایت‌ها شناخته نمی‌شود.',
  'sites.waiting': 'در حال پرسیدن …',
};
