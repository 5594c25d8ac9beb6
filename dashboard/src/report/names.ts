/** What columns, dimensions and values are called in the language that is shown. */
import { parseFilter } from '../address/filters';
import { format, percent, Unknown } from '../i18n/format';
import { type Key, language, locale, type Plural } from '../i18n/language';
import { say, t, type Values } from '../i18n/t';
import type { ColumnText } from '../i18n/texts';
import type { Column, Note, Report } from './report';

/** The language's own words; those of the report before those that all reports share. None in English: the report brings them. */
const columnText = ({ report }: Report, { name }: Column): ColumnText | undefined => {
  const { reports, metrics } = language();
  const own = reports as Readonly<Record<string, Readonly<Record<string, ColumnText>>>> | null;
  const shared = metrics as Readonly<Record<string, ColumnText>> | null;
  return own?.[report]?.[name] ?? shared?.[name];
};

export const columnTitle = (report: Report, column: Column): string => columnText(report, column)?.title ?? column.title;

/** What the number means; '' when nobody says. */
export const columnDefinition = (report: Report, column: Column): string => columnText(report, column)?.definition ?? column.definition ?? '';

/** Dimensions that a filter may name, in the order of the filter form. */
export const Dimensions = [
  'page', 'entry_page', 'exit_page', 'title', 'hostname', 'event', 'goal', 'source', 'channel', 'referrer', 'utm_source', 'utm_medium', 'utm_campaign', 'utm_content',
  'utm_term', 'country', 'region', 'city', 'device', 'browser', 'browser_version', 'os', 'os_version', 'screen', 'language',
] as const;

export type DimensionName = (typeof Dimensions)[number];

const PropertyPrefix = 'prop.';

/** Other words for a dimension, which filters may use. */
const OtherWords: Readonly<Record<string, string>> = { path: 'page', name: 'event', campaign: 'utm_campaign' };

export const dimensionTitle = (name: string): string => {
  const known = `dimension.${OtherWords[name] ?? name}` as Key;
  return known in language().strings ? t(known) : name.startsWith(PropertyPrefix) ? t('property', { name: name.slice(PropertyPrefix.length) }) : name;
};

/** Intl throws on what is not a code, and visitors may send anything. */
const displayName = (type: 'region' | 'language', value: string): string => {
  try {
    return new Intl.DisplayNames(locale(), { type }).of(value) ?? value;
  } catch {
    return value;
  }
};

/** Dimensions whose values are a fixed list of the collector. */
const Fixed = new Set(['channel', 'device', 'screen']);

/** A value of a dimension as people read it; '' is "not known". */
export const valueLabel = (dimension: string, value: string): string => {
  if (value === '') {
    return t('value.unknown');
  }
  if (dimension === 'country') {
    return displayName('region', value);
  }
  if (dimension === 'language') {
    return displayName('language', value);
  }
  if (!Fixed.has(dimension) && !(dimension === 'source' && value === 'Direct')) {
    return value;
  }
  const texts = language().values;
  return texts[value as keyof typeof texts] ?? texts[value.toLowerCase() as keyof typeof texts] ?? (value === 'tv' ? 'TV' : value[0]!.toUpperCase() + value.slice(1));
};

/** A filter in words, for lists and pictures. */
export const filterLabel = (text: string): string => {
  const filter = parseFilter(text);
  return filter ? `${dimensionTitle(filter.dimension)} ${filter.operator} ${valueLabel(filter.dimension, filter.value)}` : text;
};

/** A word of the collector's own, such as a kind of bot, as people read it; the word itself where nobody says. */
export const ownWord = (list: 'kind' | 'reason' | 'geo', word: string): string => {
  const texts = language().values;
  return texts[`${list}.${word}` as keyof typeof texts] ?? word;
};

/** Several things in one sentence. */
export const listed = (parts: string[]): string => new Intl.ListFormat(locale(), { type: 'unit' }).format(parts);

/** A figure of a note: shares in percent, amounts in their currency. */
const figure = (name: string, value: NonNullable<Note['values']>[string]): string | number => {
  if (typeof value === 'object') {
    const parts = Object.entries(value).map(([key, part]) => (name === 'amounts' ? format(part, 'money', key) : `${ownWord('geo', key)} ${percent(part)}`));
    return listed(parts) || Unknown;
  }
  return name === 'share' ? percent(Number(value)) : value;
};

/** What a report says about its numbers, with its figures; a note may mean something else in a report or in a family of them (funnel_next: funnel). */
export const noteText = ({ report }: Report, note: Note): string => {
  const texts = language().notes as Readonly<Record<string, string | Plural>> | null;
  const known = texts?.[`${report.split('_')[0]}.${note.code}`] ?? texts?.[note.code];
  const values = Object.entries(note.values ?? {}).map(([name, value]) => [name, figure(name, value)]);
  return known ? say(known, Object.fromEntries(values) as Values) : note.text;
};
