// Turns isbot's patterns into bot-rules.txt, which the collector embeds: one regex per line, matched without regard to case,
// unanchored unless it says so itself. Lines that begin with "# " are comments. Usage: node build/bot-rules.mjs OUTPUT
// Same input, same bytes out.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { list } = require('isbot');
const version = JSON.parse(readFileSync(require.resolve('isbot/package.json'), 'utf8')).version;

for (const pattern of list) {
  if (typeof pattern !== 'string' || pattern === '' || pattern.startsWith('# ') || /[\r\n]/.test(pattern)) {
    throw new Error(`cannot carry over the pattern ${JSON.stringify(pattern)}`);
  }
}
writeFileSync(process.argv[2], [`# isbot ${version}, Unlicense`, ...list].join('\n') + '\n');
