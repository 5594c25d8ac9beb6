/** Tells when a page changes its address without loading: the Navigation API where it exists, else the history methods. */
import { guard, on } from './browser';

/** Calls back after each change of the current entry, with a word that begins with r when it was replaced; the address may be the same. */
export const onRouteChange = (changed: (kind: any) => void): void => {
  if (window.navigation) {
    navigation.addEventListener('currententrychange', guard((event) => changed(event.navigationType)));
  } else {
    'pushState replaceState'.split(' ').map((name) => {
      const original = history[name as 'pushState'];
      history[name as 'pushState'] = (...args) => {
        original.apply(history, args);
        guard(changed)(name);
      };
    });
    on('popstate hashchange', changed);
  }
};
