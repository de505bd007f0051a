/** The demo of the electricity market, end to end: real server, real board. See server.ts for how to point it at one. */
import { expect, test as base, type Page } from '@playwright/test';
import { violations } from '../axe.js';
import { BASE_URL, killServer, rows, SERVER_COMMAND, startServer } from './server.js';

interface Misdeeds {
  readonly errors: string[];
  readonly foreign: string[];
}

const test = base.extend<{ misdeeds: Misdeeds }>({
  misdeeds: [
    async ({ page }, use) => {
      const misdeeds: Misdeeds = { errors: [], foreign: [] };
      page.on('console', (message) => {
        if (message.type() === 'error') misdeeds.errors.push(`${message.text()} ${message.location().url}`);
      });
      page.on('pageerror', (error) => misdeeds.errors.push(String(error)));
      page.on('request', (request) => {
        if (request.url().startsWith('http') && !request.url().startsWith(BASE_URL)) misdeeds.foreign.push(request.url());
      });
      await use(misdeeds);
      expect(misdeeds.foreign, 'requests off the machine').toEqual([]);
    },
    { auto: true },
  ],
});

const number = (digits: number): Intl.NumberFormat =>
  new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const figure = (page: Page, view: string) => page.locator(`tide-stat[view=${view}] b`);

async function openBoard(page: Page, query = ''): Promise<void> {
  await page.goto(`${BASE_URL}/b/nem${query}`);
  await expect(figure(page, 'power_now')).toHaveText(/\d/);
  await expect(page.locator('tide-table tbody tr').first()).toBeVisible();
}

/** The market as the page shows it: region, price, demand. */
async function shownMarket(page: Page): Promise<string[]> {
  return page.locator('tide-table tbody tr').evaluateAll((trs) =>
    trs.map((tr) =>
      [...tr.querySelectorAll('td')]
        .slice(0, 3)
        .map((td) => td.textContent ?? '')
        .join(' '),
    ),
  );
}

/** The market as the server has it, in the words of the page. */
async function realMarket(): Promise<string[]> {
  const { columns } = await rows('market_now');
  const [price, demand] = [number(2), number(0)];
  return (columns['region'] ?? [])
    .map(
      (region, i) =>
        `${region} ${price.format(Number(columns['price']?.[i])).replace('-', '−')} ${demand.format(Number(columns['demand']?.[i])).replace('-', '−')}`,
    )
    .sort();
}

async function expectRealMarket(page: Page): Promise<void> {
  // The market moves on while the two are read, so they are read until they meet.
  await expect
    .poll(
      async () =>
        [await realMarket(), await shownMarket(page)]
          .map((list) => list.join('; '))
          .reduce((real, shown) => (real === shown && real !== '' ? 'the same' : `${real} / ${shown}`)),
      { timeout: 30_000, intervals: [150] },
    )
    .toBe('the same');
}

async function expectRealFigure(page: Page, view: string, column: string, query: string, digits: number): Promise<void> {
  await expect
    .poll(
      async () => {
        const real = number(digits)
          .format(Number((await rows(view, query)).columns[column]?.[0]))
          .replace('-', '−');
        const shown = await figure(page, view).innerText();
        return real === shown ? 'the same' : `${real} / ${shown}`;
      },
      { timeout: 30_000, intervals: [150] },
    )
    .toBe('the same');
}

test.beforeAll(async () => {
  test.setTimeout(240_000);
  await startServer();
});
test.afterAll(killServer);

test('the board loads, moves and breaks no rule', async ({ page, misdeeds }) => {
  await openBoard(page);
  await expect(page).toHaveTitle('NEM live');
  await expect(page.locator('tide-status')).toContainText('Live');
  await expect(page.locator('tide-status')).toContainText('AEST');
  await expect(page.locator('.count')).toHaveText(/^[2-9]\d\d of [2-9]\d\d$/);
  const before = await figure(page, 'power_now').innerText();
  await expect(figure(page, 'power_now')).not.toHaveText(before);
  const time = await page.locator('tide-status dd').first().innerText();
  await expect(page.locator('tide-status dd').first()).not.toHaveText(time);
  await expect(page.locator('.badge.error')).toHaveCount(0);
  expect(misdeeds.errors).toEqual([]);
});

test('what the page shows is what the server has', async ({ page }) => {
  await openBoard(page);
  await page.getByRole('tab', { name: 'Market' }).click();
  await expectRealMarket(page);
  await expectRealFigure(page, 'power_now', 'power', '', 0);
  await expectRealFigure(page, 'demand_weighted_price', 'price', '', 2);
});

test('filters act on every panel', async ({ page, misdeeds }) => {
  await openBoard(page);
  await page.getByRole('button', { name: 'TAS1', exact: true }).click();
  await page.getByRole('button', { name: 'hydro', exact: true }).click();
  const { columns } = await rows('output_now', 'region=TAS1&fuel=hydro');
  await expect(page.locator('.count')).toHaveText(new RegExp(`^${columns['code']?.length} of `));
  const regions = page.locator('tide-table tbody tr td:nth-child(2)');
  await expect.poll(async () => [...new Set(await regions.allInnerTexts())]).toEqual(['TAS1']);
  await expectRealFigure(page, 'power_now', 'power', 'region=TAS1&fuel=hydro', 0);
  await expectRealFigure(page, 'demand_now', 'demand', 'region=TAS1', 0);
  await expect(page.locator('tide-stat[view=demand_now]')).toContainText('not filtered by fuel');
  for (const chart of await page.locator('tide-chart').all())
    expect(await chart.getAttribute('where')).toBe('region=TAS1&fuel=hydro');
  expect(misdeeds.errors).toEqual([]);
});

test('a pause freezes the page, and resuming brings it up to date', async ({ page }) => {
  await openBoard(page);
  await page.getByRole('tab', { name: 'Market' }).click();
  await page.locator('tide-status').getByRole('button', { name: 'Pause' }).click();
  const resume = page.getByRole('button', { name: /rows behind: resume/ });
  await expect(resume).toHaveText(/[1-9][\d,]* rows behind/);
  const frozen = await shownMarket(page);
  await expect(resume).toHaveText(/Paused [5-9] s/);
  expect(await shownMarket(page)).toEqual(frozen);
  await resume.click();
  await expectRealMarket(page);
});

test('refused rows can be read', async ({ page }) => {
  await openBoard(page);
  await page.locator('tide-status .state').click();
  await expect(page.locator('tide-status dialog')).toContainText('feed');
  await expect(page.locator('tide-status dialog')).toContainText(/refused rows|None\./i);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing wrong in the ${colorScheme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openBoard(page);
    expect(await violations(page)).toEqual([]);
  });
}

test('a phone shows the board without scrolling sideways', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openBoard(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('the server is killed and started anew, and the page recovers by itself', async ({ page, misdeeds }) => {
  test.skip(SERVER_COMMAND === undefined, 'the server is not ours to kill: set SERVER_COMMAND');
  test.setTimeout(300_000);
  await openBoard(page);
  await page.getByRole('tab', { name: 'Market' }).click();
  await expectRealMarket(page);
  await killServer();
  await expect(page.locator('tide-status')).toContainText('Offline, last');
  await expect(page.locator('tide-table tbody tr')).toHaveCount(5);
  await startServer();
  await expect(page.locator('tide-status')).toContainText('Live');
  await expectRealMarket(page);
  await expectRealFigure(page, 'power_now', 'power', '', 0);
  await expect(page.locator('.badge.offline')).toHaveCount(0);
  expect(misdeeds.errors).toEqual([]);
});
