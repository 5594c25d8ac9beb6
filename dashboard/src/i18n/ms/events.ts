import type { events as English } from '../en/events';
import type { Translated } from '../language';

export const events: Translated<typeof English> = {
  'event.page': 'Halaman',
  'event.event': 'Peristiwa',
  'event.goal': 'Matlamat',
  'event.scroll': 'Tatal hingga %',
  'event.engaged': 'Terlibat, saat',
  'event.any': 'Sebarang peristiwa',
  'event.anyGoal': 'Sebarang matlamat',
  'event.kindOf': '{what}: jenis',
  'event.valueOf': '{what}: yang mana',
};
