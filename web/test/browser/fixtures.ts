import { resolve } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { StandIn, type OpenFeed, type StandInOptions } from '../stand-in/server.js';

export { expect };

/** Everything a page must never do, gathered while a test runs. */
export interface Misdeeds {
  readonly errors: string[];
  readonly foreign: string[];
}

interface Fixtures {
  readonly options: StandInOptions;
  readonly server: StandIn;
  readonly misdeeds: Misdeeds;
}

export const test = base.extend<Fixtures>({
  options: [{}, { option: true }],
  server: async ({ options }, use) => {
    const server = await new StandIn({ dist: resolve(import.meta.dirname, '../../dist'), ...options }).start();
    await use(server);
    await server.stop();
  },
  misdeeds: [
    async ({ page, server }, use) => {
      const misdeeds: Misdeeds = { errors: [], foreign: [] };
      page.on('console', (message) => {
        if (message.type() === 'error') misdeeds.errors.push(`${message.text()} ${message.location().url}`);
      });
      page.on('pageerror', (error) => misdeeds.errors.push(String(error)));
      page.on('request', (request) => {
        const { origin, protocol } = new URL(request.url());
        if (origin !== server.url && protocol.startsWith('http')) misdeeds.foreign.push(request.url());
      });
      await use(misdeeds);
    },
    { auto: true },
  ],
});

/** Opens the board and waits until every panel has drawn. */
export async function openBoard(page: Page, server: StandIn, query = ''): Promise<void> {
  await page.goto(`${server.url}/b/nem${query}`);
  await expect(page.locator('tide-stat').first()).toContainText(/\d/);
  await expect(page.locator('tide-table tbody tr').first()).toBeVisible();
}

/** Waits until the page holds a single feed open and it carries `view`, and gives that feed back. */
export async function feedWith(server: StandIn, view: string): Promise<OpenFeed> {
  await expect
    .poll(() => server.openFeeds.map(({ query }) => query), 'one feed with all views')
    .toEqual([expect.stringContaining(`view=${view}`)]);
  return server.openFeeds[0] as OpenFeed;
}
