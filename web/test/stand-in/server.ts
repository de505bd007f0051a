/**
 * A stand-in for the server, for developing and testing panels: it speaks the feed over real HTTP with a made-up market,
 * and can be told to fall silent, lose its source, break or start anew.
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { Market, type Row, type ViewSpec } from './market.js';
import { BOARD } from './board.js';

const CSP =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; object-src 'none'";
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

type Where = Record<string, string[]>;

/** A feed that a browser holds open. */
export interface OpenFeed {
  readonly number: number;
  /** What it asked for. */
  readonly query: string;
}

interface Client extends OpenFeed {
  readonly response: ServerResponse;
  readonly views: { spec: ViewSpec; where: Where; rows: Map<string, Row> | undefined }[];
  tick: number;
}

export interface StandInOptions {
  readonly dist?: string;
  /** Extra files by path, for pages that embed panels. */
  readonly pages?: Record<string, string>;
  readonly stepMs?: number;
  readonly beatMs?: number;
  /** The Content-Security-Policy of pages; that of the real server unless said. */
  readonly policy?: string;
}

export class StandIn {
  readonly market = new Market();
  /** How many feed requests came in, and what they asked for. */
  readonly feedRequests: string[] = [];
  /** How often a board was asked for. */
  boardRequests = 0;
  board: Record<string, unknown> = structuredClone(BOARD) as Record<string, unknown>;
  revision = 1;
  /** While true nothing at all is sent, and connections stay open. */
  silent = false;
  /** While true rows no longer come, but the server lives. */
  sourceStopped = false;
  failure: Record<string, string> = {};
  polled: Record<string, string> = {};
  refused = 3;
  #server: Server | undefined;
  #sockets = new Set<Socket>();
  #clients = new Set<Client>();
  #timers: ReturnType<typeof setInterval>[] = [];
  #tick = 100;
  #epoch = 1;
  #port = 0;
  #lastRowAt = Date.now();
  readonly #options: StandInOptions;

  constructor(options: StandInOptions = {}) {
    this.#options = options;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get clients(): number {
    return this.#clients.size;
  }

  /**
   * The feeds that are open now. A request that the browser took back may reach the server after the one that replaced
   * it, so the last of {@link feedRequests} need not be what the page listens to.
   */
  get openFeeds(): OpenFeed[] {
    return [...this.#clients].map(({ number, query }) => ({ number, query }));
  }

  get tick(): number {
    return this.#tick;
  }

  async start(): Promise<this> {
    this.#server = createServer((request, response) => this.#answer(request, response));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    await new Promise<void>((resolve) => this.#server?.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
    this.#timers = [
      setInterval(() => this.step(), this.#options.stepMs ?? 1000),
      setInterval(() => this.#beats(), this.#options.beatMs ?? 1000),
    ];
    return this;
  }

  /** Dies, as by kill -9. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    for (const socket of this.#sockets) socket.destroy();
    this.#clients.clear();
    await new Promise<void>((resolve) => (this.#server === undefined ? resolve() : this.#server.close(() => resolve())));
  }

  /** Starts anew on the same port, knowing nothing of old tokens. */
  async restart(): Promise<void> {
    this.#epoch++;
    this.#tick = 1;
    await this.start();
  }

  /** Cuts all connections without dying. */
  cut(): void {
    for (const client of this.#clients) client.response.destroy();
    this.#clients.clear();
  }

  /** Ends every view of every client, as an edit of the project does. */
  endAll(reason: string): void {
    for (const client of this.#clients) {
      for (const { spec } of client.views) client.response.write(event('end', { view: spec.name, reason }));
      client.response.end();
    }
    this.#clients.clear();
  }

  step(): void {
    if (this.sourceStopped) return;
    this.market.step();
    this.#tick++;
    this.#lastRowAt = Date.now();
    if (!this.silent) for (const client of this.#clients) this.#flush(client);
  }

  /** The rows of a view now, as the panels ought to show them. */
  rows(view: string, where: Where = {}): Row[] {
    return this.market.views.find((spec) => spec.name === view)?.rows(where) ?? [];
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', this.url);
    if (request.headers.origin !== undefined) response.setHeader('access-control-allow-origin', '*');
    const { pathname } = url;
    if (pathname === '/api/v1/feed') return this.#feed(response, url);
    if (pathname === '/api/v1/views') return json(response, 200, { views: this.market.views.map((spec) => this.#info(spec)) });
    if (pathname === '/api/v1/boards') return json(response, 200, { boards: [{ name: 'nem', title: this.board['title'] }] });
    if (pathname.startsWith('/api/v1/boards/')) {
      this.boardRequests++;
      return pathname.endsWith('/nem')
        ? json(response, 200, this.board)
        : json(response, 404, { error: 'no such board; there is nem' });
    }
    if (pathname.startsWith('/api/v1/views/')) return this.#view(response, pathname.slice(14), url);
    if (pathname === '/api/v1/sources') return json(response, 200, { sources: [{ name: 'feed', detail: 'stand-in' }] });
    if (pathname === '/api/v1/quarantine') return json(response, 200, { refused: QUARANTINE });
    return this.#file(response, pathname);
  }

  #info(spec: ViewSpec): object {
    const { name, columns, key, parameters } = spec;
    const withKey = key[0] === '#' ? [{ name: '#', type: 'long', unit: '' }, ...columns] : columns;
    return {
      name,
      columns: withKey,
      key,
      parameters,
      rows: this.#watched(spec) ? spec.rows({}).length : -1,
      failure: this.failure[name] ?? '',
      polled: this.polled[name] ?? '',
      sources: ['feed'],
      tables: ['readings'],
    };
  }

  /** Like the real server, it only counts the rows that somebody looks at. */
  #watched(spec: ViewSpec): boolean {
    return [...this.#clients].some((client) =>
      client.views.some((view) => view.spec.name === spec.name && Object.keys(view.where).length === 0),
    );
  }

  #view(response: ServerResponse, name: string, url: URL): void {
    const spec = this.market.views.find((candidate) => candidate.name === decodeURIComponent(name));
    if (spec === undefined) return json(response, 404, { error: `no view named ${name}` });
    const where = whereOf(url.searchParams, '');
    json(response, 200, { view: spec.name, tick: this.#tick, key: spec.key, columns: columnsOf(spec, spec.rows(where)) });
  }

  #feed(response: ServerResponse, url: URL): void {
    this.feedRequests.push(url.search);
    const names = url.searchParams.getAll('view');
    const specs = names.map((name) => this.market.views.find((spec) => spec.name === name));
    const missing = names.filter((_, i) => specs[i] === undefined);
    if (missing.length > 0)
      return json(response, 404, {
        error: `no view named ${missing.join(', ')}; there are ${this.market.views.map((spec) => spec.name).join(', ')}`,
      });
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const client: Client = {
      number: this.feedRequests.length,
      query: url.search,
      response,
      tick: -1,
      views: (specs as ViewSpec[]).map((spec) => ({ spec, where: whereOf(url.searchParams, `${spec.name}.`), rows: undefined })),
    };
    this.#clients.add(client);
    response.on('close', () => this.#clients.delete(client));
    if (this.silent) return;
    this.#flush(client);
    this.#beat(client);
  }

  #flush(client: Client): void {
    const events: string[] = [];
    for (const view of client.views) {
      const now = new Map(view.spec.rows(view.where).map((row) => [view.spec.key.map((name) => row[name]).join('|'), row]));
      const body = view.rows === undefined ? this.#snapshot(view.spec, now) : this.#delta(view.spec, view.rows, now, client.tick);
      if (body !== undefined) events.push(body);
      view.rows = now;
    }
    client.tick = this.#tick;
    const id = `id: ${this.#epoch}-${this.#tick}\n`;
    events.forEach((text, i) => client.response.write(i === events.length - 1 ? id + text : text));
  }

  #snapshot(spec: ViewSpec, now: Map<string, Row>): string {
    const columns = columnsOf(spec, [...now.values()]);
    return event('snapshot', { view: spec.name, tick: this.#tick, failure: this.failure[spec.name], key: spec.key, columns });
  }

  #delta(spec: ViewSpec, before: Map<string, Row>, now: Map<string, Row>, from: number): string | undefined {
    const put = [...now].filter(([key, row]) => JSON.stringify(before.get(key)) !== JSON.stringify(row)).map(([, row]) => row);
    const del = [...before].filter(([key]) => !now.has(key)).map(([, row]) => row);
    const failure = this.failure[spec.name];
    if (put.length + del.length === 0 && failure === undefined) return undefined;
    const keys: Record<string, unknown[]> = {};
    for (const name of spec.key) keys[name] = del.map((row) => row[name]);
    return event('delta', { view: spec.name, from, tick: this.#tick, failure, put: columnsOf(spec, put), del: keys });
  }

  #beats(): void {
    if (!this.silent) for (const client of this.#clients) this.#beat(client);
  }

  #beat(client: Client): void {
    const age = Date.now() - this.#lastRowAt;
    client.response.write(
      event('beat', {
        tick: client.tick,
        now: new Date().toISOString(),
        sources: { feed: { age_ms: age, state: 'live', refused: this.refused } },
        tables: { readings: { age_ms: age, data_time: this.rows('market_now')[0]?.['at'], period_ms: 0 } },
        boards: this.revision,
      }),
    );
  }

  #file(response: ServerResponse, pathname: string): void {
    const page = this.#options.pages?.[pathname];
    if (page !== undefined) {
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': this.#options.policy ?? CSP,
      });
      response.end(page);
      return;
    }
    const name =
      pathname === '/' ? 'index.html' : pathname.startsWith('/b/') ? 'board.html' : normalize(pathname).replace(/^\/+/, '');
    const file = join(this.#options.dist ?? '', name);
    if (this.#options.dist === undefined || name.startsWith('..') || !existsSync(file) || !statSync(file).isFile()) {
      return json(response, 404, { error: `no file ${pathname}` });
    }
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': CSP,
    });
    createReadStream(file).pipe(response);
  }
}

function whereOf(parameters: URLSearchParams, prefix: string): Where {
  const where: Where = {};
  for (const [name, value] of parameters) {
    if (name === 'view' || name === 'since' || !name.startsWith(prefix)) continue;
    (where[name.slice(prefix.length)] ??= []).push(value);
  }
  return where;
}

function columnsOf(spec: ViewSpec, rows: readonly Row[]): Record<string, unknown[]> {
  const names = [...(spec.key[0] === '#' ? ['#'] : []), ...spec.columns.map((column) => column.name)];
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name] ?? null)]));
}

function event(name: string, body: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(body)}\n\n`;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

const QUARANTINE = [
  {
    at: '2025-10-15T00:05:01Z',
    source: 'feed',
    table: 'readings',
    column: 'facility',
    value: 'NEM_VIC_HAZELWOOD_1',
    reason: 'unknown facility',
  },
  {
    at: '2025-10-15T00:05:00Z',
    source: 'feed',
    table: '',
    column: '',
    value: '{"timestamp":"starting..."}',
    reason: '<b>no table matches</b>',
  },
];
