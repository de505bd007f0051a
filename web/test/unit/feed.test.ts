import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { canFilter } from '../../src/feed/catalogue.js';
import { Feed } from '../../src/feed/feed.js';
import { inPageHub } from '../../src/feed/hub-port.js';
import type { LiveView } from '../../src/feed/live-view.js';
import { feedUrl, subscriptionOf, whereOf } from '../../src/feed/subscription.js';
import { StandIn } from '../stand-in/server.js';
import { eventually } from './eventually.js';

const feeds: Feed[] = [];
const servers: StandIn[] = [];
afterEach(async () => {
  for (const feed of feeds.splice(0)) feed.close();
  for (const server of servers.splice(0)) await server.stop();
});

async function start(stepMs = 50): Promise<{ server: StandIn; feed: Feed }> {
  const server = await new StandIn({ stepMs, beatMs: 100 }).start();
  servers.push(server);
  const feed = new Feed(server.url, inPageHub({ silenceMs: 1500, retryMs: [20, 60] }));
  feeds.push(feed);
  return { server, feed };
}

function powers(view: LiveView): string[] {
  const store = view.store;
  return store === undefined
    ? []
    : store
        .column('code')
        .map((code, i) => `${code} ${store.column('power')[i]}`)
        .sort();
}

describe('the feed of a page', () => {
  it('shares one subscription among panels, and ends it with the last', async () => {
    const { server, feed } = await start();
    const [a, b] = [feed.subscribe('output_now'), feed.subscribe('output_now', {})];
    expect(a).toBe(b);
    await eventually(() => expect(a.store?.rows).toBe(240));
    a.release();
    await eventually(() => expect(server.clients).toBe(1));
    b.release();
    await eventually(() => expect(server.clients).toBe(0));
  });

  it('freezes what is drawn while paused and shows all of it on resuming', async () => {
    const { server, feed } = await start();
    const view = feed.subscribe('output_now');
    await eventually(() => expect(view.store?.rows).toBe(240));
    feed.pause();
    const frozen = powers(view);
    await eventually(() => expect(feed.waiting).toBeGreaterThan(100));
    expect(powers(view)).toEqual(frozen);
    expect(feed.waiting).toBeLessThanOrEqual(240);
    server.sourceStopped = true;
    const now = server
      .rows('output_now')
      .map((row) => `${row['code']} ${row['power']}`)
      .sort();
    await new Promise((resolve) => setTimeout(resolve, 300));
    feed.resume();
    expect(powers(view)).toEqual(now);
    expect(feed.waiting).toBe(0);
  });

  it('draws the first rows of a view that is opened while paused', async () => {
    const { feed } = await start();
    feed.pause();
    const view = feed.subscribe('market_now');
    await eventually(() => expect(view.store?.rows).toBe(5));
  });

  it('keeps a pause over a restart of the server', async () => {
    const { server, feed } = await start();
    const view = feed.subscribe('output_now');
    await eventually(() => expect(view.store?.rows).toBe(240));
    feed.pause();
    const frozen = powers(view);
    await server.stop();
    await eventually(() => expect(feed.link).toBe('offline'));
    await server.restart();
    await eventually(() => expect(feed.link).toBe('live'));
    await eventually(() => expect(feed.waiting).toBe(240));
    expect(powers(view)).toEqual(frozen);
  });

  it('looks at the views anew when the boards were edited or the server came back', async () => {
    const { server, feed } = await start();
    feed.subscribe('market_now');
    await eventually(() => expect(feed.beat).toBeDefined());
    const before = feed.generation;
    server.revision++;
    await eventually(() => expect(feed.generation).toBe(before + 1));
  });

  it('tells the time that the data is of', async () => {
    const { server, feed } = await start();
    feed.subscribe('market_now');
    await feed.catalogue();
    server.sourceStopped = true;
    await eventually(() => expect(feed.sources.dataTime(feed.tables())).toBe(server.rows('market_now')[0]?.['at']));
  });

  it('tells at once that a view failed and that it recovered, also while paused and to a page that comes later', async () => {
    const { server, feed } = await start();
    const view = feed.subscribe('market_now');
    await eventually(() => expect(view.store?.rows).toBe(5));
    expect(view.failure).toBe('');
    feed.pause();
    server.failure = { market_now: 'division by zero' };
    await eventually(() => expect(view.failure).toBe('division by zero'));
    expect(view.store?.rows, 'the last rows stay').toBe(5);
    const later = feed.subscribe('market_now', { region: ['NSW1'] });
    await eventually(() => expect([later.store?.rows, later.failure]).toEqual([1, 'division by zero']));
    server.failure = {};
    await eventually(() => expect([view.failure, later.failure]).toEqual(['', '']));
  });

  it('tells why a view ended, and tries again when asked', async () => {
    const { feed } = await start();
    const view = feed.subscribe('nonsense');
    await eventually(() => expect(view.error).toBe('no view named nonsense'));
    const failures = view.failures;
    view.tryAgain();
    await eventually(() => expect(view.failures).toBeGreaterThan(failures));
    expect(view.error).toBe('no view named nonsense');
  });

  it('asks by itself again for views that the server ended, as after an edit of the project', async () => {
    const { server, feed } = await start();
    const [output, market] = [feed.subscribe('output_now'), feed.subscribe('market_now')];
    await eventually(() => expect([output.store?.rows, market.store?.rows]).toEqual([240, 5]));
    const before = feed.generation;
    const told: unknown[] = [];
    output.listen(() => told.push(output.error));
    server.endAll('the project was edited');
    await eventually(() => expect(output.renewing).toBe(true));
    expect(output.store?.rows, 'the last rows stay').toBe(240);
    await eventually(() => expect([output.renewing, market.renewing]).toEqual([false, false]));
    expect(new Set(told), 'an edit is no failure').toEqual(new Set([undefined]));
    expect(feed.generation).toBeGreaterThan(before);
    expect(feed.link).toBe('live');
  });

  it('tells the reason of the server for what it cannot give', async () => {
    const { feed } = await start();
    await expect(feed.get('/api/v1/boards/x')).rejects.toThrow('no such board; there is nem');
  });
});

describe('a subscription', () => {
  it('is the same however its filters are written', () => {
    const a = subscriptionOf('v', { region: ['SA1', 'NSW1', 'SA1'], fuel: ['wind'], none: [] });
    const b = subscriptionOf('v', whereOf('fuel=wind&region=NSW1&region=SA1'));
    expect(a.id).toBe(b.id);
    expect(subscriptionOf('v').id).toBe('v');
  });

  it('escapes whatever its values hold', () => {
    const odd = subscriptionOf('a b', { 'x&y': ['1=2', 'é#'] });
    const url = new URL(feedUrl('http://host', [odd, subscriptionOf('c')], '7f-3'));
    expect(url.searchParams.getAll('view')).toEqual(['a b', 'c']);
    expect(url.searchParams.getAll('a b.x&y')).toEqual(['1=2', 'é#']);
    expect(url.searchParams.get('since')).toBe('7f-3');
  });

  it('takes a filter that is a parameter or a column', () => {
    const view = {
      name: 'v',
      columns: [{ name: 'fuel', type: 'text' as const, unit: '' }],
      key: [],
      parameters: ['region'],
      rows: 0,
      polled: '',
      sources: [],
      tables: [],
    };
    expect(['fuel', 'region', 'state'].map((name) => canFilter(view, name))).toEqual([true, true, false]);
  });
});

describe('the feed folder', () => {
  it('knows nothing of pages', () => {
    const folder = join(import.meta.dirname, '../../src/feed');
    for (const name of readdirSync(folder)) {
      const source = readFileSync(join(folder, name), 'utf8');
      expect(source, name).not.toMatch(/from '\.\.\//);
      expect(source, name).not.toMatch(/\b(document|window|HTMLElement|customElements|requestAnimationFrame)\b/);
    }
  });
});
