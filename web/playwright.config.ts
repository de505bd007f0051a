import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));

/** `browser`: panels against a stand-in of the server. `e2e`: the demo of the electricity market at BASE_URL. */
export default defineConfig({
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // One at a time: many tests are about seconds of silence, which a busy machine must not make up.
  workers: 1,
  forbidOnly: true,
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-AU',
    timezoneId: 'UTC',
    launchOptions: {
      ...(installed === undefined ? {} : { executablePath: installed }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'browser', testDir: 'test/browser' },
    { name: 'shots', testDir: 'test/browser', testMatch: '*.shots.ts' },
    { name: 'e2e', testDir: 'test/e2e' },
  ],
});
