/** What the visitor agreed to, and the first-party id that goes with full consent. Full script only. */
import { OffKey, attempt, randomId } from './browser';
import { Limit } from './limits';

const Levels = ['none', 'aggregate', 'cookieless', 'full'];
const Key = 'collector-consent';

/** 0 none, 1 aggregate, 2 cookieless, 3 full; undefined as long as nobody said anything: then the site's setting counts. */
export let level: number | undefined;
/** The id: 96 random bits or more as digits and dashes, at most 32 of them. */
export let firstId: string | undefined;
/** When it was made; visits do not change that. */
let born: string | number | undefined;

/** A word that nobody knows is none. */
const rank = (name: string): number => Math.max(0, Levels.indexOf(name));

/** Takes what the tag says; what the visitor said on an earlier page stands above it, full consent as long as an id may live. */
export const readConsent = (said: string | undefined): void => {
  if (said != null) {
    level = rank(said);
  }
  attempt(() => {
    const [kept, since] = localStorage[Key].split('.');
    if (Date.now() - since > Limit.IdLife) {
      delete localStorage[Key];
    } else {
      keep(+kept[0], kept.slice(1), since);
    }
  });
};

/** Sets the level, and makes or removes the id; true when the visitor now agrees to less. */
export const setConsent = (name: string): boolean => {
  const before = level ?? 2;
  keep(rank(name), firstId, born);
  return level! < before;
};

/**
 * Remembers the level and the given or a new id: only with full consent, and neither against Global Privacy Control or Do Not Track nor for
 * who opted out. An id that cannot be kept is not used: it would count a visitor per page.
 */
export const keep = (next: number, id = '', since: string | number = Date.now()): void => {
  level = next;
  firstId = undefined;
  attempt(() => {
    if (next < 3 || localStorage[OffKey] || (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl || (navigator as { doNotTrack?: string }).doNotTrack == '1') {
      id = '';
    } else if (!id) {
      id = randomId().slice(0, 32);
      since = Date.now();
    }
    born = since;
    localStorage[Key] = id ? `${next}${id}.${since}` : next;
    firstId = id || undefined;
  });
};
