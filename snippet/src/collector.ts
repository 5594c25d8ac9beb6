/** Page views, engagement and custom events of one page. Nothing here may throw into the page or delay it. */
import type { Collector, Options, Properties, Revenue } from './api';
import { attempt, guard, on, randomId } from './browser';
import { tick } from './clock';
import { firstId, level, readConsent, setConsent } from './consent';
import { Limit } from './limits';
import { watchLinks } from './links';
import { onRouteChange } from './navigation';
import { connect, forget, retry, send } from './net';
import { errorStatus } from './status';
import { watchVitals } from './vitals';
import type { WireEvent } from './wire';

/** The attributes of the tag, without `data-`; `beforeSend` is the name of the page's function, or from the module the function. */
interface Settings {
  site?: string;
  hash?: string;
  id?: string;
  consent?: string;
  off?: string;
  downloads?: string;
  beforeSend?: string | Options['beforeSend'];
}

declare global {
  interface Window {
    collector?: Collector & { q?: [string, Properties?, Revenue?][] };
  }
}

const OffKey = 'collector-off';

export const start = (settings: Settings, api: string | URL): void => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const visible = () => !document.hidden;
  const engaged = (isInput?: boolean) => tick(performance.now(), visible() && document.hasFocus(), isInput);
  const byHash = settings.hash != null || /#!?\//.test(location.hash);
  const address = () => (byHash ? location.href : location.href.split('#')[0]!);
  const isOn = (feature: string) => !settings.off?.includes(feature);

  let user = settings.id;
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
  /** Gives the Web Vitals, until they were given. */
  let vitals: ReturnType<typeof watchVitals> | undefined;

  const emit = (n: string, more: Partial<WireEvent>, leaving?: boolean): void => {
    let off;
    attempt(() => {
      off = localStorage[OffKey];
    });
    if (!off) {
      const event: WireEvent = { s: settings.site || location.hostname, n, u: url, i: randomId(), pv: view, a: Date.now(), w: screen.width, z: zone, id: user, ...more };
      if (!FULL) {
        send(event, leaving);
      } else if (level) {
        event.k = level;
        event.f = firstId;
        attempt(() => {
          const hook = settings.beforeSend;
          // A hook that fails or is missing loses the event: it may be there to hide something.
          if (!hook || (typeof hook == 'string' ? (window as any)[hook] : hook)(event) !== false) {
            send(event, leaving);
          }
        });
      }
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
    if (seen && !sent && (!FULL || level)) {
      sent = true;
      const head = { r: referrer, t: document.title };
      emit('pageview', FULL ? { ...head, p: errorStatus() } : head);
    }
  };

  const measure = (): void => {
    bottom = Math.max(bottom, scrollY + innerHeight);
  };

  /** Reports what is new. The first report always goes out, because any depth is deeper than none. */
  const report = (least: number, leaving?: boolean): void => {
    const fresh = Math.round(engaged() - reported);
    if (sent) {
      measure();
      const depth = Math.max(deepest, Math.min(100, Math.round((bottom / document.documentElement.scrollHeight) * 100)) || 1);
      const last = FULL && least < Limit.BlurLeast && vitals;
      if (fresh >= least || depth > deepest || last) {
        deepest = depth;
        reported += fresh;
        const news = { e: fresh, d: depth };
        emit('engagement', last ? { ...news, p: last() } : news, leaving);
        if (last) {
          vitals = undefined;
        }
      }
    }
  };

  /** The visitor is here and did something. */
  const active = (): void => {
    if (engaged(true) - reported >= Limit.LongRead) {
      report(Limit.Least);
    }
  };

  const leave = (): void => {
    showView();
    report(Limit.Least, true);
  };

  const track = (name: string, more: Partial<WireEvent>, leaving?: boolean): void => {
    showView();
    emit(name, { r: sent ? undefined : referrer, ...more }, leaving);
  };

  const collector = guard((name, props, revenue) => {
    track(name, { p: props, v: revenue?.value, c: revenue?.currency, o: revenue?.order });
  }) as Collector;
  collector.identify = (value) => {
    user = value == null ? undefined : `${value}`;
  };
  collector.optOut = guard((out) => {
    forget();
    localStorage[OffKey] = out === false ? '' : 1;
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
    readConsent(settings.consent);
    attempt(() => {
      if (isOn('vitals') && visible()) {
        vitals = watchVitals();
      }
    });
    watchLinks((name, p) => track(name, { p }, true), isOn, settings.downloads);
  }

  const early = window.collector?.q;
  window.collector = collector;
  connect(api);

  startView(document.referrer);
  showView();
  early?.forEach((call) => collector(...call));

  onRouteChange(() => {
    if (address() != url) {
      showView();
      report(Limit.Least);
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
      leave();
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
