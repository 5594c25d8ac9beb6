/** Web Vitals of a page that was loaded in front of somebody: LCP, INP, CLS, FCP, TTFB. Full script only. */
import { guard } from './browser';
import { Limit } from './limits';

/** The union of the few fields we read of five kinds of entries. */
type Entry = PerformanceNavigationTiming & { hadRecentInput: boolean; value: number; interactionId: number };
type Values = Record<string, number | undefined>;

const values: Values = {};
const interactions = new Map<number, number>();
const pending: (() => void)[] = [];

/** Whether there are values that nobody took yet. */
export let hasVitals = false;

/** Begins to watch. */
export const watchVitals = (): void => {
  let shift = 0;
  let shiftStart = 0;
  let shiftLast = 0;

  const watch = (type: string, action: (entry: Entry) => void): void => {
    // Browsers complain on the console of kinds they do not know.
    if (PerformanceObserver.supportedEntryTypes.includes(type)) {
      const take = (entries: PerformanceEntryList) => (entries as Entry[]).forEach(guard(action));
      const observer = new PerformanceObserver((list) => take(list.getEntries()));
      observer.observe({ type, buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
      pending.push(() => take(observer.takeRecords()));
    }
  };

  watch('navigation', (entry) => {
    values.ttfb = Math.round(entry.responseStart);
  });
  watch('paint', (entry) => {
    if (/content/.test(entry.name)) {
      values.fcp = Math.round(entry.startTime);
    }
  });
  watch('largest-contentful-paint', (entry) => {
    values.lcp = Math.round(entry.startTime);
    // Browsers that tell the largest paint tell layout shifts too, and none is a value.
    values.cls ||= 0;
  });
  watch('layout-shift', (entry) => {
    if (!entry.hadRecentInput) {
      // The worst burst: shifts less than 1 s apart, at most 5 s long.
      if (entry.startTime - shiftLast > 1_000 || entry.startTime - shiftStart > 5_000) {
        shift = 0;
        shiftStart = entry.startTime;
      }
      shiftLast = entry.startTime;
      shift += entry.value;
      values.cls = Math.max(values.cls || 0, Math.round(shift * 1e4) / 1e4);
    }
  });
  watch('event', (entry) => {
    const id = entry.interactionId;
    if (id && interactions.size < Limit.Interactions) {
      interactions.set(id, Math.max(interactions.get(id) || 0, entry.duration));
    }
  });

  hasVitals = true;
};

/** The values so far, once: times in whole ms, `cls` with four decimals, unknown ones missing. */
export const takeVitals = (): Values | undefined => {
  if (hasVitals) {
    hasVitals = false;
    pending.forEach((take) => take());
    // The 98th percentile: one interaction of fifty may be worse.
    values.inp = [...interactions.values()].sort((a, b) => b - a)[Math.floor(interactions.size / 50)];
    return values;
  }
  return undefined;
};
