import { expect, feedWith, openBoard, test } from './fixtures.js';

const stat = (title: string): string => `tide-stat[label="${title}"]`;

test('the board shows everything and moves, asks nobody else, and breaks no rule', async ({ page, server, misdeeds }) => {
  await openBoard(page, server);
  await expect(page).toHaveTitle('NEM live');
  await expect(page.locator('tide-status')).toContainText('Live');
  await expect(page.locator('tide-status')).toContainText('simulated');
  await expect(page.locator('tide-status')).toContainText('AEST');
  for (const title of ['Power', 'Price, demand-weighted', 'Demand']) await expect(page.locator(stat(title))).toContainText(/\d/);
  await expect(page.locator('tide-chart canvas')).toHaveCount(5);
  const before = await page.locator(stat('Power')).locator('b').innerText();
  await expect(page.locator(stat('Power')).locator('b')).not.toHaveText(before);
  expect(misdeeds.errors).toEqual([]);
  expect(misdeeds.foreign).toEqual([]);
});

test('the table shows what the server has, sorted live', async ({ page, server }) => {
  await openBoard(page, server);
  server.sourceStopped = true;
  const rows = server
    .rows('output_now')
    .filter((row) => row['power'] !== null)
    .sort((a, b) => (b['power'] as number) - (a['power'] as number));
  const first = page.locator('tide-table tbody tr').first();
  await expect(first).toContainText(String(rows[0]?.['name']));
  await page.locator('tide-table').getByRole('button', { name: 'Facility' }).click();
  const names = server
    .rows('output_now')
    .map((row) => String(row['name']))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  await expect(first).toContainText(names[0] as string);
  await expect(page.locator('tide-table th[aria-sort=ascending]')).toContainText('Facility');
});

test('the table scrolls through all rows with few of them in the page', async ({ page, server }) => {
  await openBoard(page, server);
  const table = page.locator('tide-table');
  expect(await table.locator('tbody tr').count()).toBeLessThan(30);
  await table.locator('.scroll').evaluate((element) => (element.scrollTop = element.scrollHeight));
  await expect(table.locator('tbody tr').last()).toHaveAttribute('aria-rowindex', '241');
});

test('the tab Market shows the regions', async ({ page, server }) => {
  await openBoard(page, server);
  const feed = await feedWith(server, 'market_now');
  await page.getByRole('tab', { name: 'Market' }).click();
  await expect(page.locator('tide-table tbody tr')).toHaveCount(5);
  await expect(page.locator('tide-table tbody tr').first()).toContainText('NSW1');
  expect(server.openFeeds, 'nothing had to be asked for').toEqual([feed]);
});

test('filters act on every panel, stand in the address and say where they do not reach', async ({ page, server, misdeeds }) => {
  await openBoard(page, server);
  await page.getByRole('button', { name: 'TAS1', exact: true }).click();
  await page.getByRole('button', { name: 'wind', exact: true }).click();
  const rows = server.rows('output_now', { region: ['TAS1'], fuel: ['wind'] });
  await expect(page.locator('.count')).toHaveText(`${rows.length} of 240`);
  await expect(page.locator('tide-table tbody tr')).toHaveCount(rows.length);
  expect(new URL(page.url()).search).toBe('?region=TAS1&fuel=wind');
  server.sourceStopped = true;
  const power = server.rows('power_now', { region: ['TAS1'], fuel: ['wind'] })[0]?.['power'] as number;
  await expect(page.locator(stat('Power')).locator('b')).toHaveText(new Intl.NumberFormat('en').format(Math.round(power)));
  await expect(page.locator(stat('Demand'))).toContainText('not filtered by fuel');
  await expect(page.locator('tide-chart[label="Price by region"]')).toContainText('not filtered by fuel');
  await expect(page.locator('tide-chart[label="Price by region"] h3')).toHaveText(/^TAS1 \$\/MWh: [−\d]/);
  await expect(page.locator('tide-chart[label="Generation by fuel"] h3')).toHaveText(/^wind MW: [\d]/);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.locator('.count')).toHaveText('240 of 240');
  await expect(page.locator(stat('Demand'))).not.toContainText('not filtered');
  expect(misdeeds.errors).toEqual([]);
});

test('panels of a polled view say so, and only those', async ({ page, server }) => {
  server.polled['demand_now'] = server.polled['output_now'] = 'polled, every 1 s';
  await openBoard(page, server);
  await expect(page.locator(stat('Demand')).locator('.polled')).toHaveText('polled, every 1 s');
  await expect(page.locator('tide-table').first().locator('.polled')).toHaveText('polled, every 1 s');
  await expect(page.locator(stat('Power')).locator('.polled')).toHaveCount(0);
  await expect(page.locator('tide-chart').first().locator('.polled')).toBeHidden();
});

test('a link with filters opens with them', async ({ page, server }) => {
  await openBoard(page, server, '?region=SA1&region=TAS1');
  const rows = server.rows('output_now', { region: ['SA1', 'TAS1'] });
  await expect(page.locator('.count')).toHaveText(`${rows.length} of 240`);
  await expect(page.getByRole('button', { name: 'SA1', exact: true })).toHaveAttribute('aria-pressed', 'true');
});

test('where nothing matches, the panels say so and keep their heads', async ({ page, server }) => {
  await page.goto(`${server.url}/b/nem?fuel=nuclear`);
  await expect(page.locator('tide-map')).toContainText('No places match these filters.');
  await expect(page.locator('tide-table')).toContainText('No rows match these filters.');
  await expect(page.locator(stat('Power'))).toContainText('No rows match these filters.');
  await expect(page.locator('tide-map h2')).toHaveText('Facilities');
  await page.getByRole('button', { name: 'nuclear' }).click();
  await expect(page.locator('.count')).toHaveText('240 of 240');
});

test('eight tabs with different needs share one connection', async ({ context, page, server }) => {
  await openBoard(page, server);
  const feed = await feedWith(server, 'market_now');
  for (let i = 0; i < 7; i++) {
    const tab = await context.newPage();
    await openBoard(tab, server);
  }
  expect(server.openFeeds).toEqual([feed]);
});

test('the page without a name lists the boards', async ({ page, server, misdeeds }) => {
  await page.goto(server.url);
  await page.getByRole('link', { name: 'NEM live' }).click();
  await expect(page).toHaveURL(/\/b\/nem$/);
  await expect(page.locator('h1')).toHaveText('NEM live');
  expect(misdeeds.errors).toEqual([]);
});

test('a board that does not exist is named, with the way out', async ({ page, server }) => {
  await page.goto(`${server.url}/b/nope`);
  await expect(page.getByRole('alert')).toContainText('The board "nope" cannot be shown: no such board; there is nem');
  await expect(page.getByRole('link', { name: 'All boards' })).toBeVisible();
});

test('charts zoom together by brushing and return to live together', async ({ page, server }) => {
  await openBoard(page, server);
  const chart = page.locator('tide-chart[label="Price by region"]');
  const box = await chart.locator('.u-over').boundingBox();
  if (box === null) throw new Error('the chart has no plot');
  await page.mouse.move(box.x + box.width * 0.3, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 30, { steps: 4 });
  await page.mouse.up();
  const live = page.getByRole('button', { name: 'Live', exact: true });
  await expect(live.filter({ visible: true })).toHaveCount(4);
  await page.locator('tide-chart[label="Demand by region"]').getByRole('button', { name: 'Live', exact: true }).click();
  await expect(live.filter({ visible: true })).toHaveCount(0);
});

test('a chart shows its values as a table and saves itself as a picture', async ({ page, server }) => {
  await openBoard(page, server);
  const chart = page.locator('tide-chart[label="Price by region"]');
  const download = page.waitForEvent('download');
  await chart.getByRole('button', { name: 'PNG' }).click();
  expect((await download).suggestedFilename()).toMatch(/^price-by-region-.*\.png$/);
  await chart.getByRole('button', { name: 'Table' }).click();
  await expect(chart.locator('.twin thead th')).toHaveCount(6);
  await expect(chart.locator('.twin tbody tr')).toHaveCount(60);
  await expect(chart.locator('.twin thead')).toContainText('Time AEST');
});

test('a label hides its series and shows it again', async ({ page, server }) => {
  await openBoard(page, server);
  const label = page.locator('tide-chart[label="Generation by fuel"]').getByRole('button', { name: /^coal/ });
  await expect(label).toHaveAttribute('aria-pressed', 'true');
  await label.click();
  await expect(label).toHaveAttribute('aria-pressed', 'false');
  await label.click();
  await expect(label).toHaveAttribute('aria-pressed', 'true');
});

test('the map tells what is under the pointer, and lists what has no place', async ({ page, server }) => {
  await openBoard(page, server);
  const map = page.locator('tide-map');
  const missing = server.rows('output_now').filter((row) => row['lat'] === null).length;
  await map.getByRole('button', { name: `Not on the map: ${missing}` }).click();
  await expect(map.locator('.twin tbody tr')).toHaveCount(240);
  await expect(map.locator('.twin td', { hasText: 'no place known' })).toHaveCount(missing);
  await map.getByRole('button', { name: 'List' }).click();
  await map.locator('.map').focus();
  await page.keyboard.press('ArrowRight');
  const tip = map.locator('.tip');
  await expect(tip).toContainText(' MW');
  await expect(tip).toContainText(' t');
  await expect(tip).toContainText('AEST');
});

test('the size of the marks follows the chosen column', async ({ page, server }) => {
  await openBoard(page, server);
  const map = page.locator('tide-map');
  await expect(map.locator('.unit')).toHaveText('Power, MW');
  await map.getByRole('button', { name: 'Emissions' }).click();
  await expect(map.locator('.unit')).toHaveText('Emissions, t');
  await expect(map.locator('.legend')).toContainText('Size, t');
});
