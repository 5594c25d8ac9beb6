// Type-checks, bundles and measures the snippet: node snippet/build.mjs OUT → OUT/s.js. Fails on a type error or above the size budget.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';

/** Bytes of gzip -9 that the snippet may have. */
const Budget = 1536;

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
mkdirSync(out, { recursive: true });

const tsc = spawnSync(process.execPath, [join(here, '../node_modules/typescript/bin/tsc'), '-p', here], { stdio: 'inherit' });
if (tsc.status !== 0) {
  process.exit(1);
}

const file = join(out, 's.js');
buildSync({ entryPoints: [join(here, 'src/main.ts')], outfile: file, bundle: true, minify: true, format: 'iife', target: 'es2020', legalComments: 'none', tsconfigRaw: {} });

const bytes = readFileSync(file);
const gzip = gzipSync(bytes, { level: 9 }).length;
console.log(`s.js: ${bytes.length} B raw, ${gzip} B gzip -9, ${brotliCompressSync(bytes).length} B brotli (budget ${Budget} B gzip)`);
if (gzip > Budget) {
  console.error(`s.js is ${gzip - Budget} B above its gzip budget: make it smaller, or raise the budget in snippet/build.mjs and say why in docs/decisions/0009-snippet.md.`);
  process.exit(1);
}
