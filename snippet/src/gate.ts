/** What stands between an event and the network: consent and the page's own hook. Full script only. */
import type { Options } from './api';
import { attempt } from './browser';
import { firstId, level } from './consent';
import { send } from './net';
import type { WireEvent } from './wire';

/** The module's function, or the name of the page's. */
export type Hook = string | Options['beforeSend'];

let hook: Hook;

export const setHook = (given: Hook): void => {
  hook = given;
};

/** Sends the event unless consent or the hook forbids it. A hook that fails or is missing forbids: it may be there to hide something. */
export const pass = (event: WireEvent, leaving?: unknown): void =>
  attempt(() => {
    event.k = level;
    event.f = firstId;
    if (level != 0 && (!hook || (typeof hook == 'string' ? (window as any)[hook] : hook)(event) !== false)) {
      send(event, leaving);
    }
  });
