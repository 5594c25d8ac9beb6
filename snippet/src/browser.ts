/** The few things asked of the browser, each safe where the browser refuses. */

/** Wraps a callback so that nothing it throws reaches the page. */
export const guard = <A extends unknown[]>(action: (...args: A) => void) => (...args: A): void => {
  try {
    action(...args);
  } catch {
    // The page goes on; the event is lost.
  }
};

/** Runs something the browser may refuse, like storage in a locked-down frame. */
export const attempt = (action: () => void): void => guard(action)();

/** Listens to events of the target and of all below it; none of the events we name can be held up by a listener. */
export const on = (types: string, action: (event: Event) => unknown): unknown =>
  types.split(' ').map((type) => addEventListener(type, guard(action), true));

/** 128 random bits as four numbers, in the alphabet of base64url. (randomUUID is missing on plain http pages.) */
export const randomId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

/** `Store.Off` as the consent of the full script sees it; a reference to the enum would stay in the core. */
export const OffKey = 'collector-off';
