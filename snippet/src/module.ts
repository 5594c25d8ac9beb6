/** The module for bundlers: everything, started by a call. Importing it does nothing, so it may be imported on a server too. */
import type { Collector, Options } from './api.js';
import { guard } from './browser';
import { start } from './collector';

export type * from './api.js';

/** Where there is no page, and where the browser refuses all, calls do nothing. */
const nothing: Collector = Object.assign(() => {}, { identify: () => {}, optOut: () => {}, consent: () => {} });

/** Starts the collector and returns it; it is `window.collector` too. The second call returns the first's. */
export const init = (options: Options): Collector => {
  if (typeof window == 'undefined') {
    return nothing;
  }
  guard(start)({ ...options, hash: options.hash ? '' : undefined, off: options.off?.join(), downloads: options.downloads?.join('|') }, options.api);
  return window.collector?.optOut ? window.collector : nothing;
};
