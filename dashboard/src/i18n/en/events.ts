export const events = {
  'event.page': 'Page',
  'event.event': 'Event',
  'event.goal': 'Goal',
  'event.scroll': 'Scrolled to %',
  'event.engaged': 'Engaged, seconds',
  'event.any': 'Any event',
  'event.anyGoal': 'Any goal',
  'event.kindOf': '{what}: kind',
  'event.valueOf': '{what}: which',
} as const;
