import { afterEach, describe, expect, it } from 'vitest';
import { FeedConnection, type ConnectionListener, type LinkState, type ViewUpdate } from '../../src/feed/connection.js';
import type { RefusedError } from '../../src/feed/event-stream.js';
import { subscriptionOf } from '../../src/feed/subscription.js';
import { ViewStore } from '../../src/feed/view-store.js';
import { KEY, RandomView, sortedRows } from './random.js';
import { eventually } from './eventually.js';

/** A server in this process: it answers `fetch` with streams that the test writes to. */
class ScriptedServer {
  readonly requests: URL[] = [];
  answer: 'stream' | 'unreachable' | number = 'stream';
  #stream: ReadableStreamDefaultController<Uint8Array> | undefined;

  readonly fetch: typeof fetch = (input, init) => {
    this.requests.push(new URL(String(input)));
    if (this.answer === 'unreachable') return Promise.reject(new TypeError('fetch failed'));
    if (this.answer !== 'stream')
      return Promise.resolve(new Response('{"error":"no view named b; there is a"}', { status: this.answer }));
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void (this.#stream = controller) });
    const stream = this.#stream;
    init?.signal?.addEventListener('abort', () => stream?.error(new DOMException('aborted', 'AbortError')));
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
  };

  send(event: string, body: unknown, id?: string): void {
    const text = `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(body)}\n\n`;
    this.#stream?.enqueue(new TextEncoder().encode(text));
  }

  end(): void {
    this.#stream?.close();
  }
}

class Heard implements ConnectionListener {
  readonly ticks: number[] = [];
  readonly links: LinkState[] = [];
  readonly stores = new Map<string, ViewStore>();
  readonly refusals: RefusedError[] = [];
  readonly ends: string[] = [];
  updatesPerFlush: number[] = [];

  flush(tick: number, updates: readonly ViewUpdate[]): void {
    this.ticks.push(tick);
    this.updatesPerFlush.push(updates.length);
    for (const update of updates) {
      if (update.kind === 'rows') this.stores.set(update.id, ViewStore.of(update.key, update.columns));
      else this.stores.get(update.id)?.apply(update);
    }
  }
  beat(): void {}
  link(state: LinkState): void {
    this.links.push(state);
  }
  ended(id: string, reason: string): void {
    this.ends.push(`${id}: ${reason}`);
  }
  refused(error: RefusedError): void {
    this.refusals.push(error);
  }
}

const open: FeedConnection[] = [];
afterEach(() => {
  for (const connection of open.splice(0)) connection.close();
});

function connect(server: ScriptedServer, heard: Heard, views = ['a'], silenceMs = 3000): FeedConnection {
  const connection = new FeedConnection(
    views.map((view) => subscriptionOf(view)),
    heard,
    { base: 'http://server', fetcher: server.fetch, silenceMs, retryMs: [5, 20] },
  );
  open.push(connection);
  return connection;
}

const rows = (tick: number, view = 'a') => ({ view, tick, key: ['k'], columns: { k: ['x'], v: [tick] } });

describe('a connection', () => {
  it('shows nothing of a flush before its last event, and then everything at one tick', async () => {
    const server = new ScriptedServer();
    const heard = new Heard();
    connect(server, heard, ['a', 'b']);
    server.send('snapshot', rows(5, 'a'));
    server.send('beat', { tick: 5, now: 0 });
    await eventually(() => expect(heard.links).toEqual(['live']));
    expect(heard.ticks).toEqual([]);
    server.send('snapshot', rows(5, 'b'), 'e-5');
    await eventually(() => expect(heard.ticks).toEqual([5]));
    expect(heard.updatesPerFlush).toEqual([2]);
  });

  it('holds exactly the rows of the server after any merged deltas', async () => {
    const server = new ScriptedServer();
    const heard = new Heard();
    connect(server, heard);
    const view = new RandomView(3);
    let tick = 1;
    server.send('snapshot', { view: 'a', tick, key: KEY, columns: view.snapshot() }, `e-${tick}`);
    for (let i = 0; i < 100; i++) {
      const from = tick;
      tick += 1 + view.below(4);
      server.send('delta', { view: 'a', from, tick, ...view.change() }, `e-${tick}`);
    }
    await eventually(() => expect(heard.ticks.at(-1)).toBe(tick));
    expect(sortedRows(heard.stores.get('a') as ViewStore)).toEqual(view.model.sorted());
    expect(server.requests).toHaveLength(1);
  });

  it('follows a beat that moves the position without a change', async () => {
    const server = new ScriptedServer();
    const heard = new Heard();
    connect(server, heard);
    server.send('snapshot', rows(5), 'e-5');
    server.send('beat', { tick: 9, now: 0 }, 'e-9');
    server.send('delta', { view: 'a', from: 9, tick: 10, put: { k: ['x'], v: [10] } }, 'e-10');
    await eventually(() => expect(heard.ticks).toEqual([5, 10]));
    expect(server.requests).toHaveLength(1);
  });

  it('asks for fresh rows when a delta does not continue what it holds', async () => {
    const server = new ScriptedServer();
    const heard = new Heard();
    connect(server, heard);
    server.send('snapshot', rows(5), 'e-5');
    server.send('delta', { view: 'a', from: 6, tick: 7, put: { k: ['x'], v: [7] } }, 'e-7');
    await eventually(() => expect(server.requests).toHaveLength(2));
    expect(server.requests[1]?.searchParams.has('since')).toBe(false);
    server.send('snapshot', rows(8), 'e-8');
    await eventually(() => expect(heard.ticks).toEqual([5, 8]));
  });

  it('resumes from its last token when the stream ends', async () => {
    const server = new ScriptedServer();
    const heard = new Heard();
    connect(server, heard);
    server.send('snapshot', rows(5), 'e-5');
    await eventually(() => expect(heard.ticks).toEqual([5]));
    server.end();
    await eventually(() => expect(server.requests).toHaveLength(2));
    expect(heard.links).toEqual(['live', 'offline']);
    expect(server.requests[1]?.searchParams.get('since')).toBe('e-5');
    server.send('delta', { view: 'a', from: 5, tick: 12, put: { k: ['x'], v: [12] } }, 'e-12');
    await eventually(() => expect(heard.ticks).toEqual([5, 12]));
    expect(heard.links).toEqual(['live', 'offline', 'live']);
    expect(heard.stores.get('a')?.column('v')).toEqual([12]);
  });

  it('drops a half-received flush with the connection it came on', async () => {
    const server = new ScriptedServer();
    const heard = new Heard();
    connect(server, heard, ['a', 'b']);
    server.send('snapshot', rows(5, 'a'));
    server.send('snapshot', rows(5, 'b'), 'e-5');
    server.send('delta', { view: 'a', from: 5, tick: 6, put: { k: ['x'], v: [6] } });
    await eventually(() => expect(heard.ticks).toEqual([5]));
    server.end();
    await eventually(() => expect(server.requests).toHaveLength(2));
    server.send('delta', { view: 'b', from: 5, tick: 7, put: { k: ['x'], v: [7] } }, 'e-7');
    await eventually(() => expect(heard.ticks).toEqual([5, 7]));
    expect(heard.stores.get('a')?.column('v')).toEqual([5]);
  });

  it('takes fresh rows from a server that was started anew', async () => {
    const server = new ScriptedServer();
    const heard = new Heard();
    connect(server, heard);
    server.send('snapshot', rows(500), 'e-500');
    server.end();
    await eventually(() => expect(server.requests).toHaveLength(2));
    server.send('snapshot', rows(3), 'f-3');
    server.send('delta', { view: 'a', from: 3, tick: 4, put: { k: ['y'], v: [4] } }, 'f-4');
    await eventually(() => expect(heard.ticks).toEqual([500, 3, 4]));
    expect(heard.stores.get('a')?.rows).toBe(2);
  });

  it('calls silence a failure and tries again', async () => {
    const server = new ScriptedServer();
    const heard = new Heard();
    connect(server, heard, ['a'], 40);
    server.send('snapshot', rows(5), 'e-5');
    await eventually(() => expect(heard.links).toEqual(['live', 'offline']));
    await eventually(() => expect(server.requests.length).toBeGreaterThan(1));
  });

  it('keeps trying while the server is away', async () => {
    const server = new ScriptedServer();
    const heard = new Heard();
    server.answer = 'unreachable';
    connect(server, heard);
    await eventually(() => expect(server.requests.length).toBeGreaterThan(3));
    expect(heard.links).toEqual(['offline']);
    server.answer = 'stream';
    const before = server.requests.length;
    await eventually(() => expect(server.requests.length).toBeGreaterThan(before));
    server.send('snapshot', rows(1), 'e-1');
    await eventually(() => expect(heard.ticks).toEqual([1]));
  });

  it('tries again when the server is busy, and stops when it says no', async () => {
    const server = new ScriptedServer();
    const heard = new Heard();
    server.answer = 503;
    connect(server, heard);
    await eventually(() => expect(server.requests.length).toBeGreaterThan(2));
    server.answer = 404;
    await eventually(() => expect(heard.refusals).toHaveLength(1));
    expect(heard.refusals[0]?.message).toBe('no view named b; there is a');
    const asked = server.requests.length;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(server.requests).toHaveLength(asked);
  });

  it('hands on that a view has ended', async () => {
    const server = new ScriptedServer();
    const heard = new Heard();
    connect(server, heard);
    server.send('end', { view: 'a', reason: 'the view was removed' });
    await eventually(() => expect(heard.ends).toEqual(['a: the view was removed']));
  });
});
