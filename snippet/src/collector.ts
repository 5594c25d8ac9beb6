/** Page views, engagement and custom events of one page. Nothing here may throw into the page or delay it. */
import type { Collector, Properties, Revenue } from './api';
import { OffKey, attempt, guard, on, randomId } from './browser';
import { tick } from './clock';
import { keep, level, readConsent, setConsent } from './consent';
import { pass, setHook, type Hook } from './gate';
import { Limit } from './limits';
import { watchLinks } from './links';
import { onRouteChange } from './navigation';
import { connect, forget, retry, send } from './net';
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

export const start = (settings: Settings, api: string | URL): void => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const visible = () => !document.hidden;
  const engaged = (isInput?: boolean) => tick(performance.now(), visible() && document.hasFocus(), isInput);
  const byHash = settings.hash != null || /#!?\//.test(location.hash);
  const address = () => (byHash ? location.href : location.href.split('#')[0]!);

  let user: WireEvent['id'] = settings.id;
  let view: string;
  let url: string;
  let referrer: string;
  /** Whether the view was ever in front of somebody: a tab in the background waits for that. */
  let seen: boolean;
  /** Whether its page view went out. */
  let sent: boolean;
  let bottom: number;
  let deepest: number;
  /** Engaged time that earlier reports and views have had. */
  let reported: number;
  const emit = (n: string, more: Partial<WireEvent>, leaving?: unknown): void => {
    let off;
    attempt(() => {
      off = localStorage[OffKey];
    });
    if (!off) {
      (FULL ? pass : send)(
        { s: settings.site || location.hostname, n, u: url, i: randomId(), pv: view, a: Date.now(), w: screen.width, z: zone, id: user, ...more },
        leaving,
      );
    }
  };

  const startView = (from: string): void => {
    view = randomId();
    url = address();
    referrer = from;
    sent = false;
    bottom = deepest = 0;
    // Arriving on a page is an input.
    reported = engaged(true);
    seen = visible();
  };

  const showView = (): void => {
    seen ||= visible();
    if (seen && !sent && (!FULL || level != 0)) {
      sent = true;
      emit('pageview', FULL ? { r: referrer, t: document.title, p: errorStatus() } : { r: referrer, t: document.title });
    }
  };

  const measure = (): void => {
    bottom = Math.max(bottom, scrollY + innerHeight);
  };

  /** Reports what is new. The first report always goes out, because any depth is deeper than none. */
  const report = (least: number, leaving?: unknown): void => {
    const fresh = Math.round(engaged() - reported);
    if (sent) {
      measure();
      const depth = Math.max(deepest, Math.min(100, Math.round((bottom / document.documentElement.scrollHeight) * 100)) || 1);
      if (fresh >= least || depth > deepest || (FULL && hasVitals && least < Limit.BlurLeast)) {
        deepest = depth;
        reported += fresh;
        emit('engagement', FULL ? { e: fresh, d: depth, p: least < Limit.BlurLeast ? takeVitals() : undefined } : { e: fresh, d: depth }, leaving);
      }
    }
  };

  /** The visitor is here and did something. */
  const active = (): void => {
    if (engaged(true) - reported >= Limit.LongRead) {
      report(Limit.Least);
    }
  };

  /** The view ends or pauses; with `leaving`, which may be the event that says so, the page may be gone in a moment. */
  const leave = (leaving?: unknown): void => {
    showView();
    report(Limit.Least, leaving);
  };

  const collector = guard((name: string | (() => void), p?: unknown, revenue?: Revenue | null, leaving?: boolean) => {
    if (FULL && typeof name == 'function') {
      return name();
    }
    showView();
    emit(name as string, { p, v: revenue?.value, c: revenue?.currency, o: revenue?.order, r: sent ? undefined : referrer }, leaving);
  }) as Collector & { (name: string, p: unknown, revenue: null, leaving: true): void };
  collector.identify = (value) => {
    user = value ?? undefined;
  };
  collector.optOut = guard((out) => {
    forget();
    localStorage[OffKey] = (out as unknown) == false ? '' : 1;
    if (FULL && level == 3) {
      keep(level);
    }
  });
  if (FULL) {
    collector.consent = guard((name) => {
      if (setConsent(name)) {
        forget();
      } else {
        retry();
      }
      showView();
    });
    setHook(settings.beforeSend);
    readConsent(settings.consent);
    const isOn = (feature: string) => !settings.off?.includes(feature);
    attempt(() => {
      if (isOn('vitals') && visible()) {
        watchVitals();
      }
    });
    watchLinks((name, p) => collector(name, p, null, true), isOn, settings.downloads);
  }

  const early = window.collector?.q;
  window.collector = collector;
  connect(api);
  if (FULL) {
    // A link on the page about privacy; without it this throws, and nothing happens.
    attempt(() => collector.optOut(/[?&]c_optout=([01])/.exec(location.search)![1] == '1'));
  }

  startView(document.referrer);
  showView();
  early?.forEach((call) => collector(...call));

  onRouteChange(() => {
    if (address() != url) {
      leave();
      startView(url);
      setTimeout(guard(showView), Limit.TitleDelay);
    }
  });
  on('pagehide', leave);
  on('visibilitychange', () => {
    if (visible()) {
      showView();
      active();
    } else {
      leave(1);
    }
  });
  on('pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) {
      startView(url);
      showView();
    }
  });
  // Fields inside the page lose focus too: only the page's own loss counts.
  on('blur', () => document.hasFocus() || report(Limit.BlurLeast));
  on('scroll', measure);
  on('focus pointerdown pointermove keydown scroll', active);
};
