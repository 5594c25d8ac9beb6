import type { sites as English } from '../en/sites';
import type { Translated } from '../language';

export const sites: Translated<typeof English> = {
  'sites.visitors': 'Pelawat',
  'sites.pageviews': 'Paparan halaman',
  'sites.change': 'Perubahan',
  'sites.trend': 'Pelawat mengikut masa',
};
