/** The languages there are, the one that is shown, and the way to its strings. */
import type en from './en';
import type { MetricTexts, NoteTexts, ReportTexts, TimeTexts, ValueTexts } from './texts';

/** A string with a form per plural category; `{count}` is the number. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

export type Key = keyof typeof en;

/** A part of a language's catalogue: the same keys as the English part, plural where it is plural. */
export type Translated<English> = { readonly [K in keyof English]: English[K] extends string ? string : Plural };

export interface Language {
  code: Code;
  strings: Translated<typeof en>;
  /** Metrics by column name; null in English, where the reports themselves bring titles and definitions. */
  metrics: MetricTexts | null;
  /** Columns that one report alone has, by report and name; null in English. */
  reports: ReportTexts | null;
  /** What reports say about their numbers; null in English. */
  notes: NoteTexts | null;
  /** Fixed values of reports (channels, devices …); in English those that read badly as they are. */
  values: Partial<ValueTexts>;
  /** Null where `Intl` has all the words. */
  times: TimeTexts | null;
}

/** Each in its own words; `locale` is for Intl: days and months are the reports' own, so the calendar is Gregorian everywhere. */
export const Languages = {
  en: { name: 'English', dir: 'ltr', locale: 'en-GB' },
  fa: { name: 'فارسی', dir: 'rtl', locale: 'fa-u-ca-gregory' },
  ar: { name: 'العربية', dir: 'rtl', locale: 'ar-u-ca-gregory' },
  hy: { name: 'Հայերեն', dir: 'ltr', locale: 'hy' },
  ms: { name: 'Bahasa Melayu', dir: 'ltr', locale: 'ms' },
} as const;

export type Code = keyof typeof Languages;

const loaders: Record<Code, () => Promise<{ default: Language['strings'] } & Partial<Pick<Language, 'metrics' | 'reports' | 'notes' | 'values' | 'times'>>>> = {
  en: () => import('./en'),
  fa: () => import('./fa'),
  ar: () => import('./ar'),
  hy: () => import('./hy'),
  ms: () => import('./ms'),
};

const StoredName = 'collector-language';

let shown: Language;

export const language = (): Language => shown;

/** What browsers without a language's dates and numbers are given instead. */
const Otherwise = 'en-GB';

/** For Intl. */
export const locale = (): string => (isKnownToIntl() ? Languages[shown.code].locale : Otherwise);

export const isKnownToIntl = (): boolean => Intl.DateTimeFormat.supportedLocalesOf(Languages[shown.code].locale).length > 0;

export const isRightToLeft = (): boolean => Languages[shown.code].dir === 'rtl';

const isKnown = (code: string): code is Code => Object.hasOwn(Languages, code);

/** The language chosen earlier, else the first of the browser's that there is. */
export const preferred = (): Code => {
  const wishes = [localStorage.getItem(StoredName) ?? '', ...navigator.languages.map((tag) => tag.split('-')[0]!)];
  return wishes.find(isKnown) ?? 'en';
};

export const remember = (code: Code): void => localStorage.setItem(StoredName, code);

/** Loads a language and makes it the page's. */
export const use = async (code: Code): Promise<void> => {
  const { default: strings, metrics = null, reports = null, notes = null, values = {}, times = null } = await loaders[code]();
  shown = { code, strings, metrics, reports, notes, values, times };
  document.documentElement.lang = code;
  document.documentElement.dir = Languages[code].dir;
};
