/** The state in the address as a hook, and the one way to change it. */
import { useEffect, useState } from 'preact/hooks';
import { type Change, changed, read, type State, write } from './state';

const Changed = 'address-changed';

export const current = (): State => read(new URL(location.href));

/** Where a change would lead; for links. */
export const linkTo = (change: Change): string => write(changed(current(), change));

/** Changes the address; the page follows. `quietly` leaves no step for the back button. */
export const go = (change: Change, quietly = false): void => {
  const address = linkTo(change);
  if (address !== location.pathname + location.search) {
    history[quietly ? 'replaceState' : 'pushState'](null, '', address);
    dispatchEvent(new Event(Changed));
  }
};

/** Follows a plain click on a link inside the page; a click with a modifier key stays the browser's. */
export const follow = (event: MouseEvent, change: Change): void => {
  if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    go(change);
  }
};

export const useAddress = (): State => {
  const [state, setState] = useState(current);
  useEffect(() => {
    const update = () => setState(current());
    addEventListener(Changed, update);
    addEventListener('popstate', update);
    return () => {
      removeEventListener(Changed, update);
      removeEventListener('popstate', update);
    };
  }, []);
  return state;
};
