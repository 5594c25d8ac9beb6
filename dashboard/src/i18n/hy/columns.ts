import type { columns as English } from '../en/columns';
import type { Translated } from '../language';

export const columns: Translated<typeof English> = {
  'total': 'Ընդամենը',
  'visitor': 'Այցելուի բանալի',
  'column.group': 'Խումբ',
  'column.last_step': 'Վերջին էջ',
};
