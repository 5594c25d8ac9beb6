import type { funnels as English } from '../en/funnels';
import type { Translated } from '../language';

export const funnels: Translated<typeof English> = {
  'funnel.steps': 'Langkah',
  'funnel.help': 'Satu sebaris: page:/pricing*, event:Signup. Urutan dikira, dalam satu hari bagi setiap pelawat.',
  'funnel.show': 'Tunjukkan corong',
  'funnel.wrong': 'Tulis 2 hingga 12 langkah, satu sebaris, setiap satu bermula dengan page: atau event:',
  'funnel.empty': 'Tiada sesiapa mengambil langkah pertama dalam tempoh ini.',
  'funnel.summary': '{share} daripada yang bermula sampai ke langkah terakhir ({reached} daripada {all}).',
  'funnel.step': 'Langkah',
  'funnel.reached': 'Sampai',
  'funnel.ofAll': 'Daripada semua',
  'funnel.ofBefore': 'Daripada langkah sebelum',
  'funnel.median': 'Masa median',
};
