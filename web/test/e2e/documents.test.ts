/** What docs/feed.md tells people to write and to type does what it says. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { BASE_URL, rows, startServer } from './server.js';

const guide = await readFile(new URL('../../../docs/feed.md', import.meta.url), 'utf8');

function snippet(language: string): string {
  const found = new RegExp('```' + language + '\n([^]*?)```').exec(guide)?.[1];
  if (found === undefined) throw new Error(`docs/feed.md has no snippet of ${language}`);
  return found;
}

test.beforeAll(startServer);

test('the client of the guide has the rows of the view at every tick', async ({ page }) => {
  const used = `const states = {};
    globalThis.statesOfGuide = states;
    follow('market_now', (rows, tick) => { states[tick] = [...rows.values()]; });`;
  // A file of the server, as its policy allows no script inside a page.
  await page.route('**/guide.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: `${snippet('js')}\n${used}` }),
  );
  await page.goto(BASE_URL);
  await page.addScriptTag({ type: 'module', url: `${BASE_URL}/guide.js` });
  await expect(async () => {
    const { tick, columns } = await rows('market_now');
    const shown = await page.evaluate(
      (at) => (globalThis as unknown as { statesOfGuide?: Record<string, Record<string, unknown>[]> }).statesOfGuide?.[at],
      tick,
    );
    const regions = columns['region'] ?? [];
    expect(shown).toHaveLength(regions.length);
    for (const row of shown ?? []) {
      const i = regions.indexOf(row['region'] as string);
      expect(row).toEqual(Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[i]])));
    }
  }).toPass();
});

test('the command of the guide prints a snapshot, a beat and a delta', async () => {
  const command = snippet('sh').replace('http://127.0.0.1:8080', BASE_URL);
  // curl ends with status 28 when its time is over, as it is meant to.
  const printed = await promisify(execFile)('sh', ['-c', `${command.trim()} || [ $? = 28 ]`]);
  expect(printed.stdout).toMatch(/^retry: \d+\n\n/);
  for (const event of ['snapshot', 'beat', 'delta']) expect(printed.stdout).toContain(`event: ${event}\n`);
});
