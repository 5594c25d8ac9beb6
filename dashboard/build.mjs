// Type-checks and bundles the dashboard: node dashboard/build.mjs OUT → OUT/index.html and OUT/assets/*.
// The folder is served as it lies: index.html for the page addresses, /assets/* for the rest. app.js holds the shell; each tab,
// each language and the map are files of their own under assets/parts, named by their content, and loaded when they are needed.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { world } from './world.mjs';

/** Bytes of gzip -9 that the first view (page, style, shell, Overview, one language) may have together. */
const Budget = 150_000;

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
rmSync(join(out, 'assets'), { recursive: true, force: true });
mkdirSync(join(out, 'assets'), { recursive: true });

const tsc = spawnSync(process.execPath, [join(here, '../node_modules/typescript/bin/tsc'), '-p', here], { stdio: 'inherit' });
if (tsc.status !== 0) {
  process.exit(1);
}

const common = { bundle: true, minify: true, target: 'es2022', legalComments: 'none', logLevel: 'warning' };
const { metafile } = buildSync({
  ...common,
  entryPoints: { app: join(here, 'src/main.tsx') },
  outdir: join(out, 'assets'),
  chunkNames: 'parts/[name]-[hash]',
  format: 'esm',
  splitting: true,
  jsx: 'automatic',
  jsxImportSource: 'preact',
  metafile: true,
});
buildSync({ ...common, entryPoints: [join(here, 'styles/app.css')], outfile: join(out, 'assets/app.css') });
writeFileSync(join(out, 'assets/world.json'), JSON.stringify(world()));
copyFileSync(join(here, 'index.html'), join(out, 'index.html'));
copyFileSync(join(here, 'icon.svg'), join(out, 'assets/icon.svg'));

const zipped = (file) => gzipSync(readFileSync(file), { level: 9 }).length;
const outputs = Object.entries(metafile.outputs);

/** The file made from an entry and all that it imports before it can start. */
const needed = (entry, seen = new Set()) => {
  const [file, made] = outputs.find(([path, output]) => path === entry || output.entryPoint?.endsWith(entry)) ?? [];
  if (file && !seen.has(file)) {
    seen.add(file);
    made.imports.filter(({ kind }) => kind === 'import-statement').forEach(({ path }) => needed(path, seen));
  }
  return seen;
};
const first = new Set(['src/main.tsx', 'src/tabs/Overview.tsx', 'src/i18n/en/index.ts'].flatMap((entry) => [...needed(entry)]));
const size = [...first, join(out, 'index.html'), join(out, 'assets/app.css')].reduce((sum, file) => sum + zipped(file), 0);
console.log(`dashboard: first view ${size} B gzip -9 in ${first.size + 2} files (budget ${Budget} B); map ${zipped(join(out, 'assets/world.json'))} B, loaded when shown`);
if (size > Budget) {
  console.error('The first view is above its budget: make it smaller, load a part of it later, or raise the budget in dashboard/build.mjs.');
  process.exit(1);
}
