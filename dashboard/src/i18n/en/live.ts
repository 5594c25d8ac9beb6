export const live = {
  'live.now': { one: '{count} visitor now', other: '{count} visitors now' },
  'live.title': 'Right now',
  'live.visitors': { one: 'visitors in the last minute', other: 'visitors in the last {count} minutes' },
  'live.views': { one: '{count} page view', other: '{count} page views' },
  'live.minutes': 'Visitors by minute',
  'live.ago': '{minutes} min ago',
  'live.feed': 'Latest events',
  'live.when': 'How long ago',
  'live.what': 'What',
  'live.view': 'Page view',
  'live.none': 'Nobody was here in the last 30 minutes.',
} as const;
