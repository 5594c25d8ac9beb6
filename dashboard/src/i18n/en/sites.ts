export const sites = {
  'sites.visitors': 'Visitors',
  'sites.pageviews': 'Page views',
  'sites.change': 'Change',
  'sites.trend': 'Visitors over time',
} as const;
