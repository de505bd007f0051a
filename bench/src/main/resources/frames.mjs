// Opens the board in Chromium and tells, for each reading a panel has drawn, when the frame after that drawing came.
// Arguments: board address, seconds. Writes one line per reading: panel, facility, event time, wall time of the frame.
import { chromium } from '@playwright/test';

const [address, seconds] = process.argv.slice(2);

/** Runs in the page before its scripts: looks over the shoulder of every panel that shows facilities. */
function watch() {
  const define = customElements.define.bind(customElements);
  globalThis.drawnReadings = [];
  customElements.define = (name, type, options) => {
    const draw = type.prototype.draw;
    if (draw !== undefined) {
      type.prototype.draw = function () {
        draw.call(this);
        const store = this.binding?.store;
        const codes = store?.column('code');
        const times = store?.column('at');
        if (codes === undefined || times === undefined) return;
        this.seenTimes ??= new Map();
        const fresh = [];
        for (let row = 0; row < store.rows; row++) {
          const code = codes[row];
          const at = times[row];
          if (this.seenTimes.get(code) === at) continue;
          this.seenTimes.set(code, at);
          fresh.push([code, at]);
        }
        if (fresh.length === 0) return;
        requestAnimationFrame((frame) => {
          for (const [code, at] of fresh) drawnReadings.push([name, code, at, performance.timeOrigin + frame]);
        });
      };
    }
    define(name, type, options);
  };
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.addInitScript(watch);
await page.goto(address);
await page.waitForSelector('tide-map');
console.log('ready');
await page.waitForTimeout(Number(seconds) * 1000);
for (const row of await page.evaluate(() => globalThis.drawnReadings)) console.log(row.join('\t'));
await browser.close();
