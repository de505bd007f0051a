/** Pictures of the board in all its forms, to be looked at. Run with `npm run shots`; they go to `shots/`. */
import { openBoard, test } from './fixtures.js';

const SIZES = [
  [1440, 900],
  [1920, 1080],
  [390, 844],
] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [width, height] of SIZES) {
    test(`board ${width}x${height} ${colorScheme}`, async ({ page, server }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      await openBoard(page, server);
      await page.waitForTimeout(2500);
      await page.screenshot({ path: `shots/${width}-${colorScheme}.png`, fullPage: width < 1000 });
    });
  }
}

test('filtered', async ({ page, server }) => {
  await openBoard(page, server, '?region=TAS1&region=VIC1&fuel=wind&fuel=hydro');
  await page.waitForTimeout(1500);
  await page.screenshot({ path: 'shots/filtered.png' });
});

test('stale', async ({ page, server }) => {
  await openBoard(page, server);
  server.sourceStopped = true;
  await page.waitForTimeout(6000);
  await page.screenshot({ path: 'shots/stale.png' });
});

test('offline', async ({ page, server }) => {
  await openBoard(page, server);
  await server.stop();
  await page.waitForTimeout(3000);
  await page.screenshot({ path: 'shots/offline.png' });
});

test('labels, tooltip, day and table', async ({ page, server }) => {
  await openBoard(page, server);
  await page.getByText('Labels').click();
  await page.locator('tide-chart').first().getByRole('button', { name: '1 d' }).click();
  await page.locator('tide-chart').last().getByRole('button', { name: 'Table' }).click();
  await page.locator('tide-map .map').focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForTimeout(800);
  await page.screenshot({ path: 'shots/details.png' });
});
