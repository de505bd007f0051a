/** A project that is edited while its board is open, and its panels in pages of other people. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { ProjectServer } from './project-server.js';

const ROWS = `site,fuel,at,power
north,wind,2026-01-01T00:00:00Z,100
north,wind,2026-01-01T00:05:00Z,120
north,solar,2026-01-01T00:05:00Z,30
south,wind,2026-01-01T00:05:00Z,7
`;
const TOTAL = 'SELECT SUM(power) AS power, MAX(at) AS at FROM readings WHERE site IN (:site)';

const project = (title: string, total = TOTAL, more = ''): string => `
tables:
  readings:
    columns: {site: text, fuel: text, at: timestamp, power: double MW}
    csv: readings.csv
    key: [site, fuel, at]
views:
  total:
    params: {site: "text[]"}
    sql: ${total}
  readings_now: SELECT site, fuel, at, power FROM readings
  power_by_fuel: SELECT at, fuel, SUM(power) AS power FROM readings GROUP BY at, fuel
boards:
  sites:
    title: ${title}
    zone: Australia/Brisbane
    controls: [{filter: site, from: readings_now.site, title: Site}]
    panels:
      - {stat: total, y: power, title: Power, digits: 0, at: [1, 1, 4, 1]}
      - {table: readings_now, title: Readings, sort: power desc, at: [1, 2, 12, 3]}
${more}`;

const figure = (page: Page) => page.locator('tide-stat[view=total] b');

let server: ProjectServer;
let elsewhere: Server;
let stranger: Server;
const pages = new Map<string, string>();

function pageServer(): Promise<Server> {
  const made = createServer((request, response) => {
    const page = pages.get(request.url ?? '');
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(page);
  });
  return new Promise((done) => made.listen(0, '127.0.0.1', () => done(made)));
}

const originOf = (made: Server): string => `http://127.0.0.1:${(made.address() as AddressInfo).port}`;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  [elsewhere, stranger] = await Promise.all([pageServer(), pageServer()]);
  server = await ProjectServer.start({ 'project.yaml': project('Sites'), 'readings.csv': ROWS }, [
    '--allow-origin',
    originOf(elsewhere),
  ]);
});

test.afterAll(async () => {
  await server.stop();
  elsewhere.close();
  stranger.close();
});

test.beforeEach(async () => {
  await server.save('readings.csv', ROWS);
  await server.save('project.yaml', project('Sites'));
});

async function openBoard(page: Page): Promise<void> {
  await page.goto(`${server.url}/b/sites?site=north`);
  await expect(page.locator('h1')).toHaveText('Sites');
  await expect(figure(page)).toHaveText('250');
  // Only a page that is never loaded again still has this.
  await page.evaluate(() => Object.assign(window, { opened: 'once' }));
}

async function expectSamePage(page: Page): Promise<void> {
  expect(await page.evaluate(() => (window as unknown as { opened?: string }).opened)).toBe('once');
  expect(new URL(page.url()).search).toBe('?site=north');
  await expect(page.getByRole('button', { name: 'north', exact: true })).toHaveAttribute('aria-pressed', 'true');
}

test('a saved board changes the open one in place, with its filters', async ({ page }) => {
  await openBoard(page);
  const chart = '      - {chart: power_by_fuel, x: at, y: power, by: fuel, title: By fuel, at: [1, 5, 12, 3]}';
  await server.save('project.yaml', project('Our sites', TOTAL, chart));
  await expect(page.locator('h1')).toHaveText('Our sites');
  await expect(page.locator('tide-chart h2')).toHaveText('By fuel');
  await expect(page.locator('tide-chart canvas')).toBeVisible();
  await expect(figure(page)).toHaveText('250');
  await expectSamePage(page);
});

test('a saved view shows its new rows in the open board', async ({ page }) => {
  await openBoard(page);
  await server.save('project.yaml', project('Sites', TOTAL.replace('SUM(power)', 'MAX(power)')));
  await expect(figure(page)).toHaveText('120');
  await expectSamePage(page);
});

test('a wrong edit leaves the board running and is told with its place', async ({ page }) => {
  await openBoard(page);
  for (const [wrong, told] of [
    [project('Sites', TOTAL.replace('power', 'powr')), /project\.yaml:\d+:\d+: .*powr/i],
    [project('Broken').replace('{stat: total', '{stat: totall'), /project\.yaml:\d+:\d+: .*totall/],
    ['boards: [', /project\.yaml:\d+:\d+: /],
  ] as const) {
    server.log = '';
    await server.save('project.yaml', wrong);
    await expect.poll(() => server.log).toMatch(told);
    expect(server.log).toContain('stays in force');
  }
  await expect(page.locator('h1')).toHaveText('Sites');
  await expect(page.locator('.badge.error')).toHaveCount(0);
  await server.save('project.yaml', project('Sites'));
  await server.save('readings.csv', ROWS.replace(',120', ',130'));
  await expect(figure(page), 'rows still arrive').toHaveText('260');
  await expectSamePage(page);
});

test('the page of docs/embedding.md works from an origin that is allowed, and from no other', async ({ page }) => {
  const guide = await readFile(resolve(import.meta.dirname, '../../../docs/embedding.md'), 'utf8');
  const example = /```html\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
  expect(example).toContain('http://127.0.0.1:8080/elements.js');
  pages.set('/mine.html', example.replaceAll('http://127.0.0.1:8080', server.url));
  await page.goto(`${originOf(elsewhere)}/mine.html`);
  const chart = page.locator('tide-chart');
  await expect(chart.locator('.ends li')).toHaveCount(2);
  await expect(chart.locator('canvas')).toBeVisible();
  await server.save('readings.csv', ROWS.replace('north,solar', 'north,hydro'));
  await expect(chart.locator('.ends li').first(), 'it is live').toContainText('hydro');

  const refused = page.waitForEvent('requestfailed', (request) => request.url() === `${server.url}/elements.js`);
  await page.goto(`${originOf(stranger)}/mine.html`);
  await refused;
  expect(await page.evaluate(() => customElements.get('tide-chart') === undefined)).toBe(true);
});
