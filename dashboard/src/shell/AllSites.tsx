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
import { useAnswer } from '../report/useAnswer';
import { Body, failureText } from '../widgets/Body';
import { Card } from '../widgets/Card';
import { Sideways } from '../widgets/Sideways';
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
  series: number[];
  range: { from: string; to: string } | null;
  /** Null when all went well. */
  error: unknown;
}

const Columns = ['visitors', 'pageviews', 'change'] as const;

type Sort = { column: 'site' | (typeof Columns)[number]; descending: boolean };

const Failed: Omit<Line, 'site' | 'error'> = { visitors: null, pageviews: null, before: null, series: [], range: null };

const lineOf = (site: string, overview: Report, series: Report): Line => ({
  site,
  visitors: number(overview.rows[0], 'visitors'),
  pageviews: number(overview.rows[0], 'pageviews'),
  before: number(previous(overview.rows[0]), 'visitors'),
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

const all = async (state: State, sites: SiteInfo[], signal: AbortSignal): Promise<Line[]> => {
  const lines: Line[] = [];
  for (let at = 0; at < sites.length; at += AtOnce) {
    lines.push(...(await Promise.all(sites.slice(at, at + AtOnce).map(({ name }) => ask(state, name, signal)))));
  }
  return lines;
};

const valueOf = (line: Line, column: Sort['column']): number | string | null =>
  column === 'site' ? line.site : column === 'change' ? (change(line.visitors, line.before)?.share ?? null) : line[column];

const sorted = (lines: Line[], { column, descending }: Sort): Line[] =>
  lines.toSorted((a, b) => {
    const [one, other] = [valueOf(a, column), valueOf(b, column)];
    const order = typeof one === 'string' ? one.localeCompare(String(other)) : (one ?? -Infinity) === (other ?? -Infinity) ? 0 : Number(one ?? -Infinity) - Number(other ?? -Infinity);
    return descending ? -order : order;
  });

const Difference = ({ line }: { line: Line }) => {
  const difference = change(line.visitors, line.before);
  return difference && <span class={difference.share === 0 ? 'same' : difference.share > 0 ? 'better' : 'worse'}>{difference.text}</span>;
};

const Table = ({ lines }: { lines: Line[] }) => {
  const [sort, setSort] = useState<Sort>({ column: 'visitors', descending: true });
  const head = (column: Sort['column'], title: string) => (
    <th key={column} scope="col" class={column === 'site' ? undefined : 'n'} aria-sort={sort.column !== column ? undefined : sort.descending ? 'descending' : 'ascending'}>
      <button type="button" class="explained" onClick={() => setSort({ column, descending: sort.column === column ? !sort.descending : column !== 'site' })}>
        {title}<span aria-hidden="true">{sort.column !== column ? '' : sort.descending ? ' ▼' : ' ▲'}</span>
      </button>
    </th>
  );
  return (
    <Sideways label={t('sites.all')}>
      <table class="numbers sites">
        <thead><tr>{head('site', t('site'))}{Columns.map((column) => head(column, t(`sites.${column}`)))}<th scope="col">{t('sites.trend')}</th></tr></thead>
        <tbody>
          {sorted(lines, sort).map((line) => (
            <tr key={line.site}>
              <th scope="row"><a href={linkTo({ site: line.site })} onClick={(event) => follow(event, { site: line.site })}><bdi>{line.site}</bdi></a></th>
              {line.error !== null ? (
                <td colSpan={4} class="failure"><bdi>{failureText(line.error)}</bdi></td>
              ) : (
                <>
                  <td class="n">{format(line.visitors, 'count')}</td>
                  <td class="n">{format(line.pageviews, 'count')}</td>
                  <td class="n"><Difference line={line} /></td>
                  <td><Sparkline values={line.series} /></td>
                </>
              )}
            </tr>
          ))}
        </tbody>
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
  const lines = useAnswer(`sites ${compared(state)}`, (signal) => all(state, sites, signal));
  const range = lines.value?.find((line) => line.range)?.range ?? null;
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
        <Card title={range ? rangeLabel(range.from, range.to) : t('sites.all')} kind="allsites">
          <Body answer={lines}>{(value) => <Table lines={value} />}</Body>
        </Card>
        {who.role === 'owner' && <AnotherSite />}
      </main>
    </>
  );
};
