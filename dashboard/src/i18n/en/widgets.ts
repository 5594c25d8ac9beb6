export const widgets = {
  'close': 'Close',
  'loading': 'Loading …',
  'time': 'Time',
  'table': 'The same as a table',
  'value.unknown': '(not known)',
  'coverage': '{share} of views',
  'change.previous': 'against {value} in the period before',
  'change.year': 'against {value} a year before',

  'error.title': 'The page cannot be shown',
  'error.page': 'Something went wrong while showing this. Reload the page; if it stays, look at the collector’s log.',
  'error.unreachable': 'The collector cannot be reached. Check that it is running and try again.',
  'error.status': 'The collector answered {status}.',
  'error.again': 'Try again',

  'empty.filtered': 'Nothing matches these filters in this period.',
  'empty.period': 'Nothing was counted in this period.',

  'download.of': 'Download {title}',
  'download.csv': 'Numbers (CSV)',
  'download.png': 'Picture (PNG)',
  'download.done': 'Downloaded.',
  'download.failed': 'The file could not be made. Try again.',

  'chart.describe': '{title} over time. Arrow keys read the values one by one; the table below holds them all.',
  'chart.soFar': '{time} (so far)',
  'chart.point': '{time}: {value}',
  'chart.pointCompared': '{time}: {value}, before: {before}',
  'chart.before': 'before: {value}',
  'map.describe': 'World map: {title} by country. The list below holds the same numbers.',

  'details.all': 'Show all',
  'details.search': 'Search',
  'details.before': 'Previous',
  'details.next': 'Next',
} as const;
