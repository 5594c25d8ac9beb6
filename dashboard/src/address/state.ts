/** The page's whole state lives in the address: /SITE?tab=live&period=28d&compare=year&filter=…&segment=… Pure. */

export interface State {
  site: string;
  /** The tab's name; '' is the first. */
  tab: string;
  /** A named period, or '' with from and to (local days, included). */
  period: string;
  from: string;
  to: string;
  /** previous, year or none. */
  compare: string;
  /** As the API takes them: dimension, operator, value. */
  filters: string[];
  /** Id of a saved segment, or ''. */
  segment: string;
  /** Token of the shared link that was followed, or ''; stays in the address. */
  share: string;
  /** Shown in a frame of another page. */
  embed: boolean;
  /** What belongs to the tab alone; gone when the tab or the site changes. */
  own: Readonly<Record<string, readonly string[]>>;
}

/** A change of the state; `own` is laid over the own parameters there are, an empty list removes one. */
export type Change = Partial<State>;

export const Periods = ['today', 'yesterday', '7d', '28d', '30d', 'mtd', '12mo', 'all'] as const;

export type PeriodName = (typeof Periods)[number];

export const Comparisons = ['previous', 'year', 'none'] as const;

export type Compare = (typeof Comparisons)[number];

export const DefaultPeriod: PeriodName = '28d';

const DefaultCompare: Compare = 'previous';

const Common = new Set(['tab', 'period', 'from', 'to', 'compare', 'filter', 'segment', 'share', 'embed']);

const Day = /^\d{4}-\d\d-\d\d$/;

/** A part of a path as it was meant; what is no percent-encoding stands as it is written. */
const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

const oneOf = <T extends string>(words: readonly T[], word: string | null, otherwise: T): T => words.find((known) => known === word) ?? otherwise;

export const read = (address: URL): State => {
  const query = address.searchParams;
  const day = (name: string) => (Day.test(query.get(name) ?? '') ? query.get(name)! : '');
  const [from, to] = [day('from'), day('to')];
  const dated = from !== '' && to !== '';
  // Without a prototype: parameters may be called anything, such as constructor.
  const own = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of query) {
    if (!Common.has(name)) {
      (own[name] ??= []).push(value);
    }
  }
  return {
    site: decoded(address.pathname.slice(1).split('/')[0] ?? ''),
    tab: query.get('tab') ?? '',
    period: dated ? '' : oneOf(Periods, query.get('period'), DefaultPeriod),
    from: dated ? from : '',
    to: dated ? to : '',
    compare: oneOf(Comparisons, query.get('compare'), DefaultCompare),
    filters: query.getAll('filter'),
    segment: query.get('segment') ?? '',
    share: query.get('share') ?? '',
    embed: query.get('embed') === '1',
    own,
  };
};

export const write = (state: State): string => {
  const query = new URLSearchParams();
  if (state.tab) {
    query.set('tab', state.tab);
  }
  range(state).forEach((value, name) => query.set(name, value));
  if (state.compare !== DefaultCompare) {
    query.set('compare', state.compare);
  }
  state.filters.forEach((filter) => query.append('filter', filter));
  if (state.segment) {
    query.set('segment', state.segment);
  }
  if (state.share) {
    query.set('share', state.share);
  }
  if (state.embed) {
    query.set('embed', '1');
  }
  for (const [name, values] of Object.entries(state.own)) {
    values.forEach((value) => query.append(name, value));
  }
  return `/${encodeURIComponent(state.site)}?${query}`;
};

/** The state after a change: another site drops filters, segment and what the tab held; another tab drops the last. */
export const changed = (state: State, change: Change): State => {
  const moved = change.site !== undefined && change.site !== state.site;
  const kept = moved || (change.tab !== undefined && change.tab !== state.tab) ? {} : state.own;
  const own = Object.fromEntries(Object.entries({ ...kept, ...change.own }).filter(([, values]) => values.length > 0));
  return { ...state, ...(moved ? { filters: [], segment: '' } : {}), ...change, own };
};

const range = (state: State): URLSearchParams => new URLSearchParams(state.period ? { period: state.period } : { from: state.from, to: state.to });

/** What every report is asked with; more parameters as given. */
export const scope = (state: State, more: Record<string, string> = {}): URLSearchParams => {
  const query = range(state);
  state.filters.forEach((filter) => query.append('filter', filter));
  if (state.segment) {
    query.set('segment', state.segment);
  }
  Object.entries(more).forEach(([name, value]) => query.set(name, value));
  return query;
};

/** As `scope`, with the comparison that was chosen. */
export const compared = (state: State, more: Record<string, string> = {}): URLSearchParams =>
  scope(state, state.compare === 'none' ? more : { compare: state.compare, ...more });

/** The first value of a parameter that belongs to the tab. */
export const own = (state: State, name: string): string => state.own[name]?.[0] ?? '';
