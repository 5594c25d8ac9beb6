import type { columns as English } from '../en/columns';
import type { Translated } from '../language';

export const columns: Translated<typeof English> = {
  'total': 'المجموع',
  'visitor': 'مفتاح الزائر',
  'column.group': 'المجموعة',
  'column.last_step': 'آخر صفحة',
};
