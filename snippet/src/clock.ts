/** Engaged time: attentive (visible and focused) with input in the last five minutes. Pure; the caller brings the time. */

import { Limit } from './limits';

let total = 0;
let since = 0;
let input = 0;
let attentive = false;

/**
 * Books the time up to now, notes whether the visitor is attentive from here on, and returns the page's total in ms.
 * With `isInput` the visitor did something now: the five minutes begin anew.
 */
export const tick = (now: number, isAttentive: boolean, isInput?: boolean): number => {
  if (attentive) {
    total += Math.max(0, Math.min(now, input + Limit.Away) - since);
  }
  since = now;
  attentive = isAttentive;
  if (isInput) {
    input = now;
  }
  return total;
};
