/** Every number of the snippet. A const enum, so that the bundle holds the bare numbers. Times are ms. */
export const enum Limit {
  /** Silence after which a visitor counts as away (docs/snippet.md, "Engaged time"). */
  Away = 300_000,
  /** New engaged time worth a report: a page that goes away is told so twice, a millisecond apart. */
  Least = 50,
  /** Losing focus is reported only when this much engaged time is new. */
  BlurLeast = 3_000,
  /** A reader who never leaves is reported this often, in engaged time, so that the visit goes on. */
  LongRead = 600_000,
  /** Frameworks set the title after the address; a page view in a running page waits this long for it. */
  TitleDelay = 300,
  /** Interactions that the slowest is sought among. */
  Interactions = 500,
  /** Failed events that may wait; the oldest go first. */
  QueueItems = 20,
  /** Characters they may have together: at three bytes each less than 64 KB, the limit of a keepalive request and of the collector. */
  QueueLength = 21_000,
  /** A first-party id lives 390 days, less than any 13 months. */
  IdLife = 33_696_000_000,
  /** First wait before another attempt; doubles. */
  FirstWait = 2_000,
  /** Longest wait; after it only the next page, a success or a new network tries again. */
  LastWait = 64_000,
}

/** Keys in the browser's storages. */
export const enum Store {
  /** localStorage: set when the visitor wants no part in it. */
  Off = 'collector-off',
  /** sessionStorage: the events that wait for another attempt. */
  Queue = 'collector-q',
}
