/** The page at "/": all sites side by side; a click opens one. */
import { useEffect, useState } from 'preact/hooks';
import { compared, scope, type State } from '../address/state';
import { follow, linkTo, useAddress } from '../address/useAddress';
import { daysOf, usualInterval } from '../address/periods';
import { ApiError, report, type SiteInfo, type Who } from '../api';
import { change, format, rangeLabel } from '../i18n/format';
import type { Code } from '../i18n/language';
import { t } from '../i18n/t';
import { number, previous, type Report } from '../report/report';
import { SignedOut } from '../report/useAnswer';
import { failureText } from '../widgets/Body';
import { Card } from '../widgets/Card';
import { mayBeChance } from '../widgets/Change';
import { Downloads } from '../widgets/Downloads';
import { Explained } from '../widgets/Explained';
import { Sideways } from '../widgets/Sideways';
import { SortHead } from '../widgets/SortHead';
import { Sparkline } from '../widgets/Sparkline';
import { AnotherSite } from '../settings/AddSite';
import { CompareMenu } from './CompareMenu';
import { LanguageMenu } from './LanguageMenu';
import { PeriodMenu } from './PeriodMenu';
import { SignOutButton } from './SignOutButton';
import { ThemeButton } from './ThemeButton';

/** Sites that are asked for at the same time. */
const AtOnce = 4;

interface Line {
  site: string;
  visitors: number | null;
  pageviews: number | null;
  before: number | null;
  /** The change may be chance. */
  chance: boolean;
  series: number[];
  range: { from: string; to: string } | null;
  /** Null when all went well. */
  error: unknown;
}

const Columns = ['visitors', 'pageviews', 'change'] as const;

type Sort = { column: 'site' | (typeof Columns)[number]; descending: boolean };

const Failed: Omit<Line, 'site' | 'error'> = { visitors: null, pageviews: null, before: null, chance: true, series: [], range: null };

const lineOf = (site: string, overview: Report, series: Report): Line => ({
  site,
  visitors: number(overview.rows[0], 'visitors'),
  pageviews: number(overview.rows[0], 'pageviews'),
  before: number(previous(overview.rows[0]), 'visitors'),
  chance: mayBeChance(overview.rows[0] ?? {}, 'visitors'),
  series: series.rows.map((row) => number(row, 'visitors')).filter((value) => value !== null),
  range: { from: overview.from, to: overview.to },
  error: null,
});

const ask = async (state: State, site: string, signal: AbortSignal): Promise<Line> => {
  try {
    const [overview, series] = await Promise.all([
      report(site, 'overview', compared(state, { metrics: 'visitors,pageviews' }), signal),
      report(site, 'timeseries', scope(state, { metrics: 'visitors', interval: usualInterval(daysOf(state) ?? 400) }), signal),
    ]);
    return lineOf(site, overview, series);
  } catch (error) {
    if (signal.aborted || (error instanceof ApiError && error.status === 401)) {
      throw error;
    }
    return { site, ...Failed, error };
  }
};

/** The lines as far as they are known; each site is shown as it answers. */
const useLines = (key: string, state: State, sites: SiteInfo[]): (Line | null)[] => {
  const [held, setHeld] = useState<{ key: string; lines: ReadonlyMap<string, Line> }>({ key, lines: new Map() });
  useEffect(() => {
    const cancel = new AbortController();
    const waiting = sites.map(({ name }) => name);
    const next = async (): Promise<void> => {
      const name = waiting.shift();
      if (name !== undefined) {
        const line = await ask(state, name, cancel.signal);
        setHeld((before) => ({ key, lines: new Map([...(before.key === key ? before.lines : []), [name, line]]) }));
        await next();
      }
    };
    Array.from({ length: AtOnce }, next).forEach((one) => one.catch((error: unknown) => !cancel.signal.aborted && error instanceof ApiError && document.dispatchEvent(new Event(SignedOut))));
    return () => cancel.abort();
    // The key says when something else is asked.
  }, [key]);
  return sites.map(({ name }) => (held.key === key ? (held.lines.get(name) ?? null) : null));
};

const plus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

/** The sites' numbers added up; a site that failed makes no sum. */
const together = (lines: readonly Line[]): Line =>
  lines.reduce<Line>(
    (all, line) => ({
      ...all,
      visitors: plus(all.visitors, line.visitors),
      pageviews: plus(all.pageviews, line.pageviews),
      before: plus(all.before, line.before),
      chance: all.chance && line.chance,
      series: Array.from({ length: Math.max(all.series.length, line.series.length) }, (_, at) => (all.series[at] ?? 0) + (line.series[at] ?? 0)),
    }),
    { site: t('sites.sum'), visitors: 0, pageviews: 0, before: 0, chance: true, series: [], range: null, error: null },
  );

/** A cell that no spreadsheet runs as a formula. */
const cell = (value: string | number | null): string => {
  const text = value === null ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const csvOf = (lines: readonly Line[]): Blob =>
  new Blob([['site,visitors,pageviews,previous_visitors', ...lines.map(({ site, visitors, pageviews, before }) => [site, visitors, pageviews, before].map(cell).join(','))].map((line) => `${line}\r\n`).join('')], { type: 'text/csv' });

const valueOf = (line: Line, column: Sort['column']): number | string | null =>
  column === 'site' ? line.site : column === 'change' ? (change(line.visitors, line.before, 'count')?.share ?? null) : line[column];

const sorted = (lines: Line[], { column, descending }: Sort): Line[] =>
  lines.toSorted((a, b) => {
    const [one, other] = [valueOf(a, column), valueOf(b, column)];
    const order = typeof one === 'string' ? one.localeCompare(String(other)) : (one ?? -Infinity) === (other ?? -Infinity) ? 0 : Number(one ?? -Infinity) - Number(other ?? -Infinity);
    return descending ? -order : order;
  });

const Difference = ({ line }: { line: Line }) => {
  const difference = change(line.visitors, line.before, 'count');
  return difference && <span class={difference.share === 0 || line.chance ? 'same' : difference.share > 0 ? 'better' : 'worse'}>{difference.text}</span>;
};

const Numbers = ({ line }: { line: Line }) => (
  <>
    <td class="n">{format(line.visitors, 'count')}</td>
    <td class="n">{format(line.pageviews, 'count')}</td>
    <td class="n"><Difference line={line} /></td>
    <td><Sparkline values={line.series} /></td>
  </>
);

const Table = ({ lines, waiting }: { lines: Line[]; waiting: readonly string[] }) => {
  const [sort, setSort] = useState<Sort>({ column: 'visitors', descending: true });
  const head = (column: Sort['column'], title: string) => (
    <SortHead
      key={column}
      title={title}
      definition=""
      sorted={sort.column !== column ? undefined : sort.descending ? 'descending' : 'ascending'}
      choose={() => setSort({ column, descending: sort.column === column ? !sort.descending : column !== 'site' })}
      class={column === 'site' ? '' : 'n'}
    />
  );
  return (
    <Sideways label={t('sites.all')}>
      <table class="numbers sites">
        <thead><tr>{head('site', t('site'))}{Columns.map((column) => head(column, t(`sites.${column}`)))}<th scope="col">{t('sites.trend')}</th></tr></thead>
        <tbody>
          {sorted(lines, sort).map((line) => (
            <tr key={line.site}>
              <th scope="row"><a href={linkTo({ site: line.site })} onClick={(event) => follow(event, { site: line.site })}><bdi>{line.site}</bdi></a></th>
              {line.error !== null ? <td colSpan={4} class="failure"><bdi>{failureText(line.error)}</bdi></td> : <Numbers line={line} />}
            </tr>
          ))}
          {waiting.map((site) => (
            <tr key={site} class="waiting">
              <th scope="row"><a href={linkTo({ site })} onClick={(event) => follow(event, { site })}><bdi>{site}</bdi></a></th>
              <td colSpan={4} class="hint">{t('sites.waiting')}</td>
            </tr>
          ))}
        </tbody>
        {lines.length > 1 && waiting.length === 0 && <tfoot><tr><th scope="row"><Explained title={t('sites.sum')} definition={t('sites.sum.means')} /></th><Numbers line={together(lines)} /></tr></tfoot>}
      </table>
    </Sideways>
  );
};

interface Props {
  sites: SiteInfo[];
  who: Who;
  chooseLanguage: (code: Code) => void;
}

export const AllSites = ({ sites, who, chooseLanguage }: Props) => {
  const state = useAddress();
  const all = useLines(`sites ${compared(state)}`, state, sites);
  const lines = all.filter((line) => line !== null);
  const waiting = sites.filter((_, at) => all[at] === null).map(({ name }) => name);
  const range = lines.find((line) => line.range)?.range ?? null;
  useEffect(() => {
    document.title = `${t('sites.all')} – Collector`;
  }, []);
  return (
    <>
      <header class="top">
        <a class="brand" href="/" aria-label="Collector"><img src="/assets/icon.svg" width="26" height="26" alt="" /></a>
        <h1>{t('sites.all')}</h1>
        <div class="far"><ThemeButton /><LanguageMenu choose={chooseLanguage} /><SignOutButton who={who} /></div>
      </header>
      <main id="main" tabIndex={-1}>
        <div class="controls"><span class="push" /><CompareMenu state={state} /><PeriodMenu state={state} /></div>
        <Card
          title={range ? rangeLabel(range.from, range.to) : t('sites.all')}
          kind="allsites"
          tools={waiting.length === 0 && <Downloads title={t('sites.all')} file="sites" csv={() => Promise.resolve(csvOf(lines))} />}
        >
          <div class="body" aria-busy={waiting.length > 0}><Table lines={lines} waiting={waiting} /></div>
        </Card>
        {who.role === 'owner' && <AnotherSite />}
      </main>
    </>
  );
};
