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

export type Interval = 'hour' | 'day' | 'week' | 'month';

/** About how many days the state asks for; what "all" is, only the collector knows. */
const days = (state: State): number => {
  const named: Record<string, number> = { today: 1, yesterday: 1, '7d': 7, '28d': 28, '30d': 30, mtd: 30, '12mo': 365, all: 1_000 };
  return state.period ? named[state.period]! : length(state.from, state.to);
};

/** The intervals that draw a readable line, finest first. */
export const intervals = (state: State): Interval[] => {
  const asked = days(state);
  return [...(asked <= 7 ? (['hour'] as const) : []), ...(asked > 1 && asked <= 400 ? (['day'] as const) : []), ...(asked > 13 ? (['week'] as const) : []), ...(asked > 59 ? (['month'] as const) : [])];
};

/** The interval when nobody chose one: hours for a day, months for a year, days otherwise. */
export const usualInterval = (state: State): Interval => {
  const asked = days(state);
  return asked < 3 ? 'hour' : asked > 180 ? 'month' : 'day';
};
