import type { sites as English } from '../en/sites';
import type { Translated } from '../language';

export const sites: Translated<typeof English> = {
  'sites.visitors': 'الزوار',
  'sites.pageviews': 'مشاهدات الصفحات',
  'sites.change': 'التغيّر',
  'sites.trend': 'الزوار عبر الزمن',
};
