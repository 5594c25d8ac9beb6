/** The snippet: page views, engagement and custom events of one page. Nothing here may throw into the page or delay it. */
import { attempt, guard, on, randomId } from './browser';
import { tick } from './clock';
import { Limit } from './limits';
import { onRouteChange } from './navigation';
import { connect, forget, send } from './net';
import type { WireEvent } from './wire';

type Options = { value?: unknown; currency?: unknown; order?: unknown };
type Call = (name: string, props?: unknown, options?: Options | null) => void;
type Collector = Call & { q?: Parameters<Call>[]; identify: (id: unknown) => void; optOut: (out?: boolean) => void };

declare global {
  interface Window {
    collector?: Collector;
  }
}

const OffKey = 'collector-off';

const start = (tag: HTMLScriptElement): void => {
  const { site, api, hash } = tag.dataset;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const visible = () => !document.hidden;
  const engaged = (isInput?: boolean) => tick(performance.now(), visible() && document.hasFocus(), isInput);
  const byHash = hash != null || /#!?\//.test(location.hash);
  const address = () => (byHash ? location.href : location.href.split('#')[0]!);

  let user = tag.dataset.id;
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

  const emit = (n: string, more: Partial<WireEvent>, leaving?: boolean): void => {
    let off;
    attempt(() => {
      off = localStorage[OffKey];
    });
    if (!off) {
      send({ s: site || location.hostname, n, u: url, i: randomId(), pv: view, a: Date.now(), w: screen.width, z: zone, id: user, ...more }, leaving);
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
    if (seen && !sent) {
      sent = true;
      emit('pageview', { r: referrer, t: document.title });
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
      if (fresh >= least || depth > deepest) {
        deepest = depth;
        reported += fresh;
        emit('engagement', { e: fresh, d: depth }, leaving);
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

  const collector = guard((name, props, options) => {
    showView();
    emit(name, { p: props, v: options?.value, c: options?.currency, o: options?.order, r: sent ? undefined : referrer });
  }) as Collector;
  collector.identify = (value) => {
    user = value == null ? undefined : `${value}`;
  };
  collector.optOut = guard((out) => {
    forget();
    localStorage[OffKey] = out === false ? '' : 1;
  });

  const early = window.collector?.q;
  window.collector = collector;
  connect(api || new URL('/e', tag.src));

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

const tag = document.currentScript as HTMLScriptElement | null;
// A second copy of the tag stays silent.
if (tag && !window.collector?.optOut) {
  guard(start)(tag);
}
