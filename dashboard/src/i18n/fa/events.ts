import type { events as English } from '../en/events';
import type { Translated } from '../language';

export const events: Translated<typeof English> = {
  'event.page': 'صفحه',
  'event.event': 'رویداد',
  'event.goal': 'هدف',
  'event.scroll': 'پیمایش تا ٪',
  'event.engaged': 'درگیری، ثانیه',
  'event.any': 'هر رویداد',
  'event.anyGoal': 'هر هدف',
  'event.kindOf': '{what}: نوع',
  'event.valueOf': '{what}: کدام',
};
