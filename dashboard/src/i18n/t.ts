/** Strings of the language that is shown. */
import { isRightToLeft, type Key, language, locale, type Plural } from './language';

export type Values = Record<string, string | number>;

const RightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Text of either direction inside a sentence keeps its own order; where all is left to right no marks are needed. */
export const isolated = (value: string): string => (isRightToLeft() || RightToLeft.test(value) ? `\u2068${value}\u2069` : value);

const filled = (message: string, values: Values): string =>
  message.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    return typeof value === 'number' ? new Intl.NumberFormat(locale()).format(value) : isolated(value);
  });

/** A message with its values filled in; one with plural forms needs the value `count`. */
export const say = (message: string | Plural, values: Values): string => {
  if (typeof message === 'string') {
    return filled(message, values);
  }
  const form = new Intl.PluralRules(locale()).select(Number(values['count']));
  return filled(message[form] ?? message.other, values);
};

/** The string of a key, with its values filled in. */
export const t = (key: Key, values: Values = {}): string => say(language().strings[key], values);
