// How long a person waits for the dashboard's numbers, from the start of the navigation; median of several, each in a new tab without cache.
// On a running collector: node bench/dashboard/measure.mjs ADDRESS SITE KEY [QUERY] [RUNS], QUERY such as period=7d
import { startChromium } from '../snippet/chromium.mjs';

const [address, site, key, query = 'period=30d', runs = '7'] = process.argv.slice(2);
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

// In the page: when the headline numbers and when all lists stand, and the last long task before that.
const Watch = `
  sessionStorage.setItem('collector-key', ${JSON.stringify(key)});
  window.seen = { tiles: 0, all: 0, long: 0 };
  new PerformanceObserver((list) => { for (const { startTime, duration } of list.getEntries()) seen.long = Math.max(seen.long, startTime + duration); }).observe({ type: 'longtask', buffered: true });
  const look = () => {
    const now = performance.now();
    if (!seen.tiles && document.querySelector('ul.tiles li')) seen.tiles = now;
    if (seen.tiles && !document.querySelector('[aria-busy=true]')) {
      seen.all ||= now;
      const answer = performance.getEntriesByType('resource').find(({ name }) => name.includes('/reports/overview'));
      seen.answered = answer.responseEnd;
      seen.done = true;
    } else {
      seen.all = 0;
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);`;

const visit = async (chromium) => {
  const { targetId } = await chromium.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await chromium.send('Target.attachToTarget', { targetId, flatten: true });
  const tab = (method, params) => chromium.send(method, params, sessionId);
  const ask = async (expression) => (await tab('Runtime.evaluate', { expression, returnByValue: true })).result.value;
  await tab('Page.enable');
  await tab('Network.enable');
  await tab('Network.setCacheDisabled', { cacheDisabled: true });
  await tab('Page.addScriptToEvaluateOnNewDocument', { source: Watch });
  await tab('Page.navigate', { url: `${address}/${site}?${query}` });
  for (let i = 0; i < 600 && !(await ask('window.seen?.done')); i++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const seen = await ask('window.seen');
  await chromium.send('Target.closeTarget', { targetId });
  return seen;
};

const chromium = startChromium();
await visit(chromium);
const seen = [];
for (let i = 0; i < Number(runs); i++) {
  seen.push(await visit(chromium));
}
const of = (name) => median(seen.map(name)).toFixed(0);
console.log('| asked | answer of the overview ms | headline numbers shown ms | after the answer ms | all lists and the chart shown ms | last long task ended ms |');
console.log('|---|---|---|---|---|---|');
console.log(`| ${query} | ${of((s) => s.answered)} | ${of((s) => s.tiles)} | ${of((s) => s.tiles - s.answered)} | ${of((s) => s.all)} | ${of((s) => s.long)} |`);
await chromium.stop();
