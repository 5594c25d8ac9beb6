export const sites = {
  'sites.visitors': 'Visitors',
  'sites.pageviews': 'Page views',
  'sites.change': 'Change',
  'sites.trend': 'Visitors over time',
  'sites.sum': 'All sites together',
  'sites.sum.means': 'The sites’ numbers added up: who was on two sites counts on both, for nobody is recognised across sites.',
  'sites.waiting': 'is being asked …',
} as const;
