import { violations } from '../axe.js';
import { expect, openBoard, test } from './fixtures.js';

const inBoard = (selector: string): string[] => ['tide-board', selector];

for (const colorScheme of ['light', 'dark'] as const) {
  // One page goes through all its states: opening a board costs more than looking at what changed in it.
  test(`axe finds nothing wrong with the board in the ${colorScheme} theme, whatever its state`, async ({ page, server }) => {
    await page.emulateMedia({ colorScheme });
    await openBoard(page, server, '?region=TAS1');
    await test.step('live and filtered', async () => expect(await violations(page)).toEqual([]));

    server.sourceStopped = true;
    await page.locator('tide-chart').first().getByRole('button', { name: 'Table' }).click();
    await page.locator('tide-map').getByRole('button', { name: 'List' }).click();
    await expect(page.locator('tide-map .badge.stale')).toBeVisible();
    await test.step('stale, with the twins of chart and map', async () =>
      expect(await violations(page, inBoard('tide-map'), inBoard('tide-chart'), inBoard('tide-stat'), inBoard('.bar'))).toEqual(
        [],
      ));

    await page.locator('tide-status .state').click();
    await expect(page.locator('tide-status dialog')).toContainText('unknown facility');
    await test.step('sources and refused rows', async () => expect(await violations(page, inBoard('tide-status'))).toEqual([]));
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
    await test.step('help', async () => expect(await violations(page, inBoard('dialog'))).toEqual([]));
    await page.keyboard.press('Escape');

    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: /^Fuel: all/ }).click();
    await test.step('phone', async () => expect(await violations(page)).toEqual([]));
    await page.keyboard.press('Escape');

    await server.stop();
    await expect(page.locator('tide-map .badge.offline')).toBeVisible();
    await test.step('offline', async () =>
      expect(await violations(page, inBoard('tide-map'), inBoard('tide-stat'), inBoard('.bar'))).toEqual([]));
  });
}

test('axe finds nothing wrong with the list of boards', async ({ page, server }) => {
  await page.goto(server.url);
  await expect(page.getByRole('link', { name: 'NEM live' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('a phone shows everything below each other, without scrolling sideways', async ({ page, server }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openBoard(page, server);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  const tops = await page.evaluate(() =>
    ['tide-stat', 'tide-map', 'tide-table', 'tide-chart'].map(
      (name) => document.querySelector('tide-board')?.shadowRoot?.querySelector(name)?.getBoundingClientRect().top ?? -1,
    ),
  );
  expect([...tops].sort((a, b) => a - b)).toEqual(tops);
  await page.getByRole('button', { name: /^Region: all/ }).click();
  await page.getByRole('checkbox', { name: 'TAS1' }).check();
  await expect(page.locator('.count')).toHaveText(`${server.rows('output_now', { region: ['TAS1'] }).length} of 240`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('on a narrow screen no filter covers another or the count', async ({ page, server }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await openBoard(page, server);
  const edges = await page
    .locator('.filters > *')
    .evaluateAll((elements) =>
      elements.map((element) => element.getBoundingClientRect()).map(({ left, right }) => [left, right]),
    );
  expect(edges.length).toBe(3);
  expect(edges.flat()).toEqual([...edges.flat()].sort((a, b) => a - b));
  expect(edges.flat().at(-1)).toBeLessThanOrEqual(1024);
});

for (const [width, height] of [
  [1440, 900],
  [1920, 1080],
] as const) {
  test(`the board fits ${width} by ${height} without scrolling`, async ({ page, server }) => {
    await page.setViewportSize({ width, height });
    await openBoard(page, server);
    expect(await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight])).toEqual([
      width,
      height,
    ]);
  });
}

test('every key of the help does what it says', async ({ page, server }) => {
  await openBoard(page, server);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeHidden();
  await page.keyboard.press('Space');
  await expect(page.locator('tide-status')).toContainText('Paused');
  await page.keyboard.press('Space');
  await expect(page.locator('tide-status')).not.toContainText('Paused');
  const day = page.locator('tide-chart').first().getByRole('button', { name: '1 d' });
  await day.click();
  await page.keyboard.press('Space');
  await expect(page.locator('tide-status'), 'the pointer put the focus on a button').toContainText('Paused');
  await page.keyboard.press('Space');
  await expect(page.locator('tide-status')).not.toContainText('Paused');
  await page.keyboard.press('t');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.keyboard.press('t');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('z');
  await expect(page.locator('tide-stat').first()).toContainText('UTC');
  await page.keyboard.press('z');
  await expect(page.locator('tide-stat').first()).toContainText('AEST');
  await page.keyboard.press('/');
  await expect(page.getByRole('button', { name: 'NSW1', exact: true })).toBeFocused();
});

/** What the page has that can be worked, with its name, in and out of shadow roots; called in the page. */
function controls(): string[] {
  const found: string[] = [];
  const visit = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot !== null) visit(element.shadowRoot);
      const workable = element.matches('a[href], button, input, select, summary, [tabindex="0"]');
      if (!workable || element.matches(':disabled, [tabindex="-1"]') || !element.checkVisibility({ visibilityProperty: true }))
        continue;
      // Figures in a name still move while the last rows are drawn.
      found.push(
        `${element.localName} ${element.getAttribute('aria-label') ?? element.textContent ?? ''}`
          .replace(/[−\d.,]+/g, ' ')
          .trim(),
      );
    }
  };
  visit(document);
  return found.sort();
}

test('the Tab key reaches every control, and each shows that it has the focus', async ({ page, server }) => {
  await openBoard(page, server);
  server.sourceStopped = true;
  const wanted = await page.evaluate(controls);
  expect(wanted.length).toBeGreaterThan(40);
  const reached: string[] = [];
  for (let i = 0; i < wanted.length; i++) {
    await page.keyboard.press('Tab');
    const { name, outline } = await page.evaluate(() => {
      let element = document.activeElement as HTMLElement;
      while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement as HTMLElement;
      const style = getComputedStyle(element);
      return {
        name: `${element.localName} ${element.getAttribute('aria-label') ?? element.textContent ?? ''}`
          .replace(/[−\d.,]+/g, ' ')
          .trim(),
        outline: style.outlineStyle === 'none' ? '' : style.outlineWidth,
      };
    });
    expect(outline, name).toBe('2px');
    reached.push(name);
  }
  expect(reached.sort()).toEqual(wanted);
});

test('the keyboard reads a chart, zooms it and brings it back to live', async ({ page, server }) => {
  await openBoard(page, server);
  server.sourceStopped = true;
  const chart = page.locator('tide-chart[label="Price by region"]');
  await chart.locator('.panes').focus();
  await page.keyboard.press('ArrowLeft');
  const reading = chart.locator('[aria-live]');
  await expect(reading).toHaveText(/^\d\d:\d\d AEST: NSW1 [−\d.]+ \$\/MWh, QLD1 .* TAS1 [−\d.]+ \$\/MWh$/);
  const first = await reading.innerText();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(reading).not.toHaveText(first);
  await page.keyboard.press('+');
  await expect(chart.getByRole('button', { name: 'Live', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(chart.getByRole('button', { name: 'Live', exact: true })).toBeHidden();
  await page.keyboard.press('-');
  await page.locator('h1').click();
  await page.keyboard.press('l');
  await expect(chart.getByRole('button', { name: 'Live', exact: true })).toBeHidden();
});

test('the keyboard walks the map, moves and zooms it', async ({ page, server }) => {
  await openBoard(page, server);
  const map = page.locator('tide-map');
  await map.locator('.map').focus();
  await page.keyboard.press('ArrowDown');
  const reading = map.locator('[aria-live]');
  await expect(reading).toHaveText(/MW/);
  const first = await reading.innerText();
  await page.keyboard.press('ArrowUp');
  await expect(reading).not.toHaveText(first);
  await page.keyboard.press('+');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Escape');
  await expect(map.locator('.tip')).toBeHidden();
});

test('tabs and the order of the table work by keyboard', async ({ page, server }) => {
  await openBoard(page, server);
  await page.getByRole('tab', { name: 'Facilities' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Market' })).toBeFocused();
  await expect(page.locator('tide-table tbody tr')).toHaveCount(5);
  await page.locator('tide-table').getByRole('button', { name: 'Demand' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('tide-table th[aria-sort=descending]')).toContainText('Demand');
  await expect(page.locator('tide-table').getByRole('button', { name: 'Demand' })).toBeFocused();
});
