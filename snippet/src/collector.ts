/** Page views, engagement and custom events of one page. Nothing here may throw into the page or delay it. */
import type { Collector, Properties, Revenue } from './api';
import { attempt, guard, on, randomId } from './browser';
import { keep, level, readConsent, setConsent } from './consent';
import { pass, setHook, type Hook } from './gate';
import { Limit, Store } from './limits';
import { watchLinks } from './links';
import { onRouteChange } from './navigation';
import { connect, kept, retry, send, settle } from './net';
import { errorStatus } from './status';
import { hasVitals, takeVitals, watchVitals } from './vitals';
import type { WireEvent } from './wire';

/** The attributes of the tag, without `data-`; `beforeSend` is the name of the page's function, or from the module the function. */
interface Settings {
  site?: string;
  hash?: string;
  id?: string;
  consent?: string;
  off?: string;
  downloads?: string;
  beforeSend?: Hook;
}

declare global {
  interface Window {
    collector?: Collector & { q?: [string, Properties?, Revenue?][] };
  }
}

// The state stands here and not in a function: names of functions then repeat each other, which is what gzip likes.
let settings: Settings;
/** What of an address names no page. */
let noRoute: string | RegExp;
let view: string;
/** Address of the view. */
let url: string;
/** Address of the moment. It leads the view's by a query that was only replaced. */
let place: string;
/** Referrer of the view until its page view goes out; undefined says that it did. */
let referrer: string | undefined;
/** Waits for the title of a route. */
let timer: number | undefined;
/** Lowest visible edge of the view in px, and its deepest report in percent. */
let bottom: number;
let deepest: number;
/** Engaged ms that no report has had. */
let fresh: number;
/** Since when the visitor has been attentive, in ms; Infinity while that is not so. And until when without further input. */
let since: number;
let until: number;
/** Whether the visitor opted out; where nothing can be kept it holds for the page. */
let off: unknown;

/**
 * Books the time up to now, and returns the engaged ms that no report has had: attentive (visible and focused) with input in the last
 * five minutes. With `isInput` the visitor did something now: the five minutes begin anew.
 */
const engaged = (isInput?: unknown): number => {
  const now = performance.now();
  bottom = Math.max(bottom, scrollY + innerHeight);
  if (since < until) {
    fresh += Math.min(now, until) - since;
  }
  since = !document.hidden && document.hasFocus() ? now : Infinity;
  if (isInput) {
    until = now + Limit.Away;
  }
  return fresh;
};

const emit = (n: string, more: Partial<WireEvent>, leaving?: unknown): void => {
  attempt(() => {
    off = localStorage[Store.Off];
  });
  if (!off) {
    (FULL ? pass : send)(
      {
        s: settings.site || location.hostname,
        n,
        u: url,
        i: randomId(),
        pv: view,
        a: Date.now(),
        w: screen.width,
        // Temporal knows the zone; Intl loads its language data first, which costs a hundred times as much.
        z: (window as any).Temporal?.Now.timeZoneId() || Intl.DateTimeFormat().resolvedOptions().timeZone,
        id: settings.id,
        ...more,
      },
      leaving,
    );
  }
};

/** Begins a view; its page view goes out with `showView`. A view that never went out is forgotten. */
const startView = (from: string): void => {
  view = randomId();
  url = place = location.href.replace(noRoute, '');
  referrer = from;
  // Arriving on a page is an input.
  engaged(1);
  fresh = bottom = deepest = 0;
};

/** Sends the page view, once, and not before the page is in front; with `leaving` it was so until now. */
const showView = (leaving?: unknown): void => {
  if ((leaving || !document.hidden) && referrer != null && (!FULL || level != 0)) {
    emit('pageview', FULL ? { r: referrer, t: document.title, p: errorStatus() } : { r: referrer, t: document.title }, leaving);
    referrer = undefined;
  }
};

/** Reports what is new. The first report always goes out, because any depth is deeper than none. */
const report = (leaving?: unknown, least = Limit.Least): void => {
  const e = engaged() | 0;
  if (referrer == null) {
    const depth = Math.max(deepest, ((bottom / document.documentElement.scrollHeight) * 100 + 0.5) | 0 || 1);
    if (e >= least || depth > deepest || (FULL && hasVitals && least < Limit.BlurLeast)) {
      deepest = depth;
      fresh -= e;
      emit('engagement', FULL ? { e, d: depth, p: least < Limit.BlurLeast ? takeVitals() : undefined } : { e, d: depth }, leaving);
    }
  }
};

/** The visitor is here and did something. */
const active = (): void => {
  if (engaged(1) >= Limit.LongRead) {
    report();
  }
};

/** The page was in front until now, and may be gone in a moment. */
const leave = (): void => {
  showView(1);
  report(1);
};

export const start = (given: Settings, api: string | URL, early = window.collector): void => {
  if (early?.optOut) {
    return;
  }
  settings = { ...given };
  noRoute = settings.hash != null || /#!?\//.test(location as any) ? '' : /#.*/;

  const collector = guard((name: any, p?: unknown, revenue?: Revenue | null) => {
    // What has no name has no `call` either, and ends here.
    if (name.call) {
      name();
    } else {
      showView();
      emit(name, { p, v: revenue?.value, c: revenue?.currency, o: revenue?.order, r: referrer });
    }
  }) as Collector;
  collector.identify = (value) => {
    settings.id = value as any;
  };
  collector.optOut = guard((out) => {
    settle(kept);
    off = (out as unknown) == 0 ? '' : 1;
    // Where storage is blocked it ends here, with all that can be done.
    localStorage[Store.Off] = off;
    if (FULL && level == 3) {
      keep(level);
    }
  });
  if (FULL) {
    collector.consent = guard((name) => {
      if (setConsent(name)) {
        settle(kept);
      } else {
        retry();
      }
      showView();
    });
    setHook(settings.beforeSend);
    readConsent(settings.consent);
    // Another tab, or the page that was in front of this one, may have heard something else.
    on('storage pageshow', () => readConsent(undefined));
    const isOn = (feature: string) => !settings.off?.includes(feature);
    attempt(() => {
      if (isOn('vitals') && !document.hidden) {
        watchVitals();
      }
    });
    const track = (name: string, p: unknown) => {
      showView(true);
      emit(name, { p, r: referrer }, true);
    };
    watchLinks(track, isOn, settings.downloads);
  }

  window.collector = collector;
  connect(api);
  if (FULL) {
    // A link on the page about privacy; without it this throws, and nothing happens.
    attempt(() => collector.optOut(/[?&]c_optout=([01])/.exec(location.search)![1] == '1'));
  }

  startView(document.referrer);
  showView();
  early?.q?.map((call) => collector(...call));

  onRouteChange((kind) => {
    // Replacing only the query is how a page remembers a filter or half a word.
    const query = kind[0] == 'r' ? /\?[^#]*/g : '';
    if (place.replace(query, '') != (place = location.href.replace(noRoute, '')).replace(query, '')) {
      report();
      // A view that did not go out yet was passed through: the next one comes from where it came from.
      startView(referrer ?? url);
      clearTimeout(timer);
      timer = setTimeout(guard(showView), Limit.TitleDelay);
    }
  });
  // A hidden page has told all when it was hidden, or was never seen.
  on('pagehide', () => document.hidden || leave());
  on('pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) {
      // Whatever led to it has been counted.
      startView('');
      showView();
    }
  });
  on('visibilitychange', () => {
    if (document.hidden) {
      leave();
    } else {
      showView();
      active();
    }
  });
  // Fields inside the page lose focus too: only the page's own loss counts.
  on('blur', () => document.hasFocus() || report(0, Limit.BlurLeast));
  on('focus pointerdown pointermove keydown scroll', active);
};
