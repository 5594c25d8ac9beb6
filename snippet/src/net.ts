/** The only file that calls the network. Failed sends wait in sessionStorage and keep their id and time. */
import { level } from './consent';
import { attempt, guard, on } from './browser';
import { Limit, Store } from './limits';
import { body, fit } from './outbox';
import type { WireEvent } from './wire';

let api: string | URL;
let wait: number = Limit.FirstWait;
let timer: number | undefined;

/** What waits for another attempt. */
export let kept: WireEvent[] = [];

/** Takes up what an earlier page of this tab could not send. */
export const connect = (address: string | URL): void => {
  api = address;
  attempt(() => {
    kept = fit(JSON.parse(sessionStorage[Store.Queue]));
  });
  retry();
  on('online', retry);
};

/** Sends one event; `leaving` uses a beacon, which the browser finishes after the page is gone. */
export const send = (event: WireEvent, leaving?: unknown): void => {
  (leaving && navigator.sendBeacon(api, body([event]))) || post([event]);
};

/** Sends what waits, where it is allowed. */
export const retry = (): void => {
  if (kept[0] && (!FULL || level != 0)) {
    wait *= 2;
    post(kept);
  }
};

// A string body is text/plain: the browser asks no preflight.
const post = (events: WireEvent[]): unknown =>
  fetch(api, { method: 'POST', body: body(events), keepalive: 1 as any, credentials: 'omit' }).then(
    (response) => settle(events, response.status > 428),
    () => settle(events, 1),
  );

/** These events are through, or with `failed` they wait for another attempt. */
export const settle = (events: WireEvent[], failed?: unknown): void => {
  if (!failed) {
    wait = Limit.FirstWait;
  }
  if (failed || kept[0]) {
    kept = fit(kept.filter((event) => !events.includes(event)).concat(failed ? events : []));
    attempt(() => {
      sessionStorage[Store.Queue] = JSON.stringify(kept);
    });
  }
  clearTimeout(timer);
  if (kept[0] && wait <= Limit.LastWait) {
    timer = setTimeout(guard(retry), wait);
  }
};
