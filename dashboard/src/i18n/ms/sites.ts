import type { sites as English } from '../en/sites';
import type { Translated } from '../language';

export const sites: Translated<typeof English> = {
  'sites.visitors': 'Pelawat',
  'sites.pageviews': 'Paparan halaman',
  'sites.change': 'Perubahan',
  'sites.trend': 'Pelawat mengikut masa',
  'sites.sum': 'Semua tapak bersama',
  'sites.sum.means': 'Jumlah angka tapak: sesiapa yang berada di dua tapak dikira di kedua-duanya, kerana tiada sesiapa dikenali merentas tapak.',
  'sites.waiting': 'sedang ditanya …',
};
