/** What may wait for another attempt. Pure. */
import { Limit } from './limits';
import type { WireEvent } from './wire';

/** The request body: the events, each with its age in ms instead of its time. */
export const body = (events: WireEvent[]): string =>
  JSON.stringify(events.map((event) => ({ ...event, a: Date.now() - event.a })));

/** Cuts the list to the limits. */
export const fit = (events: WireEvent[]): WireEvent[] =>
  events[Limit.QueueItems] || body(events)[Limit.QueueLength] ? fit(events.slice(1)) : events;
