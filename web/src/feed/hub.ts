import {
  FeedConnection,
  type ConnectionListener,
  type ConnectionOptions,
  type LinkState,
  type ViewUpdate,
} from './connection.js';
import { reasonOf, type RefusedError } from './event-stream.js';
import type { BeatMessage } from './messages.js';
import { queryOf, type Subscription } from './subscription.js';
import { ViewStore } from './view-store.js';

/** What the hub tells a page. */
export type HubMessage =
  | { readonly kind: 'flush'; readonly tick: number; readonly updates: readonly ViewUpdate[] }
  | { readonly kind: 'beat'; readonly beat: BeatMessage }
  | { readonly kind: 'link'; readonly state: LinkState }
  | { readonly kind: 'ended'; readonly id: string; readonly reason: string }
  | { readonly kind: 'ping' }
  /** The page was thought gone: it must subscribe again. */
  | { readonly kind: 'lost' };

/** What a page tells the hub. */
export type PageMessage =
  | { readonly kind: 'hello'; readonly base: string }
  | { readonly kind: 'subscribe'; readonly subscription: Subscription }
  | { readonly kind: 'unsubscribe'; readonly id: string }
  | { readonly kind: 'pong' }
  | { readonly kind: 'bye' };

/** How many connections one browser may hold open: a browser allows six to one host over HTTP/1.1. */
export const MAX_LANES = 4;

/** One page's line to the hub. */
export interface HubLine {
  subscribe(subscription: Subscription): void;
  unsubscribe(id: string): void;
  close(): void;
}

interface Entry {
  readonly subscription: Subscription;
  readonly pages: Set<Page>;
  store: ViewStore | undefined;
  tick: number;
  /** Why the view is failed, as its rows say. */
  failure: string;
  /** Why the server sends none of its rows. */
  refusal: string | undefined;
}

interface Page {
  readonly send: (message: HubMessage) => void;
  link: LinkState | undefined;
}

interface Lane {
  connection: FeedConnection | undefined;
  /** What it ought to carry; the connection follows at the next {@link FeedHub.#arrange}. */
  readonly ids: Set<string>;
}

/**
 * Shares connections among pages: each subscription is received once, decoded once and kept, so that a page that comes
 * later gets its rows at once.
 *
 * A connection carries a view only once, so pages that bind the same view differently need a lane each; with equal
 * bindings one lane serves all. One thread at a time.
 */
export class FeedHub {
  readonly #options: ConnectionOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #pages = new Set<Page>();
  #lanes: Lane[] = [];
  #plan: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** How many connections are open. */
  get lanes(): number {
    return this.#lanes.length;
  }

  attach(send: (message: HubMessage) => void): HubLine {
    const page: Page = { send, link: undefined };
    this.#pages.add(page);
    return {
      subscribe: (subscription) => this.#subscribe(page, subscription),
      unsubscribe: (id) => this.#unsubscribe(page, id),
      close: () => {
        this.#pages.delete(page);
        for (const id of [...this.#entries.keys()]) this.#unsubscribe(page, id);
      },
    };
  }

  #subscribe(page: Page, subscription: Subscription): void {
    let entry = this.#entries.get(subscription.id);
    if (entry === undefined) {
      entry = { subscription, pages: new Set(), store: undefined, tick: -1, failure: '', refusal: undefined };
      this.#entries.set(subscription.id, entry);
    }
    entry.pages.add(page);
    entry.refusal = undefined;
    const held = this.#laneOf(subscription.id) !== undefined ? entry.store : undefined;
    if (held !== undefined) {
      const { failure } = entry;
      const rows: ViewUpdate = { kind: 'rows', id: subscription.id, failure, key: held.key, columns: held.toColumns() };
      page.send({ kind: 'flush', tick: entry.tick, updates: [rows] });
    }
    this.#replan();
    this.#tellLink(page);
  }

  #unsubscribe(page: Page, id: string): void {
    const entry = this.#entries.get(id);
    if (entry === undefined || !entry.pages.delete(page) || entry.pages.size > 0) return;
    this.#entries.delete(id);
    for (const lane of this.#lanes) lane.ids.delete(id);
    this.#replan();
  }

  /** Pages change several subscriptions at a time: wait for all of them before touching a connection. */
  #replan(): void {
    this.#plan ??= setTimeout(() => {
      this.#plan = undefined;
      this.#arrange();
    }, 10);
  }

  /** Gives every subscription a lane, and opens, reopens or closes what that takes. */
  #arrange(): void {
    const fresh = new Set<Lane>();
    for (const [id, entry] of this.#entries) {
      if (entry.refusal !== undefined || this.#laneOf(id) !== undefined) continue;
      const lane = this.#laneFor(entry);
      if (lane === undefined) this.#tooMany(entry);
      else fresh.add(lane);
    }
    for (const lane of [...this.#lanes]) this.#settle(lane, fresh.has(lane));
    for (const page of this.#pages) this.#tellLink(page);
  }

  #laneFor(entry: Entry): Lane | undefined {
    const { id, view } = entry.subscription;
    const roomy = this.#lanes.find(
      (lane) => ![...lane.ids].some((other) => this.#entries.get(other)?.subscription.view === view),
    );
    if (roomy !== undefined) {
      roomy.ids.add(id);
      return roomy;
    }
    if (this.#lanes.length >= MAX_LANES) return undefined;
    const lane: Lane = { connection: undefined, ids: new Set([id]) };
    this.#lanes.push(lane);
    return lane;
  }

  #settle(lane: Lane, grown: boolean): void {
    const before = lane.connection;
    if (lane.ids.size === 0) {
      before?.close();
      this.#lanes = this.#lanes.filter((other) => other !== lane);
      return;
    }
    if (!grown && lane.ids.size === before?.subscriptions.length) return;
    // Fewer views go on from where they are; a new one needs its rows, and then all start from the same tick.
    const position = grown ? undefined : before?.position;
    before?.close();
    const subscriptions = [...lane.ids].map((id) => (this.#entries.get(id) as Entry).subscription);
    lane.connection = new FeedConnection(subscriptions, this.#listenerOf(lane), this.#options, position);
  }

  #tooMany(entry: Entry): void {
    this.#fail(
      entry,
      `This browser already shows ${MAX_LANES} different filters of ${entry.subscription.view}. Close a tab and try again.`,
    );
  }

  #listenerOf(lane: Lane): ConnectionListener {
    return {
      flush: (tick, updates) => this.#flush(lane, tick, updates),
      beat: (beat) => this.#send(lane, { kind: 'beat', beat }),
      link: () => {
        for (const page of this.#pages) this.#tellLink(page);
      },
      ended: (id, reason) => {
        const entry = this.#entries.get(id);
        if (entry !== undefined) this.#fail(entry, reason);
      },
      refused: (error) => void this.#findCulprits(lane, error),
    };
  }

  #flush(lane: Lane, tick: number, updates: readonly ViewUpdate[]): void {
    const perPage = new Map<Page, ViewUpdate[]>();
    for (const update of updates) {
      const entry = this.#entries.get(update.id);
      if (entry === undefined) continue;
      if (update.kind === 'rows') entry.store = ViewStore.of(update.key, update.columns);
      else if (entry.store === undefined) continue;
      else entry.store.apply(update);
      entry.failure = update.failure;
      for (const page of entry.pages) {
        const own = perPage.get(page);
        if (own === undefined) perPage.set(page, [update]);
        else own.push(update);
      }
    }
    for (const id of lane.ids) {
      const entry = this.#entries.get(id);
      if (entry !== undefined) entry.tick = tick;
    }
    for (const [page, own] of perPage) page.send({ kind: 'flush', tick, updates: own });
  }

  #send(lane: Lane, message: HubMessage): void {
    const told = new Set<Page>();
    for (const id of lane.ids) for (const page of this.#entries.get(id)?.pages ?? []) told.add(page);
    for (const page of told) page.send(message);
  }

  /** A page is as well connected as the worst of the lanes it depends on. */
  #tellLink(page: Page): void {
    let state: LinkState | undefined;
    for (const lane of this.#lanes) {
      const lanes = lane.connection?.state;
      if (lanes === undefined || ![...lane.ids].some((id) => this.#entries.get(id)?.pages.has(page) === true)) continue;
      if (state === undefined || RANK[lanes] > RANK[state]) state = lanes;
    }
    // A connection that is replaced starts anew, but a page that was live is not told until that fails.
    if (state === undefined || state === page.link || (state === 'connecting' && page.link !== undefined)) return;
    page.link = state;
    page.send({ kind: 'link', state });
  }

  #fail(entry: Entry, reason: string): void {
    entry.refusal = reason;
    for (const lane of this.#lanes) lane.ids.delete(entry.subscription.id);
    for (const page of entry.pages) page.send({ kind: 'ended', id: entry.subscription.id, reason });
    this.#replan();
  }

  /** One bad subscription makes the server refuse all: ask about each, so that only the bad ones fail. */
  async #findCulprits(lane: Lane, error: RefusedError): Promise<void> {
    const entries = [...lane.ids].map((id) => this.#entries.get(id)).filter((entry) => entry !== undefined);
    const fetcher = this.#options.fetcher ?? fetch;
    const reasons = await Promise.all(entries.map((entry) => refusalOf(entry.subscription, this.#options.base, fetcher)));
    const guilty = entries.filter((_, i) => reasons[i] !== undefined);
    for (const entry of guilty.length > 0 ? guilty : entries) {
      if (this.#entries.get(entry.subscription.id) === entry) this.#fail(entry, reasons[entries.indexOf(entry)] ?? error.message);
    }
    if (guilty.length > 0 && this.#lanes.includes(lane)) this.#settle(lane, true);
  }

  #laneOf(id: string): Lane | undefined {
    return this.#lanes.find((lane) => lane.ids.has(id));
  }
}

const RANK: Record<LinkState, number> = { live: 0, connecting: 1, offline: 2 };

/** Why the server would not serve this view, or undefined where it does or cannot be asked. */
async function refusalOf({ view, where }: Subscription, base: string, fetcher: typeof fetch): Promise<string | undefined> {
  const query = queryOf(where);
  const url = `${base}/api/v1/views/${encodeURIComponent(view)}${query === '' ? '' : `?${query}`}`;
  try {
    const response = await fetcher(url, { headers: { accept: 'application/json' }, cache: 'no-store' });
    if (response.status >= 400 && response.status < 500) return await reasonOf(response);
    await response.body?.cancel();
  } catch {
    // Unreachable says nothing about this view.
  }
  return undefined;
}
