/** Numbers and times as people read them, in the language that is shown. Unknown is a dash, never 0. */
import { isKnownToIntl, language, locale } from './language';
import { t } from './t';

export const Unknown = '–';

const numbers = new Map<string, Intl.NumberFormat>();

/** Formatters are slow to make; there are as many as the code below has kinds, times the languages. */
const formatter = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
  const name = locale() + JSON.stringify(options);
  let found = numbers.get(name);
  if (!found) {
    numbers.set(name, (found = new Intl.NumberFormat(locale(), options)));
  }
  return found;
};

const integer = (value: number): string => formatter({ maximumFractionDigits: 0 }).format(value);
const decimal = (value: number): string => formatter({ minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);
export const percent = (value: number, digits = 1): string => formatter({ style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

const unit = (value: number, name: 'day' | 'hour' | 'minute' | 'second' | 'millisecond', options: Intl.NumberFormatOptions = {}): string => {
  const own = language().times?.units[name];
  return own ? `${formatter({ maximumFractionDigits: 0, ...options }).format(value)} ${own}` : formatter({ style: 'unit', unit: name, unitDisplay: 'narrow', maximumFractionDigits: 0, ...options }).format(value);
};

const duration = (seconds: number): string => {
  const whole = Math.round(seconds);
  if (whole < 60) {
    return unit(seconds, 'second', { maximumFractionDigits: seconds < 10 ? 1 : 0 });
  }
  const minutes = Math.floor(whole / 60);
  const two = { minimumIntegerDigits: 2 };
  if (minutes < 60) {
    return `${unit(minutes, 'minute')} ${unit(whole % 60, 'second', two)}`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${unit(hours, 'hour')} ${unit(minutes % 60, 'minute', two)}` : `${unit(Math.floor(hours / 24), 'day')} ${unit(hours % 24, 'hour')}`;
};

/** A short time that is measured in ms: 180ms, 2.35s. */
export const moment = (seconds: number | null): string =>
  seconds === null ? Unknown : seconds < 1 ? unit(seconds * 1000, 'millisecond') : unit(seconds, 'second', { maximumFractionDigits: 2 });

const money = (amount: number, currency: string, options: Intl.NumberFormatOptions = {}): string =>
  /^[A-Z]{3}$/.test(currency) ? formatter({ style: 'currency', currency, ...options }).format(amount) : decimal(amount);

/** A value in full, by the unit of its column. */
export const format = (value: number | null, kind: string, currency = ''): string => {
  if (value === null) {
    return Unknown;
  }
  switch (kind) {
    case 'rate':
      return percent(value);
    case 'seconds':
      return duration(value);
    case 'money':
      return money(value, currency);
    case 'ratio':
      return decimal(value);
    default:
      return Number.isInteger(value) ? integer(value) : decimal(value);
  }
};

const Compact: Intl.NumberFormatOptions = { notation: 'compact', maximumFractionDigits: 1 };

/** A value for an axis or a tile: 12.3K, €12.8K. */
export const short = (value: number | null, kind: string, currency = ''): string => {
  if (value === null || Math.abs(value) < 10_000) {
    return format(value, kind, currency);
  }
  return kind === 'count' ? formatter(Compact).format(value) : kind === 'money' ? money(value, currency, Compact) : format(value, kind, currency);
};

/** A value on an axis: as short as it can be. */
export const tick = (value: number, kind: string, currency = ''): string =>
  kind === 'rate' ? percent(value, value * 100 === Math.round(value * 100) ? 0 : 1) : kind === 'money' ? money(value, currency, { ...Compact, minimumFractionDigits: 0 }) : kind === 'seconds' ? duration(value) : formatter(Compact).format(value);

/** Intl writes some languages' minus as a hyphen. */
const signed = (value: number, options: Intl.NumberFormatOptions): string => formatter({ signDisplay: 'exceptZero', ...options }).format(value).replace('-', '−');

export interface Difference {
  /** Of a rate in points (0.01 is one), otherwise the part of the earlier value; 0 where nothing of it is seen. */
  share: number;
  text: string;
}

/** Change against an earlier value: of rates in percentage points, otherwise in percent. Null when there is nothing to compare with. */
export const change = (now: number | null, before: number | null, kind: string): Difference | null => {
  if (now === null || before === null) {
    return null;
  }
  if (kind === 'rate') {
    const points = Math.round(1000 * (now - before)) / 10;
    return { share: points / 100, text: t('change.points', { value: signed(points, { minimumFractionDigits: 1, maximumFractionDigits: 1 }) }) };
  }
  if (before === 0) {
    return null;
  }
  const exact = (now - before) / before;
  const share = Math.abs(exact) < 0.0005 ? 0 : exact;
  const digits = Math.abs(share) < 0.1 ? 1 : 0;
  return { share, text: signed(share, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }) };
};

const dates = new Map<string, Intl.DateTimeFormat>();

const dateFormatter = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const name = locale() + JSON.stringify(options);
  let found = dates.get(name);
  if (!found) {
    dates.set(name, (found = new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', ...options })));
  }
  return found;
};

/** In a language that Intl does not know, months and days of the week are put in from the catalogue. */
const joined = (parts: { type: string; value: string }[]): string => {
  const words = isKnownToIntl() ? undefined : language().times?.calendar;
  return parts.map(({ type, value }) => ((type === 'month' || type === 'weekday') && words?.[value.slice(0, 3)]) || value).join('');
};

const Short: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
const Long: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' };
const Month: Intl.DateTimeFormatOptions = { month: 'short', year: 'numeric' };
const Hour: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/** A local interval start (2026-11-22 or 2026-11-22T14:00:00+01:00) as a label; the site's local time is taken as it is written. */
export const timeLabel = (time: string, interval: string, long = false): string => {
  const date = new Date(`${time.slice(0, 10)}T${time.slice(11, 16) || '00:00'}:00Z`);
  if (Number.isNaN(date.getTime())) {
    return time;
  }
  if (interval === 'hour') {
    return joined(dateFormatter(long ? { ...Long, ...Hour } : Hour).formatToParts(date));
  }
  return joined(dateFormatter(interval === 'month' ? Month : long ? Long : Short).formatToParts(date));
};

/** From one local day to another: 26 Oct – 22 Nov 2026. */
export const rangeLabel = (from: string, to: string): string =>
  joined(dateFormatter({ day: 'numeric', month: 'short', year: 'numeric' }).formatRangeToParts(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`)));
