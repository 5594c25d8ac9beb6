/** What a page sees of the snippet: the types of the module. Nothing here reaches the scripts. */
import type { WireEvent } from './wire.js';

export type { WireEvent };

/** Typed properties of an event: at most 30, keys up to 64 and texts up to 512 characters. */
export type Properties = Record<string, string | number | boolean | null | undefined>;

/** What an event earned. */
export interface Revenue {
  /** Amount; negative only for the event `Refund`. */
  value?: number | string;
  /** ISO 4217, for example `EUR`. */
  currency?: string;
  /** Your id of the order: the same order sent again counts once. */
  order?: string;
}

/** `none` sends nothing; `aggregate` is counted without a visitor; `cookieless` knows the visitor for a day; `full` keeps an id in localStorage. */
export type ConsentLevel = 'none' | 'aggregate' | 'cookieless' | 'full';

/** What may be switched off. */
export type Feature = 'outbound' | 'downloads' | 'forms' | 'tags' | 'vitals';

export interface Collector {
  /** Sends an event of your own. */
  (name: string, properties?: Properties | null, revenue?: Revenue | null): void;
  /** Runs the function: at once, or, where the call waited in the queue, when the script has loaded. */
  (whenLoaded: () => void): void;
  /** Your id of the signed-in user, from here on; null forgets it. */
  identify(id: string | number | null): void;
  /** This browser sends nothing more from this website; `optOut(false)` undoes it. */
  optOut(out?: boolean): void;
  /** What the visitor agreed to, from here on. */
  consent(level: ConsentLevel): void;
}

export interface Options {
  /** Address of the collector, for example `https://stats.example.com/e`. */
  api: string;
  /** Name of the site. Default: the page's host. */
  site?: string;
  /** Whether the part after `#` names a page. Default: when the page is opened with `#/` or `#!/`. */
  hash?: boolean;
  /** Your id of the signed-in user. */
  id?: string;
  /** What is allowed until `consent()` is called. Default: what the site is set to. */
  consent?: ConsentLevel;
  /** Features not wanted. Default: none. */
  off?: Feature[];
  /** Endings that make a link a download, without the dot. Default: 26 usual ones. */
  downloads?: string[];
  /** Sees every event before it is sent and may change it; false drops it, and so does an error. */
  beforeSend?: (event: WireEvent) => boolean | void;
}
