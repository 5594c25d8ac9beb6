/** Events to look for, as the API writes them: a kind, a colon, a value, filters in brackets. Pure. */

export const Kinds = ['page', 'event', 'goal', 'scroll', 'engaged'] as const;

export type Kind = (typeof Kinds)[number];

export interface Pattern {
  kind: Kind;
  value: string;
  /** Each a filter of an event, as in the address. */
  filters: readonly string[];
}

const LastFilter = /\[([^[\]=!~*]+(?:==|!=|~=|!~|\*=)[^[\]]*)\]$/s;

const Shape = /^(page|event|goal|scroll|engaged):(.*)$/s;

/** Null when the text is not a pattern: the address may hold anything. */
export const parsePattern = (text: string): Pattern | null => {
  const filters: string[] = [];
  let rest = text;
  for (let last = LastFilter.exec(rest); last; last = LastFilter.exec(rest)) {
    filters.unshift(last[1]!);
    rest = rest.slice(0, last.index);
  }
  const parts = Shape.exec(rest);
  return parts ? { kind: parts[1] as Kind, value: parts[2]!, filters } : null;
};

export const patternText = ({ kind, value, filters }: Pattern): string => `${kind}:${value}${filters.map((filter) => `[${filter}]`).join('')}`;
