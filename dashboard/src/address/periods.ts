/** Arithmetic of days. Days are texts such as 2026-11-22, without a zone. Pure. */
import type { State } from './state';

const DayMs = 86_400_000;

const ms = (day: string): number => Date.parse(`${day}T00:00:00Z`);

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => dayOf(ms(day) + days * DayMs);

/** Days in the range, both ends included. */
export const length = (from: string, to: string): number => Math.round((ms(to) - ms(from)) / DayMs) + 1;

/** Last day of the interval that begins on a day. */
export const endOf = (day: string, interval: string): string => {
  if (interval === 'week') {
    return addDays(day, 6);
  }
  if (interval === 'month') {
    const first = new Date(ms(day));
    return dayOf(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0));
  }
  return day;
};

/** Where an interval of the site's local time stands now. */
export const phase = (start: string, interval: Interval, timezone: string): 'over' | 'running' | 'ahead' => {
  // Sweden writes dates and times as the reports do.
  const now = new Date().toLocaleString('sv-SE', { timeZone: timezone }).replace(' ', 'T');
  if (interval === 'hour') {
    const [hour, current] = [start.slice(0, 13), now.slice(0, 13)];
    return hour < current ? 'over' : hour === current ? 'running' : 'ahead';
  }
  const today = now.slice(0, 10);
  return start.slice(0, 10) > today ? 'ahead' : endOf(start.slice(0, 10), interval) < today ? 'over' : 'running';
};

export type Interval = 'hour' | 'day' | 'week' | 'month';

/** How many days the state asks for; null for "all", which only the collector knows. */
export const daysOf = (state: State): number | null => {
  const named: Record<string, number | null> = { today: 1, yesterday: 1, '7d': 7, '28d': 28, '30d': 30, mtd: new Date().getDate(), '12mo': 365, all: null };
  return state.period ? named[state.period]! : length(state.from, state.to);
};

/** The intervals that draw a readable line over so many days, finest first. */
export const intervals = (asked: number): Interval[] => [
  ...(asked <= 7 ? (['hour'] as const) : []),
  ...(asked > 1 && asked <= 400 ? (['day'] as const) : []),
  ...(asked > 13 ? (['week'] as const) : []),
  ...(asked > 59 ? (['month'] as const) : []),
];

/** The interval when nobody chose one: hours for a day, months for a year, days otherwise. */
export const usualInterval = (asked: number): Interval => (asked < 3 ? 'hour' : asked > 180 ? 'month' : 'day');
