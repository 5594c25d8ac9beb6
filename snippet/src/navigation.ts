/** Tells when a page changes its address without loading: the Navigation API where it exists, else the history methods. */
import { guard, on } from './browser';

/** Calls back after each change of the current entry; the address may be the same as before. */
export const onRouteChange = (changed: () => void): void => {
  const api: EventTarget | undefined = window.navigation;
  if (api) {
    on('currententrychange', changed, api);
  } else {
    for (const name of ['pushState', 'replaceState'] as const) {
      const original = history[name];
      history[name] = (...args) => {
        original.apply(history, args);
        guard(changed)();
      };
    }
    on('popstate hashchange', changed);
  }
};
