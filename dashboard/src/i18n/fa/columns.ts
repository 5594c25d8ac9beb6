import type { columns as English } from '../en/columns';
import type { Translated } from '../language';

export const columns: Translated<typeof English> = {
  'total': 'جمع',
  'visitor': 'کلید بازدیدکننده',
  'column.group': 'گروه',
  'column.last_step': 'آخرین صفحه',
};
