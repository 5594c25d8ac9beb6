import type { sites as English } from '../en/sites';
import type { Translated } from '../language';

export const sites: Translated<typeof English> = {
  'sites.visitors': 'الزوار',
  'sites.pageviews': 'مشاهدات الصفحات',
  'sites.change': 'التغيّر',
  'sites.trend': 'الزوار عبر الزمن',
  'sites.sum': 'كل المواقع معًا',
  'sites.sum.means': 'مجموع أرقام المواقع: من زار موقعين يُعدّ في كليهما، فلا أحد يُعرَف بين المواقع.',
  'sites.waiting': 'جارٍ السؤال …',
};
