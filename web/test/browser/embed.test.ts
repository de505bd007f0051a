import { expect, feedWith, test } from './fixtures.js';
import { StandIn } from '../stand-in/server.js';

test('a panel works in any page, also of another origin', async ({ page, server, misdeeds }) => {
  const html = `<!doctype html><html lang="en"><title>Mine</title><link rel="icon" href="data:,"><script type="module" src="${server.url}/elements.js"></script>
    <main><h1>My page</h1><tide-stat src="${server.url}" view="power_now" y="power" label="Power"></tide-stat>
    <tide-chart src="${server.url}" view="power_by_fuel" x="at" y="power" by="fuel" stack where="region=NSW1"></tide-chart>
    <tide-map src="${server.url}" view="output_now" size="power" shape="fuel" group="region" base="au-states"></tide-map></main>`;
  const other = await new StandIn({ pages: { '/mine.html': html }, policy: '' }).start();
  try {
    await page.goto(`${other.url}/mine.html`);
    await expect(page.locator('tide-stat')).toContainText(/\d\s*MW/);
    await expect(page.locator('tide-chart .ends li')).toHaveCount(8);
    await expect(page.locator('tide-map .legend')).toContainText('coal');
    await expect(page.locator('tide-map h2')).toHaveText('output_now');
    expect((await feedWith(server, 'power_by_fuel')).query).toContain('power_by_fuel.region=NSW1');
    expect(misdeeds.errors).toEqual([]);
  } finally {
    await other.stop();
  }
});

test('attributes that change are followed by the same element', async ({ page, server }) => {
  await page.goto(`${server.url}/b/nem`);
  await page.setContent('<tide-stat view="power_now" y="power"></tide-stat>');
  const stat = page.locator('tide-stat');
  await expect(stat).toContainText(/\d/);
  await stat.evaluate((element) => element.setAttribute('where', 'region=TAS1'));
  server.sourceStopped = true;
  const power = server.rows('power_now', { region: ['TAS1'] })[0]?.['power'] as number;
  await expect(stat.locator('b')).toHaveText(new Intl.NumberFormat('en').format(Math.round(power)));
  await stat.evaluate((element) => element.setAttribute('view', 'demand_now'));
  await stat.evaluate((element) => element.setAttribute('y', 'demand'));
  const demand = server.rows('demand_now', { region: ['TAS1'] })[0]?.['demand'] as number;
  await expect(stat.locator('b')).toHaveText(new Intl.NumberFormat('en').format(Math.round(demand)));
});
