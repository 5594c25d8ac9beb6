import type { columns as English } from '../en/columns';
import type { Translated } from '../language';

export const columns: Translated<typeof English> = {
  'total': 'Jumlah',
  'visitor': 'Kunci pelawat',
  'column.group': 'Kumpulan',
  'column.last_step': 'Halaman terakhir',
};
