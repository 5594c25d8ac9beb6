/** What the visitor agreed to, and the first-party id that goes with full consent. Full script only. */
import { attempt, randomId } from './browser';

const Levels = ['none', 'aggregate', 'cookieless', 'full'];
const Key = 'collector-id';

/** 0 none, 1 aggregate, 2 cookieless, 3 full. */
export let level = 2;
/** The id; only with full consent. Digits and dashes, 128 random bits. */
export let firstId: string | undefined;

/** Takes what the tag says; consent that an earlier page was given stands above it. */
export const readConsent = (said: string | undefined): void => {
  if (said != null) {
    level = rank(said);
  }
  attempt(() => {
    if (localStorage[Key]) {
      setConsent('full');
    }
  });
};

/** Sets the level, and makes or removes the id; true when the visitor now agrees to less. */
export const setConsent = (name: string): boolean => {
  const before = level;
  level = rank(name);
  firstId = undefined;
  attempt(() => {
    if (level > 2) {
      firstId = localStorage[Key] ||= randomId();
    } else {
      localStorage.removeItem(Key);
    }
  });
  return level < before;
};

/** A word nobody knows is none; a browser with Global Privacy Control never keeps an id. */
const rank = (name: string): number =>
  Math.min(Math.max(0, Levels.indexOf(name)), (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl ? 2 : 3);
