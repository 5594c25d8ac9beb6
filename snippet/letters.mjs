// Gives the one-letter names of a minified script to one another, as long as gzip finds it shorter. A name is changed to the same letter
// wherever it stands, in every scope, so the script means what it did.
import { gzipSync } from 'node:zlib';

const Token = /"(?:[^"\\]|\\.)*"|(?<=[(,=:?&|!;{}])\/(?:[^/\\[]|\\.|\[[^\]]*\])+\/\w*|\.{3}|\??\.(?=[A-Za-z])|[\w$]+|[^]/g;
const Letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_'];
const Trials = 4_000;

/** Text and patterns that the tokens above do not know; the minifier writes them only where it must. */
const Unread = /['`]|return\//;

export const giveLetters = (script) => {
  if (Unread.test(script)) {
    throw new Error(`letters.mjs cannot read ${Unread.exec(script)[0]} in the script.`);
  }
  const tokens = script.match(Token);
  const isName = (token, i) =>
    /^[a-z$_]$/i.test(token) && !/^\??\.$/.test(tokens[i - 1]) && !(/^[{,]$/.test(tokens[i - 1]) && tokens[i + 1] === ':');
  const places = tokens.flatMap((token, i) => (isName(token, i) ? [i] : []));
  const given = Object.fromEntries(Letters.map((letter) => [letter, letter]));
  const write = () => {
    const written = [...tokens];
    places.forEach((i) => (written[i] = given[tokens[i]]));
    return written.join('');
  };
  const size = () => gzipSync(write(), { level: 9 }).length;

  // The same numbers in every build.
  let seed = 1;
  const draw = () => Letters[(seed = (seed * 48_271) % 2_147_483_647) % Letters.length];
  for (let trial = 0, best = size(); trial < Trials; trial++) {
    const [a, b] = [draw(), draw()];
    [given[a], given[b]] = [given[b], given[a]];
    const now = size();
    if (now > best) {
      [given[a], given[b]] = [given[b], given[a]];
    } else {
      best = now;
    }
  }
  return write();
};
