export const columns = {
  'total': 'Total',
  'visitor': 'Visitor key',
  'column.group': 'Group',
  'column.last_step': 'Last page',
} as const;
