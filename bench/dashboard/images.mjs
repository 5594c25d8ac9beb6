// Takes the pictures of docs/images anew from a running demo (./run --demo): node bench/dashboard/images.mjs ADDRESS KEY
import { writeFileSync } from 'node:fs';
import { startChromium } from '../snippet/chromium.mjs';

const [address, key] = process.argv.slice(2);
const Desk = [1280, 900];
const Phone = [390, 844];

/** Name, address, size, language, colours, whether the whole page is shown. */
const Pictures = [
  ['overview', '/demo.local?period=28d&compare=previous', Desk, 'en', 'light', true],
  ['funnel', '/demo.local?tab=funnels&period=28d', Desk, 'en', 'light', true],
  ['retention', '/demo.local?tab=retention&period=all&cohort=week', Desk, 'en', 'light', true],
  ['journeys', '/demo.local?tab=journeys&period=28d', Desk, 'en', 'light', true],
  ['phone', '/demo.local?period=28d', Phone, 'en', 'light', false],
  ['dark', '/demo.local?period=28d', Desk, 'en', 'dark', false],
  ['persian', '/demo.local?period=28d', Desk, 'fa', 'light', false],
];

const chromium = startChromium();
for (const [name, path, [width, height], language, colours, whole] of Pictures) {
  const { targetId } = await chromium.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await chromium.send('Target.attachToTarget', { targetId, flatten: true });
  const tab = (method, params) => chromium.send(method, params, sessionId);
  const ask = async (expression) => (await tab('Runtime.evaluate', { expression, returnByValue: true })).result.value;
  await tab('Page.enable');
  await tab('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: width < 600 });
  await tab('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: colours }] });
  await tab('Page.addScriptToEvaluateOnNewDocument', {
    source: `localStorage.setItem('collector-language', '${language}'); sessionStorage.setItem('collector-key', ${JSON.stringify(key)});`,
  });
  await tab('Page.navigate', { url: address + path });
  // Lists further down load when they come near the window: half a second without anything busy, at the page's full height.
  for (let quiet = 0, i = 0; quiet < 5 && i < 300; i++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { busy, tall } = (await ask('({ busy: !document.querySelector("main h1, main h2") || !!document.querySelector("[aria-busy=true]"), tall: document.documentElement.scrollHeight })')) ?? { busy: true };
    if (whole && tall > height) {
      await tab('Emulation.setDeviceMetricsOverride', { width, height: tall, deviceScaleFactor: 1, mobile: false });
    }
    quiet = busy ? 0 : quiet + 1;
  }
  const { data } = await tab('Page.captureScreenshot', { format: 'png' });
  writeFileSync(new URL(`../../docs/images/${name}.png`, import.meta.url), Buffer.from(data, 'base64'));
  console.log(`docs/images/${name}.png`);
  await chromium.send('Target.closeTarget', { targetId });
}
await chromium.stop();
