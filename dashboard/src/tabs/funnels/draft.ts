/** A funnel while it is edited. Pure. */
import { own, type State } from '../../address/state';
import type { FunnelSettings } from '../../api';
import type { Key } from '../../i18n/language';
import { type Pattern, parsePattern, patternText } from '../../report/pattern';

export const Roles = ['step', 'optional', 'not'] as const;

/** step: must be taken; optional: may be left out; not: must not happen between the steps around it. */
export type Role = (typeof Roles)[number];

export interface Entry {
  /** Tells the entries of a draft apart while they are moved. */
  key: number;
  role: Role;
  pattern: Pattern;
}

export interface Draft {
  entries: Entry[];
  window: string;
  order: string;
  unit: string;
}

export const Orders = ['ordered', 'strict', 'any'] as const;

export const Units = ['visitor', 'visit'] as const;

export const WindowUnits = ['s', 'm', 'h', 'd'] as const;

export const DefaultWindow = '1d';

const MostSteps = 12;

const prefixes: Record<Role, string> = { step: '', optional: 'optional:', not: 'not:' };

export const roleOf = (text: string): Role => (text.startsWith(prefixes.optional) ? 'optional' : text.startsWith(prefixes.not) ? 'not' : 'step');

/** A step as the reports name it, without what is before its kind. */
export const bare = (text: string): string => text.slice(prefixes[roleOf(text)].length);

const emptyPattern = (kind: Pattern['kind']): Pattern => ({ kind, value: '', filters: [] });

let made = 0;

export const entry = (role: Role, pattern: Pattern = emptyPattern('page')): Entry => ({ key: ++made, role, pattern });

export const entryText = ({ role, pattern }: Entry): string => prefixes[role] + patternText({ ...pattern, value: pattern.value.trim() });

export const draftOf = (settings: Partial<Omit<FunnelSettings, 'name'>>): Draft => ({
  entries: settings.steps?.length ? settings.steps.map((text) => entry(roleOf(text), parsePattern(bare(text)) ?? emptyPattern('page'))) : [entry('step'), entry('step', emptyPattern('event'))],
  window: settings.window || DefaultWindow,
  order: settings.order || Orders[0],
  unit: settings.unit || Units[0],
});

/** What the address says by hand; without steps there is nothing. */
export const written = (state: State): Omit<FunnelSettings, 'name'> => ({ steps: [...(state.own['step'] ?? [])], window: own(state, 'window'), order: own(state, 'order'), unit: own(state, 'unit') });

/** The draft as parameters of the address. */
export const parameters = (draft: Draft): Record<string, string[]> => ({
  step: draft.entries.map(entryText),
  window: draft.window === DefaultWindow ? [] : [draft.window],
  order: draft.order === Orders[0] ? [] : [draft.order],
  unit: draft.unit === Units[0] ? [] : [draft.unit],
});

export const NoParameters: Record<string, string[]> = { step: [], window: [], order: [], unit: [] };

/** What has to be changed before the funnel can be counted; null when nothing. The same rules as the report's. */
export const fault = ({ entries, order }: Draft): Key | null => {
  const steps = entries.filter(({ role }) => role !== 'not');
  if (steps.length < 2 || steps.length > MostSteps) {
    return 'funnel.fault.count';
  }
  if (entries.some(({ pattern }) => pattern.value.trim() === '')) {
    return 'funnel.fault.value';
  }
  if (entries[0]!.role !== 'step' || entries.at(-1)!.role !== 'step') {
    return 'funnel.fault.ends';
  }
  if (order === 'any' && entries.some(({ role }) => role === 'optional')) {
    return 'funnel.fault.optional';
  }
  return order !== 'ordered' && entries.some(({ role }) => role === 'not') ? 'funnel.fault.not' : null;
};
