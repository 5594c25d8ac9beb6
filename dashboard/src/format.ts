/** Numbers as people read them. Pure. Unknown is shown as a dash with a reason, never as 0. */
export const Unknown = '–';

const integer = new Intl.NumberFormat('en');
const Compact: Intl.NumberFormatOptions = { notation: 'compact', maximumFractionDigits: 1 };
const compact = new Intl.NumberFormat('en', Compact);
const decimal = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });

const duration = (seconds: number): string => {
  const whole = Math.round(seconds);
  if (whole < 60) {
    return seconds < 10 && seconds !== whole ? `${seconds.toFixed(1)}s` : `${whole}s`;
  }
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes}m ${String(whole % 60).padStart(2, '0')}s`
    : `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}m`;
};

const money = (amount: number, currency: string, options: Intl.NumberFormatOptions = {}): string => {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency, ...options }).format(amount);
  } catch {
    return `${decimal.format(amount)} ${currency}`.trim();
  }
};

/** A value in full, by the unit of its column. */
export const format = (value: number | null, unit: string, currency = ''): string => {
  if (value == null) {
    return Unknown;
  }
  switch (unit) {
    case 'rate':
    case 'fraction':
    case 'percent':
      return percent.format(value);
    case 'seconds':
    case 'duration':
      return duration(value);
    case 'money':
      return money(value, currency);
    case 'ratio':
    case 'number':
    case 'decimal':
      return decimal.format(value);
    default:
      return Number.isInteger(value) ? integer.format(value) : decimal.format(value);
  }
};

/** A value for an axis or a tile: 12.3K, €12.8K. */
export const short = (value: number | null, unit: string, currency = ''): string => {
  if (value == null || Math.abs(value) < 10_000) {
    return format(value, unit, currency);
  }
  return unit === 'count' ? compact.format(value) : unit === 'money' ? money(value, currency, Compact) : format(value, unit, currency);
};

/** Change against an earlier value as a signed percentage; null when there is nothing to compare with. */
export const change = (now: number | null, before: number | null): string | null => {
  if (now == null || before == null || before === 0) {
    return null;
  }
  const share = (now - before) / before;
  return `${share > 0 ? '+' : share < 0 ? '−' : '±'}${percent.format(Math.abs(share))}`;
};

const dayLabel = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const weekdayLabel = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const monthLabel = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** A local interval start (2026-11-22 or 2026-11-22T14:00:00) as an axis label; the site's local time is taken as it is written. */
export const timeLabel = (time: string, interval: string, long = false): string => {
  const date = new Date(`${time.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) {
    return time;
  }
  if (interval === 'hour') {
    const hour = time.slice(11, 16) || '00:00';
    return long ? `${weekdayLabel.format(date)}, ${hour}` : hour;
  }
  if (interval === 'month') {
    return monthLabel.format(date);
  }
  return long ? weekdayLabel.format(date) : dayLabel.format(date);
};
