import type { events as English } from '../en/events';
import type { Translated } from '../language';

export const events: Translated<typeof English> = {
  'event.page': 'صفحة',
  'event.event': 'حدث',
  'event.goal': 'هدف',
  'event.scroll': 'التمرير حتى ٪',
  'event.engaged': 'تفاعل، بالثواني',
  'event.any': 'أي حدث',
  'event.anyGoal': 'أي هدف',
  'event.kindOf': '{what}: النوع',
  'event.valueOf': '{what}: أيّها',
};
