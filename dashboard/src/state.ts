/** The page's whole state lives in the address: /SITE?period=28d&metric=visitors&filter=…&step=… Pure apart from reading and writing it. */
export interface State {
  site: string;
  /** A named period, or '' with from and to. */
  period: string;
  from: string;
  to: string;
  metric: string;
  filters: string[];
  steps: string[];
}

export const Periods: [string, string][] = [
  ['today', 'Today'],
  ['yesterday', 'Yesterday'],
  ['7d', 'Last 7 days'],
  ['28d', 'Last 28 days'],
  ['30d', 'Last 30 days'],
  ['mtd', 'This month so far'],
  ['12mo', 'Last 12 months'],
  ['all', 'All time'],
];

const DefaultPeriod = '28d';

export const read = (address: URL): State => {
  const query = address.searchParams;
  const from = query.get('from') ?? '';
  const to = query.get('to') ?? '';
  const named = query.get('period') ?? '';
  return {
    site: decodeURIComponent(address.pathname.slice(1).split('/')[0] ?? ''),
    period: from && to ? '' : Periods.some(([period]) => period === named) ? named : DefaultPeriod,
    from,
    to,
    metric: query.get('metric') ?? 'visitors',
    filters: query.getAll('filter'),
    steps: query.getAll('step'),
  };
};

export const write = (state: State): string => {
  const query = new URLSearchParams();
  if (state.period) {
    query.set('period', state.period);
  } else {
    query.set('from', state.from);
    query.set('to', state.to);
  }
  if (state.metric !== 'visitors') {
    query.set('metric', state.metric);
  }
  state.filters.forEach((filter) => query.append('filter', filter));
  state.steps.forEach((step) => query.append('step', step));
  return `/${encodeURIComponent(state.site)}?${query}`;
};

/** What every report is asked with. */
export const scope = (state: State): URLSearchParams => {
  const query = new URLSearchParams(state.period ? { period: state.period } : { from: state.from, to: state.to });
  state.filters.forEach((filter) => query.append('filter', filter));
  return query;
};

/** The chart's interval: hours for a day, months for a year, days otherwise. */
export const interval = (state: State): string => {
  if (state.period === 'today' || state.period === 'yesterday') {
    return 'hour';
  }
  if (state.period === '12mo' || state.period === 'all') {
    return 'month';
  }
  if (!state.period) {
    const days = (Date.parse(state.to) - Date.parse(state.from)) / 86_400_000;
    return days < 2 ? 'hour' : days > 180 ? 'month' : 'day';
  }
  return 'day';
};
