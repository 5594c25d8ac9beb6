/** What columns, dimensions and values are called in the language that is shown. */
import { type Key, language, locale } from '../i18n/language';
import { t } from '../i18n/t';
import type { Column, Note } from './report';

const metric = (name: string) => language().metrics?.[name as keyof NonNullable<ReturnType<typeof language>['metrics']>];

export const columnTitle = (column: Column): string => {
  const known = `column.${column.name}` as Key;
  return metric(column.name)?.title ?? (known in language().strings ? t(known) : column.title);
};

/** What the number means; '' when nobody says. */
export const columnDefinition = (column: Column): string => metric(column.name)?.definition ?? column.definition ?? '';

/** Dimensions that a filter may name, in the order of the filter form. */
export const Dimensions = [
  'page', 'entry_page', 'exit_page', 'title', 'hostname', 'event', 'goal', 'source', 'channel', 'referrer', 'utm_source', 'utm_medium', 'utm_campaign', 'utm_content',
  'utm_term', 'country', 'region', 'city', 'device', 'browser', 'browser_version', 'os', 'os_version', 'screen', 'language',
] as const;

export type DimensionName = (typeof Dimensions)[number];

const PropertyPrefix = 'prop.';

export const dimensionTitle = (name: string): string => {
  const known = `dimension.${name === 'path' ? 'page' : name}` as Key;
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
  return texts?.[value as keyof typeof texts] ?? texts?.[value.toLowerCase() as keyof typeof texts] ?? (value === 'tv' ? 'TV' : value[0]!.toUpperCase() + value.slice(1));
};

/** A note of a report; in English with its figures, in other languages in general words. */
export const noteText = (note: Note): string => {
  const texts = language().values;
  return texts?.[`note.${note.code}` as keyof typeof texts] ?? note.text;
};
