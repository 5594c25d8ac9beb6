/** The only file that calls the network. Failed sends wait in sessionStorage and keep their id and time. */
import { level } from './consent';
import { attempt, guard, on } from './browser';
import { Limit } from './limits';
import { body, fit } from './outbox';
import type { WireEvent } from './wire';

const Key = 'collector-q';

let api: string | URL;
let kept: WireEvent[] = [];
let wait: number = Limit.FirstWait;
let timer = 0;

/** Takes up what an earlier page of this tab could not send. */
export const connect = (address: string | URL): void => {
  api = address;
  attempt(() => {
    kept = fit(JSON.parse(sessionStorage[Key]));
  });
  retry();
  on('online', retry);
};

/** Sends one event; `leaving` uses a beacon, which the browser finishes after the page is gone. */
export const send = (event: WireEvent, leaving?: unknown): void => {
  if (!leaving || !navigator.sendBeacon(api, body([event], event.a))) {
    post([event]);
  }
};

/** Forgets what waits. */
export const forget = (): void => settle(kept);

/** Sends what waits, where it is allowed. */
export const retry = (): void => {
  timer = 0;
  if (kept[0] && (!FULL || level != 0)) {
    post(kept);
  }
};

const post = (events: WireEvent[]): void => {
  // A string body is text/plain: the browser asks no preflight.
  fetch(api, { method: 'POST', body: body(events, Date.now()), keepalive: true, credentials: 'omit' }).then(
    (response) => settle(events, /429|5../.test(response.status as never)),
    () => settle(events, true),
  );
};

const settle = (events: WireEvent[], failed?: boolean): void => {
  const before = kept.length;
  kept = kept.filter((event) => !events.includes(event));
  if (failed) {
    kept = fit(kept.concat(events));
  } else {
    wait = Limit.FirstWait;
  }
  if (before || failed) {
    attempt(() => {
      sessionStorage[Key] = JSON.stringify(kept);
    });
  }
  if (kept[0] && !timer && wait <= Limit.LastWait) {
    timer = setTimeout(guard(retry), wait);
    wait *= 2;
  }
};
