/** What the guides tell people to write and to type does what they say. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { BASE_URL, get, rows, startServer } from './server.js';

/** The first piece of code in a language that a guide has. */
async function snippet(guide: string, language: string): Promise<string> {
  const text = await readFile(new URL(`../../../docs/${guide}`, import.meta.url), 'utf8');
  const found = new RegExp('```' + language + '\n([^]*?)```').exec(text)?.[1];
  if (found === undefined) throw new Error(`docs/${guide} has no snippet of ${language}`);
  return found;
}

async function run(commands: string): Promise<string> {
  return (await promisify(execFile)('sh', ['-c', commands])).stdout;
}

test.beforeAll(startServer);

test('the client of the guide has the rows of the view at every tick', async ({ page }) => {
  const used = `const states = {};
    globalThis.statesOfGuide = states;
    follow('market_now', (rows, tick) => { states[tick] = [...rows.values()]; });`;
  const client = await snippet('feed.md', 'js');
  // A file of the server, as its policy allows no script inside a page.
  await page.route('**/guide.js', (route) => route.fulfill({ contentType: 'text/javascript', body: `${client}\n${used}` }));
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
  const command = (await snippet('feed.md', 'sh')).trim().replace('http://127.0.0.1:8080', BASE_URL);
  // curl ends with status 28 when its time is over, as it is meant to.
  const printed = await run(`${command} || [ $? = 28 ]`);
  expect(printed).toMatch(/^retry: \d+\n\n/);
  for (const event of ['snapshot', 'beat', 'delta']) expect(printed).toContain(`event: ${event}\n`);
});

test('the commands of the MQTT guide send a row that is refused, and show why', async () => {
  const { sources } = await get<{ sources: { detail: string }[] }>('/api/v1/sources');
  const port = /:(\d+)/.exec(sources[0]?.detail ?? '')?.[1] ?? '';
  const guide = await snippet('mqtt.md', 'sh');
  const commands = guide.replaceAll('-p 1883', `-p ${port}`).replaceAll('http://127.0.0.1:8080', BASE_URL);
  expect(await run(commands)).toContain('NOWHERE');
});
