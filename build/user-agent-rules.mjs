// Turns uap-core's regexes.yaml into user-agent-rules.tsv, which the collector embeds: reading YAML at every start would cost
// more than all the rest of the parser's start. Usage: node build/user-agent-rules.mjs OUTPUT
//
// The form: lines that begin with # are comments; every other line is one rule, in the order in which rules are tried, as
// tab-separated columns:
//   kind      ua, os or device
//   flags     i (ignore case) or empty
//   regex     as in uap-core
//   ua, os    family, major, minor, patch, patch-minor: the replacements
//   device    family, brand, model: the replacements
// Escapes: \\ backslash, \t tab, \n line feed, \r carriage return; a column that is exactly \N is an absent replacement.
// Same input, same bytes out.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parse } from 'yaml';

const require = createRequire(import.meta.url);
const source = require.resolve('uap-core/package.json').replace(/package\.json$/, '');
const version = JSON.parse(readFileSync(source + 'package.json', 'utf8')).version;
const rules = parse(readFileSync(source + 'regexes.yaml', 'utf8'));

const kinds = [
  { kind: 'ua', list: 'user_agent_parsers', columns: ['family_replacement', 'v1_replacement', 'v2_replacement', 'v3_replacement', 'v4_replacement'] },
  { kind: 'os', list: 'os_parsers', columns: ['os_replacement', 'os_v1_replacement', 'os_v2_replacement', 'os_v3_replacement', 'os_v4_replacement'] },
  { kind: 'device', list: 'device_parsers', columns: ['device_replacement', 'brand_replacement', 'model_replacement'] },
];

const escape = (text) =>
  text.replace(/[\\\t\n\r]/g, (c) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[c]);

const lines = [`# uap-core ${version}, Apache-2.0`];
for (const { kind, list, columns } of kinds) {
  for (const rule of rules[list]) {
    const unknown = Object.keys(rule).filter((key) => !['regex', 'regex_flag', ...columns].includes(key));
    if (unknown.length > 0 || typeof rule.regex !== 'string' || !['', 'i'].includes(rule.regex_flag ?? '')) {
      throw new Error(`${list}: cannot carry over the rule ${JSON.stringify(rule)}`);
    }
    const replacements = columns.map((name) => (rule[name] == null ? '\\N' : escape(String(rule[name]))));
    lines.push([kind, rule.regex_flag ?? '', escape(rule.regex), ...replacements].join('\t'));
  }
}
writeFileSync(process.argv[2], lines.join('\n') + '\n');
