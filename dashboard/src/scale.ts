/** Axis arithmetic. Pure. */

/** Round steps from 0 to at least `max`: three to five lines. For whole numbers no step is below 1. */
export const ticks = (max: number, whole: boolean): number[] => {
  const rough = Math.max(max, whole ? 1 : 1e-9) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const nice = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((step) => step >= rough) ?? rough;
  const step = whole ? Math.max(1, Math.ceil(nice)) : nice;
  const count = Math.max(1, Math.ceil(max / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
};

/** Which of n labels to write so that at most `room` stand side by side; the last is always among them. */
export const labelled = (n: number, room: number): Set<number> => {
  const every = Math.max(1, Math.ceil(n / room));
  return new Set(Array.from({ length: n }, (_, index) => index).filter((index) => (n - 1 - index) % every === 0));
};
