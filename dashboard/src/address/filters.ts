/** Filters as the API writes them: dimension, operator, value. Pure. */

export const Operators = ['==', '!=', '*=', '~=', '!~'] as const;

export type Operator = (typeof Operators)[number];

export interface Filter {
  dimension: string;
  operator: Operator;
  value: string;
}

const Shape = /^([a-z_]+|prop\.[^=!~*]+)(==|!=|\*=|~=|!~)(.*)$/s;

/** Null when the text is not a filter: the address may hold anything. */
export const parseFilter = (text: string): Filter | null => {
  const parts = Shape.exec(text);
  return parts ? { dimension: parts[1]!, operator: parts[2] as Operator, value: parts[3]! } : null;
};

export const filterText = ({ dimension, operator, value }: Filter): string => `${dimension}${operator}${value}`;

/** The filters with one more; the same twice is once. */
export const withFilter = (filters: readonly string[], filter: Filter): string[] => [...new Set([...filters, filterText(filter)])];

/** The filters with one replaced, or removed when there is no other. */
export const replaced = (filters: readonly string[], old: string, next?: Filter): string[] => [
  ...new Set(filters.flatMap((filter) => (filter !== old ? [filter] : next ? [filterText(next)] : []))),
];

const Opposites: Record<Operator, Operator | null> = { '==': '!=', '!=': '==', '~=': '!~', '!~': '~=', '*=': null };

/** The filter that lets through exactly the rest; null when there is none. */
export const opposite = (filter: Filter): Filter | null => {
  const operator = Opposites[filter.operator];
  return operator && { ...filter, operator };
};
