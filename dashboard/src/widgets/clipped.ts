import { isRightToLeft } from '../i18n/language';

/** About the width of a letter in a drawing, in CSS pixels. */
const Letter = 6.6;

/** A text cut to a width; of a path the end says more than the beginning. */
export const clipped = (text: string, width: number): string => {
  const room = Math.max(2, Math.floor(width / Letter));
  const cut = text.length <= room ? text : text.startsWith('/') ? `…${text.slice(1 - room)}` : `${text.slice(0, room - 1)}…`;
  // In a drawing of a right-to-left page a path must keep its own order.
  return isRightToLeft() ? `\u2068${cut}\u2069` : cut;
};
