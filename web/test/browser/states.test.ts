import { violations } from '../axe.js';
import { expect, openBoard, test } from './fixtures.js';

test('a source that stops makes every panel stale, with its age and its last values', async ({ page, server, misdeeds }) => {
  await openBoard(page, server);
  server.sourceStopped = true;
  const value = new Intl.NumberFormat('en').format(Math.round(server.rows('power_now')[0]?.['power'] as number));
  for (const panel of ['tide-stat', 'tide-chart', 'tide-map', 'tide-table'])
    await expect(page.locator(panel).first().locator('.badge.stale')).toHaveText(/^Stale \d+ s$/);
  await expect(page.locator('tide-status')).toContainText(/Stale \d+ s/);
  await expect(page.locator('tide-stat').first().locator('b')).toHaveText(value);
  server.sourceStopped = false;
  await expect(page.locator('.badge.stale')).toHaveCount(0);
  await expect(page.locator('tide-status')).toContainText('Live');
  expect(misdeeds.errors).toEqual([]);
});

test('a server that is killed and started anew is found again, and shows exactly its rows', async ({
  page,
  server,
  misdeeds,
}) => {
  await openBoard(page, server);
  await server.stop();
  await expect(page.locator('tide-status')).toContainText('Offline, last');
  for (const panel of ['tide-stat', 'tide-chart', 'tide-map', 'tide-table'])
    await expect(page.locator(panel).first().locator('.badge.offline')).toHaveText(/^Offline, last \d\d:\d\d:\d\d$/);
  await expect(page.locator('tide-table tbody tr').first()).toBeVisible();
  await server.restart();
  await expect(page.locator('tide-status')).toContainText('Live');
  await expect(page.locator('.badge.offline')).toHaveCount(0);
  server.sourceStopped = true;
  const power = server.rows('power_now')[0]?.['power'] as number;
  await expect(page.locator('tide-stat').first().locator('b')).toHaveText(new Intl.NumberFormat('en').format(Math.round(power)));
  expect(misdeeds.errors).toEqual([]);
});

test('a server that holds the line but says nothing is offline within seconds', async ({ page, server }) => {
  await openBoard(page, server);
  server.silent = true;
  await expect(page.locator('tide-status')).toContainText('Offline, last');
  server.silent = false;
  await expect(page.locator('tide-status')).toContainText('Live');
});

test('before the first rows every panel has its head and a still block', async ({ page, server }) => {
  server.silent = true;
  await page.goto(`${server.url}/b/nem`);
  await expect(page.locator('tide-map h2')).toHaveText('Facilities');
  await expect(page.locator('tide-map .skeleton')).toBeVisible();
  await expect(page.locator('tide-stat .block')).toHaveCount(4);
});

test('a panel whose view is missing says so alone, and can try again', async ({ page, server }) => {
  server.board = {
    ...server.board,
    panels: [
      ...(server.board['panels'] as object[]),
      { kind: 'table', view: 'no_such_view', title: 'Broken', at: [1, 10, 12, 3] },
    ],
  };
  await openBoard(page, server);
  const broken = page.locator('tide-table[label=Broken]');
  await expect(broken.locator('.badge.error')).toHaveText('Failed');
  await expect(broken).toContainText('There is no view named "no_such_view". The server has output_now');
  await broken.getByRole('button', { name: 'Try again' }).click();
  await expect(broken).toContainText('There is no view named');
  await expect(page.locator('tide-status')).toContainText('Live');
  await expect(page.locator('tide-table').first().locator('tbody tr').first()).toBeVisible();
});

test('a panel says which column its view lacks', async ({ page, server }) => {
  await openBoard(page, server);
  const stat = page.locator('tide-stat').first();
  await stat.evaluate((element) => element.setAttribute('y', 'powr'));
  await expect(stat).toContainText('The view "power_now" has no column "powr". It has power, at.');
  await stat.evaluate((element) => element.removeAttribute('view'));
  await expect(stat).toContainText('No view is given.');
});

test('a view that failed on the server keeps its last rows and says why', async ({ page, server }) => {
  server.failure = { output_now: 'division by zero in f.capacity, row ERARING' };
  await openBoard(page, server);
  await expect(page.locator('tide-map')).toContainText('division by zero in f.capacity, row ERARING');
  await expect(page.locator('tide-table tbody tr').first()).toBeVisible();
  server.failure = {};
  await expect(page.locator('tide-map')).not.toContainText('division by zero');
  server.failure = { output_now: 'p * 2: overflow' };
  await expect(page.locator('tide-map')).toContainText('p * 2: overflow', { timeout: 3000 });
});

test('a pause freezes the drawing, counts what waits, and resuming shows it', async ({ page, server }) => {
  await openBoard(page, server);
  const value = page.locator('tide-stat').first().locator('b');
  await page.locator('tide-status').getByRole('button', { name: 'Pause' }).click();
  const resume = page.locator('tide-status').getByRole('button', { name: /Paused .* rows behind: resume/ });
  await expect(resume).toHaveText(/Paused \d+ s, [1-9][\d,]* rows behind: resume/);
  const frozen = await value.innerText();
  await expect(resume).toHaveText(/Paused [5-9] s, /);
  await expect(value).toHaveText(frozen);
  await expect(page.locator('tide-status .state')).toContainText('Paused');
  await expect(page.locator('tide-stat .age').first()).toHaveText(/^[5-9] s ago$/);
  await resume.click();
  await expect(page.locator('tide-status .state')).toContainText('Live');
  await expect(value).not.toHaveText(frozen);
});

test('an edited board changes in place: the same panel keeps its element and its zoom', async ({ page, server }) => {
  await openBoard(page, server);
  const map = page.locator('tide-map');
  await map.getByRole('button', { name: 'Emissions' }).click();
  await map.evaluate((element) => element.setAttribute('data-kept', 'yes'));
  await page.evaluate(() =>
    Object.assign(document.querySelector('tide-board')?.shadowRoot?.querySelector('tide-map') as object, { kept: true }),
  );
  const panels = structuredClone(server.board['panels']) as { kind: string; title?: string }[];
  for (const panel of panels) if (panel.kind === 'map') panel.title = 'Power stations';
  server.board = { ...server.board, title: 'Edited', panels: panels.filter((panel) => panel.title !== 'Demand by region') };
  server.revision++;
  await expect(page.locator('h1')).toHaveText('Edited');
  await expect(map.locator('h2')).toHaveText('Power stations');
  await expect(page.locator('tide-chart')).toHaveCount(3);
  await expect(map.getByRole('button', { name: 'Emissions' })).toHaveAttribute('aria-pressed', 'true');
  expect(await map.evaluate((element) => (element as unknown as { kept?: boolean }).kept)).toBe(true);
});

test('an edit between the first look at a board and the first beat is not missed', async ({ page, server }) => {
  server.silent = true;
  await page.goto(`${server.url}/b/nem`);
  await expect(page.locator('h1')).toHaveText('NEM live');
  server.board = { ...server.board, title: 'Edited' };
  server.revision++;
  server.silent = false;
  await expect(page.locator('h1')).toHaveText('Edited');
});

test('an edit that the server refused is told above the board, as text, until one is taken over', async ({ page, server }) => {
  await openBoard(page, server);
  const told = page.locator('tide-board .edit');
  await expect(told).toBeHidden();
  server.board['refused_edit'] = ['table a changed', '<b>b</b>', 'c', 'd', 'e'];
  server.revision++;
  await expect(told).toHaveText(/The last edit of the project was not taken over.*table a changed\s*<b>b<\/b>\s*c\s*and 2 more/s);
  expect(await violations(page, ['tide-board', '.edit'])).toEqual([]);
  server.board['refused_edit'] = [];
  server.revision++;
  await expect(told).toBeHidden();
});

test('a board whose edit broke it stays as it was', async ({ page, server }) => {
  await openBoard(page, server);
  server.board = 7 as unknown as Record<string, unknown>;
  server.revision++;
  const asked = server.boardRequests;
  await expect.poll(() => server.boardRequests, 'asked for it, and asked again').toBeGreaterThan(asked + 1);
  await expect(page.locator('h1')).toHaveText('NEM live');
  await expect(page.locator('tide-chart')).toHaveCount(4);
});

test('refused rows are listed as text, whatever they hold', async ({ page, server, misdeeds }) => {
  await openBoard(page, server);
  await page.locator('tide-status .state').click();
  const dialog = page.locator('tide-status dialog');
  await expect(dialog).toContainText('unknown facility');
  await expect(dialog).toContainText('<b>no table matches</b>');
  await expect(dialog.locator('td b')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
  expect(misdeeds.errors).toEqual([]);
});

test('panels that leave the page leave nothing behind', async ({ page, server }) => {
  await openBoard(page, server);
  expect(server.clients).toBe(1);
  await page.evaluate(() => document.querySelector('tide-board')?.remove());
  await expect.poll(() => server.clients).toBe(0);
});
