import { afterEach, describe, expect, it } from 'vitest';
import { FeedHub, MAX_LANES, type HubLine, type HubMessage } from '../../src/feed/hub.js';
import { PINGS_TO_MISS, PortServer, type Port } from '../../src/feed/port-server.js';
import { subscriptionOf, type Where } from '../../src/feed/subscription.js';
import { ViewStore } from '../../src/feed/view-store.js';
import { StandIn } from '../stand-in/server.js';
import { eventually } from './eventually.js';

const OPTIONS = { silenceMs: 1500, retryMs: [20, 60] as const };

/** A page that keeps what it is told, the way a real one does. */
class TestPage {
  readonly stores = new Map<string, ViewStore>();
  readonly failures = new Map<string, string>();
  readonly heard: HubMessage[] = [];
  readonly line: HubLine;

  constructor(hub: FeedHub) {
    this.line = hub.attach((message) => this.receive(message));
  }

  receive(message: HubMessage): void {
    // As through a port: nothing is shared with the hub.
    const copy = structuredClone(message);
    this.heard.push(copy);
    if (copy.kind !== 'flush') return;
    for (const update of copy.updates) {
      this.failures.set(update.id, update.failure);
      if (update.kind === 'rows') this.stores.set(update.id, ViewStore.of(update.key, update.columns));
      else this.stores.get(update.id)?.apply(update);
    }
  }

  show(view: string, where: Where = {}): string {
    const subscription = subscriptionOf(view, where);
    this.line.subscribe(subscription);
    return subscription.id;
  }

  get link(): string | undefined {
    return this.heard.filter((message) => message.kind === 'link').at(-1)?.state;
  }

  reasons(): string[] {
    return this.heard.flatMap((message) => (message.kind === 'ended' ? [message.reason] : []));
  }
}

const servers: StandIn[] = [];
const lines: HubLine[] = [];
afterEach(async () => {
  for (const line of lines.splice(0)) line.close();
  for (const server of servers.splice(0)) await server.stop();
});

async function start(stepMs = 60): Promise<{ server: StandIn; hub: FeedHub; page: () => TestPage }> {
  const server = await new StandIn({ stepMs, beatMs: 100 }).start();
  servers.push(server);
  const hub = new FeedHub({ base: server.url, ...OPTIONS });
  const page = (): TestPage => {
    const made = new TestPage(hub);
    lines.push(made.line);
    return made;
  };
  return { server, hub, page };
}

/** The powers of a store by code, and those of the server. */
function expectSame(page: TestPage, id: string, server: StandIn, where: Record<string, string[]> = {}): void {
  const store = page.stores.get(id) as ViewStore;
  expect(store).toBeDefined();
  const shown = store
    .column('code')
    .map((code, i) => `${code} ${store.column('power')[i]}`)
    .sort();
  expect(shown).toEqual(
    server
      .rows('output_now', where)
      .map((row) => `${row['code']} ${row['power']}`)
      .sort(),
  );
}

describe('the hub', () => {
  it('serves any number of pages over one connection, and a late page at once', async () => {
    const { server, hub, page } = await start();
    const first = page();
    const id = first.show('output_now');
    first.show('market_now');
    await eventually(() => expect(first.stores.size).toBe(2));
    const late = page();
    late.show('output_now');
    expect(late.stores.get(id)?.rows).toBe(240);
    await eventually(() => expect(late.heard.filter((message) => message.kind === 'flush').length).toBeGreaterThan(3));
    expect(hub.lanes).toBe(1);
    expect(server.clients).toBe(1);
    expect(server.feedRequests).toHaveLength(1);
    server.sourceStopped = true;
    await eventually(() => expectSame(late, id, server));
    await eventually(() => expectSame(first, id, server));
  });

  it('tells a late page of a view it holds already that the view failed', async () => {
    const { server, page } = await start();
    const first = page();
    const id = first.show('market_now');
    await eventually(() => expect(first.stores.get(id)?.rows).toBe(5));
    server.failure = { market_now: 'overflow' };
    await eventually(() => expect(first.failures.get(id)).toBe('overflow'));
    const late = page();
    late.show('market_now');
    expect(late.failures.get(id), 'at once, from what the hub holds').toBe('overflow');
    expect(late.stores.get(id)?.rows).toBe(5);
  });

  it('moves all views of a page in one message', async () => {
    const { page } = await start();
    const one = page();
    one.show('output_now');
    one.show('market_now');
    one.show('power_now');
    await eventually(() => expect(one.heard.filter((message) => message.kind === 'flush').length).toBeGreaterThan(4));
    for (const message of one.heard) if (message.kind === 'flush') expect(message.updates).toHaveLength(3);
  });

  it('gives pages with different filters a lane each, and takes it back', async () => {
    const { server, hub, page } = await start();
    const [a, b] = [page(), page()];
    const wind = a.show('output_now', { fuel: ['wind'] });
    const solar = b.show('output_now', { fuel: ['solar'] });
    await eventually(() => expect(a.stores.get(wind)?.rows).toBe(67));
    await eventually(() => expect(b.stores.get(solar)?.rows).toBe(62));
    expect(hub.lanes).toBe(2);
    expect(b.stores.has(wind)).toBe(false);
    b.line.close();
    await eventually(() => expect(hub.lanes).toBe(1));
    await eventually(() => expect(server.clients).toBe(1));
  });

  it('follows a change of filter on the same connection, without the link going down', async () => {
    const { server, hub, page } = await start();
    const one = page();
    const all = one.show('output_now');
    one.show('market_now');
    await eventually(() => expect(one.stores.size).toBe(2));
    const tas = one.show('output_now', { region: ['TAS1'] });
    one.line.unsubscribe(all);
    await eventually(() => expect(one.stores.get(tas)).toBeDefined());
    server.sourceStopped = true;
    await eventually(() => expectSame(one, tas, server, { region: ['TAS1'] }));
    expect(hub.lanes).toBe(1);
    expect(one.heard.filter((message) => message.kind === 'link')).toEqual([
      { kind: 'link', state: 'connecting' },
      { kind: 'link', state: 'live' },
    ]);
  });

  it('gives fresh rows to a view that is dropped and wanted again at once', async () => {
    const { page } = await start();
    const one = page();
    const id = one.show('output_now');
    await eventually(() => expect(one.stores.has(id)).toBe(true));
    one.line.unsubscribe(id);
    one.stores.clear();
    one.show('output_now');
    await eventually(() => expect(one.stores.get(id)?.rows).toBe(240));
  });

  it('refuses more lanes than a browser may open, saying what to do', async () => {
    const { page } = await start();
    const pages = Array.from({ length: MAX_LANES + 1 }, () => page());
    const fuels = ['wind', 'solar', 'coal', 'gas', 'hydro'];
    pages.forEach((one, i) => one.show('output_now', { fuel: [fuels[i] as string] }));
    await eventually(() => expect(pages.at(-1)?.reasons()).toHaveLength(1));
    expect(pages.at(-1)?.reasons()[0]).toContain('Close a tab');
    await eventually(() => expect(pages[0]?.stores.size).toBe(1));
  });

  it('lets only the view fail that the server does not know', async () => {
    const { page } = await start();
    const one = page();
    one.show('no_such_view');
    const id = one.show('output_now');
    await eventually(() => expect(one.reasons()).toEqual(['no view named no_such_view']));
    await eventually(() => expect(one.stores.get(id)?.rows).toBe(240));
  });

  it('recovers by itself when the server is killed and started anew', async () => {
    const { server, page } = await start();
    const one = page();
    const id = one.show('output_now');
    await eventually(() => expect(one.link).toBe('live'));
    await server.stop();
    await eventually(() => expect(one.link).toBe('offline'));
    expect(one.stores.get(id)?.rows).toBe(240);
    await server.restart();
    await eventually(() => expect(one.link).toBe('live'));
    server.sourceStopped = true;
    await eventually(() => expectSame(one, id, server));
  });

  it('notices a server that holds the connection but says nothing', async () => {
    const { server, page } = await start();
    const one = page();
    one.show('output_now');
    await eventually(() => expect(one.link).toBe('live'));
    server.silent = true;
    await eventually(() => expect(one.link).toBe('offline'));
    server.silent = false;
    await eventually(() => expect(one.link).toBe('live'));
  });
});

describe('the port server', () => {
  class TestPort implements Port {
    onmessage: Port['onmessage'] = null;
    readonly sent: HubMessage[] = [];
    answers = true;

    postMessage(message: HubMessage): void {
      this.sent.push(message);
      if (message.kind === 'ping' && this.answers) this.onmessage?.({ data: { kind: 'pong' } });
    }
  }

  function guest(server: PortServer): TestPort {
    const port = new TestPort();
    server.connect(port);
    port.onmessage?.({ data: { kind: 'hello', base: 'http://127.0.0.1:9' } });
    return port;
  }

  it('drops a page that no longer answers, and keeps one that does', () => {
    const server = new PortServer();
    const [alive, dead] = [guest(server), guest(server)];
    dead.answers = false;
    for (let i = 0; i <= PINGS_TO_MISS; i++) server.ping();
    expect(server.guests).toBe(1);
    expect(alive.sent.filter((message) => message.kind === 'ping')).toHaveLength(PINGS_TO_MISS + 1);
  });

  it('tells a page that was frozen and wakes up that it was lost', () => {
    const server = new PortServer();
    const frozen = guest(server);
    frozen.answers = false;
    for (let i = 0; i <= PINGS_TO_MISS; i++) server.ping();
    frozen.onmessage?.({ data: { kind: 'pong' } });
    expect(frozen.sent.at(-1)).toEqual({ kind: 'lost' });
    frozen.onmessage?.({ data: { kind: 'hello', base: 'http://127.0.0.1:9' } });
    expect(server.guests).toBe(1);
  });

  it('forgets a page that says goodbye', () => {
    const server = new PortServer();
    guest(server).onmessage?.({ data: { kind: 'bye' } });
    expect(server.guests).toBe(0);
  });
});
