import type { events as English } from '../en/events';
import type { Translated } from '../language';

export const events: Translated<typeof English> = {
  'event.page': 'Էջ',
  'event.event': 'Իրադարձություն',
  'event.goal': 'Նպատակ',
  'event.scroll': 'Ոլորում մինչև %',
  'event.engaged': 'Ներգրավված, վայրկյան',
  'event.any': 'Ցանկացած իրադարձություն',
  'event.anyGoal': 'Ցանկացած նպատակ',
  'event.kindOf': '{what}՝ տեսակ',
  'event.valueOf': '{what}՝ որը',
};
