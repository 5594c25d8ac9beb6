// Type-checks, bundles and measures the snippet: node snippet/build.mjs OUT → OUT/s.js (everything), OUT/s.core.js, OUT/module (for bundlers).
// Fails on a type error or above a size budget.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { giveLetters } from './letters.mjs';

/** Bytes of gzip -9 that the scripts may have: 1.5 and 3.0 kB. */
const Budgets = { 's.core.js': 1500, 's.js': 3000 };

/** What letters.mjs cannot read is written otherwise: names that are keys at the same time, and names inside text. */
const ForLetters = { 'object-extensions': false, 'template-literal': false };

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
const module = join(out, 'module');
rmSync(module, { recursive: true, force: true });
mkdirSync(module, { recursive: true });

// The check writes the module's types, too; only those that its users see are kept.
const types = join(out, 'types');
const tsc = spawnSync(process.execPath, [join(here, '../node_modules/typescript/bin/tsc'), '-p', here, '--outDir', types], { stdio: 'inherit' });
if (tsc.status !== 0) {
  process.exit(1);
}
for (const name of ['module', 'api', 'wire']) {
  copyFileSync(join(types, `${name}.d.ts`), join(module, `${name}.d.ts`));
}
rmSync(types, { recursive: true });
copyFileSync(join(here, 'package.json'), join(module, 'package.json'));

const bundle = (entry, outfile, full, options) =>
  buildSync({
    entryPoints: [join(here, 'src', entry)],
    outfile,
    bundle: true,
    target: 'es2021',
    legalComments: 'none',
    define: { FULL: `${full}` },
    tsconfigRaw: {},
    ...options,
  });
bundle('script.ts', join(out, 's.core.js'), false, { minify: true, format: 'iife', supported: ForLetters });
bundle('script.ts', join(out, 's.js'), true, { minify: true, format: 'iife', supported: ForLetters });
bundle('module.ts', join(module, 'module.js'), true, { format: 'esm' });

for (const [name, budget] of Object.entries(Budgets)) {
  const bytes = Buffer.from(giveLetters(readFileSync(join(out, name), 'utf8')));
  writeFileSync(join(out, name), bytes);
  const gzip = gzipSync(bytes, { level: 9 }).length;
  console.log(`${name}: ${bytes.length} B raw, ${gzip} B gzip -9, ${brotliCompressSync(bytes).length} B brotli (budget ${budget} B gzip)`);
  if (gzip > budget) {
    console.error(`${name} is ${gzip - budget} B above its gzip budget: make it smaller, or raise the budget in snippet/build.mjs and say why in docs/decisions/.`);
    process.exitCode = 1;
  }
}
