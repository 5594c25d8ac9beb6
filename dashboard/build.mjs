// Type-checks and bundles the dashboard: node dashboard/build.mjs OUT → OUT/index.html, OUT/assets/app.js, OUT/assets/app.css.
// The folder is served as it lies: index.html for the page addresses, /assets/* for the rest.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';

/** Bytes of gzip -9 that script and style may have together. */
const Budget = 24_000;

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
mkdirSync(join(out, 'assets'), { recursive: true });

const tsc = spawnSync(process.execPath, [join(here, '../node_modules/typescript/bin/tsc'), '-p', here], { stdio: 'inherit' });
if (tsc.status !== 0) {
  process.exit(1);
}

const outputs = { 'assets/app.js': 'src/main.ts', 'assets/app.css': 'app.css' };
let size = 0;
for (const [file, entry] of Object.entries(outputs)) {
  const outfile = join(out, file);
  buildSync({ entryPoints: [join(here, entry)], outfile, bundle: true, minify: true, format: 'iife', target: 'es2022', legalComments: 'none', logLevel: 'warning' });
  size += gzipSync(readFileSync(outfile), { level: 9 }).length;
}
copyFileSync(join(here, 'index.html'), join(out, 'index.html'));
copyFileSync(join(here, 'icon.svg'), join(out, 'assets/icon.svg'));

console.log(`dashboard: ${size} B gzip -9 of script and style (budget ${Budget} B)`);
if (size > Budget) {
  console.error('The dashboard is above its budget: make it smaller, or raise the budget in dashboard/build.mjs.');
  process.exit(1);
}
