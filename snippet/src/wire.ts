/** One event as it goes over the wire to `POST /e`; the keys are those of docs/snippet.md. */
export interface WireEvent {
  /** Site, from data-site. */
  s: string;
  /** Event name. */
  n: string;
  /** Page address of the view, not of the moment of sending. */
  u: string;
  /** Event id, 128 bits: a retry counts once. */
  i: string;
  /** Page-view id, 128 bits. */
  pv: string;
  /** When it happened, Date.now(); sent as its age in ms. */
  a: number;
  /** Screen width in CSS pixels. */
  w: number;
  /** Browser's IANA time zone. */
  z: string;
  /** Consent: 0 none, 1 aggregate, 2 cookieless, 3 full. */
  k?: number;
  /** First-party id, with full consent only. */
  f?: string;
  /** The site's own user id, after identify(). */
  id?: string | number;
  /** Referrer. */
  r?: string;
  /** Title. */
  t?: string;
  /** Properties of an event; Web Vitals on an engagement report. */
  p?: unknown;
  /** Value, currency and order id of a custom event. */
  v?: unknown;
  c?: unknown;
  o?: unknown;
  /** Engaged milliseconds since the last report. */
  e?: number;
  /** Deepest scroll in percent. */
  d?: number;
}
