export const funnels = {
  'funnel.steps': 'Steps',
  'funnel.help': 'One a line: page:/pricing*, event:Signup. The order counts, within one day per visitor.',
  'funnel.show': 'Show funnel',
  'funnel.wrong': 'Write 2 to 12 steps, one a line, each beginning with page: or event:',
  'funnel.empty': 'Nobody took the first step in this period.',
  'funnel.summary': '{share} of those who began reached the last step ({reached} of {all}).',
  'funnel.step': 'Step',
  'funnel.reached': 'Reached',
  'funnel.ofAll': 'Of all',
  'funnel.ofBefore': 'Of step before',
  'funnel.median': 'Median time',
} as const;
