import { parseCatalogue, type ViewInfo } from './catalogue.js';
import type { LinkState, ViewUpdate } from './connection.js';
import { reasonOf } from './event-stream.js';
import type { HubMessage } from './hub.js';
import { bestHub, type HubOpener, type HubPort } from './hub-port.js';
import { LiveView } from './live-view.js';
import type { BeatMessage } from './messages.js';
import { Sources } from './sources.js';
import { subscriptionOf, type Where } from './subscription.js';

/** Pages that nobody looks at give their subscriptions back after this long. */
const SLEEP_AFTER_MS = 30_000;

/** A view that ended is asked for again after this long, before anything is said about it. */
const RENEW_AFTER_MS = 200;

/** A view that the server would not have is asked for again after this long at first, and at most after this long. */
const ASK_AGAIN_MS = [1500, 30_000] as const;

/** After how many beats the list of views is read again. */
const CATALOGUE_EVERY_BEATS = 20;

/**
 * A page's feed from one server: its subscriptions, the state of the link, the ages of the sources, and the pause.
 *
 * All panels of a page that name the same server share one feed. One thread.
 */
export class Feed {
  readonly base: string;
  readonly sources = new Sources();
  readonly #port: HubPort;
  readonly #views = new Map<string, LiveView>();
  readonly #listeners = new Set<() => void>();
  readonly #rowListeners = new Set<() => void>();
  #catalogue: Promise<Map<string, ViewInfo>> | undefined;
  #known: ReadonlyMap<string, ViewInfo> = new Map();
  #link: LinkState = 'connecting';
  #beat: BeatMessage | undefined;
  #beatAt = 0;
  #pausedAt: number | undefined;
  #asleep = false;
  #generation = 0;
  #catalogueBeats = 0;
  #sleepTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(base: string, open: HubOpener = bestHub) {
    this.base = base;
    this.#port = open(base, (message) => this.#receive(message));
    this.#port.post({ kind: 'hello', base });
  }

  get link(): LinkState {
    return this.#link;
  }

  /** The last sign of life, and the local time it came at (0 before the first). */
  get beat(): BeatMessage | undefined {
    return this.#beat;
  }

  get beatAt(): number {
    return this.#beatAt;
  }

  /** Local time since which drawing is frozen, or undefined while it is live. */
  get pausedAt(): number | undefined {
    return this.#pausedAt;
  }

  /** The views that are subscribed to now. */
  get views(): Iterable<LiveView> {
    return this.#views.values();
  }

  /** Calls `listener` when rows of any view changed, after the view's own panels; gives back how to stop that. */
  onRows(listener: () => void): () => void {
    this.#rowListeners.add(listener);
    return () => this.#rowListeners.delete(listener);
  }

  /** Calls `listener` when the link, a beat, or the pause changes; gives back how to stop that. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The views the server has. A failed request is tried again by the next caller. */
  catalogue(): Promise<Map<string, ViewInfo>> {
    if (this.#catalogue !== undefined) return this.#catalogue;
    const asked = this.get('/api/v1/views').then(parseCatalogue);
    this.#catalogue = asked;
    asked.then(
      (views) => {
        this.#known = views;
      },
      () => {
        if (this.#catalogue === asked) this.#catalogue = undefined;
        if (this.#link === 'connecting') this.#setLink('offline');
      },
    );
    return asked;
  }

  /** Lets the next {@link catalogue} ask the server again. */
  forgetCatalogue(): void {
    this.#catalogue = undefined;
  }

  /** What {@link catalogue} said last; empty before. */
  get known(): ReadonlyMap<string, ViewInfo> {
    return this.#known;
  }

  /** The tables whose age is that of some view on this page; `wanted` limits it to views of these sources. */
  tables(wanted?: ReadonlySet<string>): string[] {
    const names = new Set<string>();
    for (const { subscription } of this.#views.values()) {
      const info = this.#known.get(subscription.view);
      if (info === undefined || (wanted !== undefined && !info.sources.some((name) => wanted.has(name)))) continue;
      for (const table of info.tables) names.add(table);
    }
    return [...names];
  }

  /** Grows whenever what {@link catalogue} said before may be out of date. */
  get generation(): number {
    return this.#generation;
  }

  /** A JSON answer of the server; an error carries the server's own reason. */
  async get(path: string): Promise<unknown> {
    const response = await fetch(this.base + path, { headers: { accept: 'application/json' }, cache: 'no-store' });
    if (!response.ok) throw new Error(await reasonOf(response));
    return response.json();
  }

  /** The rows of a view under a binding; `release` it when done. Equal bindings share one instance. */
  subscribe(view: string, where: Where = {}): LiveView {
    const subscription = subscriptionOf(view, where);
    let live = this.#views.get(subscription.id);
    if (live === undefined) {
      live = new LiveView(
        subscription,
        () => this.#release(subscription.id),
        () => this.#again(subscription.id),
      );
      if (this.#pausedAt !== undefined) live.freeze();
      this.#views.set(subscription.id, live);
      if (!this.#asleep) this.#port.post({ kind: 'subscribe', subscription });
    }
    live.users++;
    return live;
  }

  /** Freezes what is drawn; what comes meanwhile is merged into one change per view. */
  pause(): void {
    if (this.#pausedAt !== undefined) return;
    this.#pausedAt = Date.now();
    for (const view of this.#views.values()) view.freeze();
    this.sources.freeze();
    this.#tell();
  }

  resume(): void {
    if (this.#pausedAt === undefined) return;
    this.#pausedAt = undefined;
    for (const view of this.#views.values()) view.thaw();
    this.sources.thaw();
    this.#tell();
  }

  /** How many changed rows wait behind the pause. */
  get waiting(): number {
    let waiting = 0;
    for (const view of this.#views.values()) waiting += view.waiting;
    return waiting;
  }

  /** To be told when the page is hidden or shown: a hidden page, unless paused, soon stops costing the server anything. */
  setVisible(visible: boolean): void {
    clearTimeout(this.#sleepTimer);
    if (visible) {
      if (this.#asleep) this.#wake();
      return;
    }
    this.#sleepTimer = setTimeout(() => {
      if (this.#pausedAt !== undefined) return;
      this.#asleep = true;
      for (const id of this.#views.keys()) this.#port.post({ kind: 'unsubscribe', id });
    }, SLEEP_AFTER_MS);
  }

  /** Says goodbye, when the page goes. */
  close(): void {
    clearTimeout(this.#sleepTimer);
    this.#port.post({ kind: 'bye' });
  }

  /** Says hello again, when a page that had gone comes back out of the browser's cache. */
  reopen(): void {
    this.#port.post({ kind: 'hello', base: this.base });
    this.#wake();
  }

  #wake(): void {
    this.#asleep = false;
    for (const { subscription } of this.#views.values()) this.#port.post({ kind: 'subscribe', subscription });
  }

  #receive(message: HubMessage): void {
    switch (message.kind) {
      case 'flush':
        return this.#flush(message.updates);
      case 'beat':
        return this.#hear(message.beat);
      case 'link':
        return this.#setLink(message.state);
      case 'ended':
        return this.#ended(message.id, message.reason);
      case 'ping':
        return this.#port.post({ kind: 'pong' });
      case 'lost':
        return this.reopen();
    }
  }

  #hear(beat: BeatMessage): void {
    const edited = this.#beat !== undefined && this.#beat.boards !== beat.boards;
    // The number of rows in views that nobody here shows changes without any other sign.
    if (edited || ++this.#catalogueBeats >= CATALOGUE_EVERY_BEATS) this.#outdate();
    this.#beat = beat;
    this.#beatAt = Date.now();
    this.sources.hear(beat, this.#beatAt);
    this.#tell();
  }

  #setLink(state: LinkState): void {
    // After a loss the server may be another one: look at its views anew.
    if (state === 'live' && this.#link === 'offline') this.#outdate();
    this.#link = state;
    this.#tell();
  }

  /**
   * A view ends when its project was edited, and may be there again in a moment under the same name: it is asked for
   * again by itself, ever more rarely.
   */
  #ended(id: string, reason: string): void {
    const view = this.#views.get(id);
    if (view === undefined) return;
    const [first, longest] = ASK_AGAIN_MS;
    const isFirst = view.failures === 0;
    const wait = isFirst ? RENEW_AFTER_MS : Math.min(longest, first * 2 ** (view.failures - 1));
    if (isFirst) view.renew();
    else view.fail(reason);
    setTimeout(() => {
      const wanting = view.renewing || view.error !== undefined;
      if (this.#views.get(id) !== view || !wanting || this.#asleep) return;
      this.#outdate();
      this.#again(id);
      this.#tell();
    }, wait);
  }

  #outdate(): void {
    this.#catalogue = undefined;
    this.#catalogueBeats = 0;
    this.#generation++;
  }

  /** All views move to the new tick before any panel hears of it. */
  #flush(updates: readonly ViewUpdate[]): void {
    const moved: LiveView[] = [];
    for (const update of updates) {
      const view = this.#views.get(update.id);
      if (view?.take(update) === true) moved.push(view);
    }
    for (const view of moved) view.tell();
    if (moved.length > 0) for (const listener of [...this.#rowListeners]) listener();
  }

  #release(id: string): void {
    const view = this.#views.get(id);
    if (view === undefined || view.users > 0) return;
    this.#views.delete(id);
    if (!this.#asleep) this.#port.post({ kind: 'unsubscribe', id });
  }

  #again(id: string): void {
    const view = this.#views.get(id);
    if (view !== undefined) this.#port.post({ kind: 'subscribe', subscription: view.subscription });
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

const feeds = new Map<string, Feed>();

/** This page's feed from the server at `src`; "" is the server that the page came from. */
export function feedAt(src: string): Feed {
  const base = src === '' ? location.origin : new URL(src, location.href).href.replace(/\/+$/, '');
  let feed = feeds.get(base);
  if (feed === undefined) {
    feed = new Feed(base);
    feeds.set(base, feed);
  }
  return feed;
}

/** The feeds of this page. */
export function allFeeds(): Iterable<Feed> {
  return feeds.values();
}
