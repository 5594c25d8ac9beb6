/** The one shape of every report (docs/reports-api.md, "Answers"). Pure. */
export type Value = string | number | null;

export interface Column {
  name: string;
  title: string;
  /** text, time, count, ratio, rate (0–1), seconds or money. */
  unit: string;
  /** What the number means; shown as a tooltip. */
  definition?: string | null;
}

export interface Row {
  [column: string]: Value | Row | undefined;
}

export interface Note {
  code: string;
  text: string;
  /** The figures of the text. */
  values?: Readonly<Record<string, string | number | Readonly<Record<string, number>>>>;
}

export interface Report {
  report: string;
  site: string;
  from: string;
  to: string;
  timezone: string;
  /** As they were asked for. */
  filters: string[];
  /** The other range; `until` says where it is cut beside one that is not over. */
  previous?: { from: string; to: string; until?: string };
  columns: Column[];
  rows: Row[];
  totals?: Row | null;
  notes?: Note[] | null;
}

export const number = (row: Row | null | undefined, column: string): number | null => {
  const value = row?.[column];
  return typeof value === 'number' ? value : null;
};

export const text = (row: Row | null | undefined, column: string): string => {
  const value = row?.[column];
  return value == null ? '' : String(value);
};

/** The row of the range that is compared with. */
export const previous = (row: Row | null | undefined): Row | null => {
  const value = row?.['previous'];
  return value !== null && typeof value === 'object' ? value : null;
};

/** How likely so large a change would be if nothing had changed (docs/metrics.md); undefined where that is not tested, null with too little data. */
export const significance = (row: Row, column: string): number | null | undefined => {
  const values = row['significance'];
  return values !== null && typeof values === 'object' && column in values ? number(values, column) : undefined;
};

/** The columns of a list that a report really has, in the order of the list. */
export const pick = (report: Report, names: readonly string[]): Column[] => names.flatMap((name) => report.columns.find((column) => column.name === name) ?? []);

/** The rows by what stands in a column, both in their order. */
export const grouped = (rows: readonly Row[], column: string): Row[][] => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = text(row, column);
    (groups.get(name) ?? groups.set(name, []).get(name)!).push(row);
  }
  return [...groups.values()];
};
