/** What may wait for another attempt. Pure. */
import { Limit } from './limits';
import type { WireEvent } from './wire';

/** The request body: the events, each with its age in ms instead of its time. */
export const body = (events: WireEvent[], now: number): string =>
  JSON.stringify(events.map((event) => ({ ...event, a: now - event.a })));

/** Cuts the list to the limits. */
export const fit = (events: WireEvent[]): WireEvent[] => {
  while (events.length > Limit.QueueItems || body(events, 0).length > Limit.QueueLength) {
    events.shift();
  }
  return events;
};
