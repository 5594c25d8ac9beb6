/** About the width of a letter in a drawing, in CSS pixels. */
const Letter = 6.6;

/** A text cut to a width; of a path the end says more than the beginning. */
export const clipped = (text: string, width: number): string => {
  const room = Math.max(2, Math.floor(width / Letter));
  return text.length <= room ? text : text.startsWith('/') ? `…${text.slice(1 - room)}` : `${text.slice(0, room - 1)}…`;
};
