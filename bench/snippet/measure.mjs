// What the snippet costs a visitor: main-thread time and bytes on the wire of one scripted visit, median of several.
// Times are CPU time of the main thread, so that other work of the machine does not count. After a build: node bench/snippet/measure.mjs [RUNS [FOLDER]]
// FOLDER has the scripts of another build, to compare.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { startChromium } from './chromium.mjs';

const runs = Number(process.argv[2] ?? 9);
const folders = [join(dirname(fileURLToPath(import.meta.url)), '../../artifacts/assets'), ...process.argv.slice(3)];
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** A server on a port of its own, so that the bytes of its connections are those of one kind of request. */
const serve = async (answer) => {
  const sockets = [];
  const server = createServer(answer).on('connection', (socket) => sockets.push(socket));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    take: () => {
      const bytes = sockets.reduce((sum, socket) => ({ up: sum.up + socket.bytesRead, down: sum.down + socket.bytesWritten }), { up: 0, down: 0 });
      const before = sockets.before ?? { up: 0, down: 0 };
      sockets.before = bytes;
      return { up: bytes.up - before.up, down: bytes.down - before.down };
    },
    stop: () => server.close(() => {}) && server.closeAllConnections(),
  };
};

const page = (tag) => `<!doctype html><title>A page</title>${tag}<body style="height:5000px"><a href="http://localhost:1/" onclick="return false">Out</a><button>Press</button>`;

const visit = async (chromium, pages, scripts, events, tag, throttle) => {
  const { targetId } = await chromium.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await chromium.send('Target.attachToTarget', { targetId, flatten: true });
  const tab = (method, params) => chromium.send(method, params, sessionId);
  const run = (expression) => tab('Runtime.evaluate', { expression, awaitPromise: true });
  const trace = [];
  const stopListening = chromium.listen(({ method, params }) => method === 'Tracing.dataCollected' && trace.push(...params.value));
  await tab('Page.enable');
  await tab('Network.setCacheDisabled', { cacheDisabled: true });
  await tab('Emulation.setCPUThrottlingRate', { rate: throttle });
  scripts.take();
  events.take();
  events.requests = events.events = 0;
  await tab('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['devtools.timeline'] } });

  const loaded = chromium.once('Page.loadEventFired');
  await tab('Page.navigate', { url: `${pages.address}/?${encodeURIComponent(tag)}` });
  await loaded;
  await pause(200);
  for (let i = 0; i < 60; i++) {
    await tab('Input.dispatchMouseEvent', { type: 'mouseMoved', x: 100 + i, y: 300 });
  }
  await run('(async () => { for (let i = 0; i < 30; i++) { scrollTo(0, i * 100); await new Promise(requestAnimationFrame); } scrollTo(0, 0); })()');
  await run("document.querySelector('a').click(); document.querySelector('button').click()");
  await run("history.pushState(null, '', '/second')");
  await pause(400);
  await run("collector && collector('Purchase', { items: 2 }, { value: 62.5, currency: 'EUR', order: 'A-1' })").catch(() => {});
  await tab('Page.navigate', { url: 'about:blank' });
  await pause(300);

  const complete = chromium.once('Tracing.tracingComplete');
  await tab('Tracing.end');
  await complete;
  stopListening();
  await chromium.send('Target.closeTarget', { targetId });
  const ours = trace.filter((event) => event.tdur && event.args?.data?.url?.includes('/script.js'));
  const sum = (names) => ours.filter((event) => names.includes(event.name)).reduce((total, event) => total + event.tdur / 1000, 0);
  return {
    start: sum(['EvaluateScript', 'v8.compile']),
    handlers: sum(['FunctionCall']),
    calls: ours.filter((event) => event.name === 'FunctionCall').length,
    script: scripts.take(),
    beacons: { requests: events.requests, events: events.events, ...events.take() },
  };
};

const current = {};
const pages = await serve((request, response) => response.setHeader('Content-Type', 'text/html').end(page(decodeURIComponent(request.url.slice(2)))));
const scripts = await serve((_, response) => response.setHeader('Content-Type', 'text/javascript').setHeader('Content-Encoding', 'br').end(current.script));
const events = await serve((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk)).on('end', () => {
    events.requests++;
    events.events += JSON.parse(body).length;
    response.writeHead(202, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/json' }).end('{"accepted":1,"dropped":[]}');
  });
});
const chromium = startChromium();

console.log('| script | raw B | gzip -9 B | brotli B | CPU | start ms | handlers ms | calls | script on the wire B | requests | events | sent B | received B |');
console.log('|---|---|---|---|---|---|---|---|---|---|---|---|---|');
try {
  for (const file of ['s.core.js', 's.js'].flatMap((name) => folders.map((folder) => join(folder, name)))) {
    const bytes = readFileSync(file);
    current.script = brotliCompressSync(bytes);
    for (const throttle of [1, 4]) {
      const tag = `<script defer src="${scripts.address}/script.js" data-site="example.com" data-api="${events.address}/e"></script>`;
      const results = [];
      for (let i = 0; i <= runs; i++) {
        results.push(await visit(chromium, pages, scripts, events, tag, throttle));
      }
      results.shift(); // The first one warms up.
      const of = (pick) => median(results.map(pick));
      const row = [
        join(basename(dirname(file)), basename(file)), bytes.length, gzipSync(bytes, { level: 9 }).length, current.script.length, throttle === 1 ? 'full' : `1/${throttle}`,
        of((r) => r.start).toFixed(2), of((r) => r.handlers).toFixed(2), of((r) => r.calls), of((r) => r.script.down),
        of((r) => r.beacons.requests), of((r) => r.beacons.events), of((r) => r.beacons.up), of((r) => r.beacons.down),
      ];
      console.log(`| ${row.join(' | ')} |`);
    }
  }
} finally {
  await chromium.stop();
  [pages, scripts, events].forEach((server) => server.stop());
}
