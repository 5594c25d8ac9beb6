/**
 * Places the flows of a journeys report: a column for each stop, in it a box for each page, as high as its visits, and bands between
 * them. The report has already said which stop is in which column and cut the rest to "other", so a few sums are enough. Pure.
 */
import { number, type Row, text } from '../../report/report';

export interface Stop {
  column: number;
  label: string;
  visits: number;
  /** From the top, in CSS pixels. */
  y: number;
  height: number;
}

export interface Flow {
  from: Stop;
  to: Stop;
  visits: number;
  share: number | null;
  /** Middle of the band where it leaves and where it arrives. */
  y0: number;
  y1: number;
  thickness: number;
}

export interface Layout {
  columns: Stop[][];
  flows: Flow[];
}

/** Room between two stops, for the eye and for a label; more where a column has room left. */
const Gap = 14;
const WidestGap = 64;
const LowestStop = 3;

/** Ends and the rest stand below the pages. */
const last: Record<string, number> = { other: 1, entry: 2, exit: 3 };

const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);

const bySize = (a: Stop, b: Stop): number => (last[a.label] ?? 0) - (last[b.label] ?? 0) || b.visits - a.visits || (a.label < b.label ? -1 : 1);

/** @param backward Step 1 is the one that arrives at the end, the last column. */
export const layout = (rows: readonly Row[], backward: boolean, height: number): Layout => {
  const steps = Math.max(0, ...rows.map((row) => number(row, 'step') ?? 0));
  const columns: Map<string, Stop>[] = Array.from({ length: steps + 1 }, () => new Map());
  const stop = (column: number, label: string): Stop => {
    const found = columns[column]!.get(label) ?? { column, label, visits: 0, y: 0, height: 0 };
    columns[column]!.set(label, found);
    return found;
  };
  const flows = rows.map((row) => {
    const step = number(row, 'step') ?? 1;
    const column = backward ? steps - step : step - 1;
    return { from: stop(column, text(row, 'from')), to: stop(column + 1, text(row, 'to')), visits: number(row, 'visits') ?? 0, share: number(row, 'share'), y0: 0, y1: 0, thickness: 0 };
  });
  const sorted = columns.map((stops) => {
    for (const one of stops.values()) {
      one.visits = Math.max(sum(flows.filter(({ from }) => from === one).map(({ visits }) => visits)), sum(flows.filter(({ to }) => to === one).map(({ visits }) => visits)));
    }
    return [...stops.values()].sort(bySize);
  });
  const scale = Math.min(...sorted.filter((stops) => stops.length > 0).map((stops) => Math.max(40, height - (stops.length - 1) * Gap - stops.length * LowestStop) / Math.max(1, sum(stops.map(({ visits }) => visits)))));
  for (const stops of sorted) {
    stops.forEach((one) => (one.height = Math.max(LowestStop, one.visits * scale)));
    const free = height - sum(stops.map((one) => one.height));
    const gap = Math.max(Gap, Math.min(WidestGap, free / Math.max(1, stops.length - 1)));
    let y = 0;
    for (const one of stops) {
      one.y = y;
      y += one.height + gap;
    }
  }
  const left = new Map<Stop, number>();
  const arrived = new Map<Stop, number>();
  const take = (used: Map<Stop, number>, one: Stop, thickness: number): number => {
    const at = used.get(one) ?? one.y;
    used.set(one, at + thickness);
    return at + thickness / 2;
  };
  flows.forEach((flow) => (flow.thickness = Math.max(1, flow.visits * scale)));
  [...flows].sort((a, b) => a.to.y - b.to.y).forEach((flow) => (flow.y0 = take(left, flow.from, flow.thickness)));
  [...flows].sort((a, b) => a.from.y - b.from.y).forEach((flow) => (flow.y1 = take(arrived, flow.to, flow.thickness)));
  // Read from the first column on, in each from the top.
  flows.sort((a, b) => a.from.column - b.from.column || a.from.y - b.from.y || a.to.y - b.to.y);
  return { columns: sorted, flows };
};
