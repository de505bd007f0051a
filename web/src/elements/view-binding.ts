import { canFilter, type ColumnInfo, type ViewInfo } from '../feed/catalogue.js';
import { feedAt, type Feed } from '../feed/feed.js';
import type { LiveView } from '../feed/live-view.js';
import type { Fed, Freshness } from '../feed/sources.js';
import { subscriptionOf, whereOf, type Where } from '../feed/subscription.js';
import type { ViewStore } from '../feed/view-store.js';
import { formatAge, zoneFormat } from './format.js';
import { eachSecond } from './frames.js';
import { watchPage } from './page-life.js';

/** How a panel stands, and the words for it. */
export interface PanelState {
  readonly kind: 'loading' | 'live' | 'stale' | 'offline' | 'error';
  /** What the badge says; "" while live. */
  readonly badge: string;
  /** Since when, beside the badge; it changes each second and is not read out. */
  readonly age: string;
  /** What went wrong, for an error. */
  readonly message: string;
}

const LOADING: PanelState = { kind: 'loading', badge: '', age: '', message: '' };
const LIVE: PanelState = { kind: 'live', badge: '', age: '', message: '' };
const NOTHING: Fed = { sources: [], tables: [] };

/** How long to wait before asking a server that did not answer for its views again. */
const ASK_AGAIN_MS = 2000;

/** Who uses a binding. */
export interface BindingHost {
  /** There is something new to draw. */
  dataChanged(): void;
  /** The columns of the view that are asked for by name. */
  readonly columnsAsked?: readonly string[];
  /** {@link ViewBinding.state}, the age or the pause may have changed; at least once a second while shown. */
  stateChanged(): void;
}

/**
 * Holds a panel to a view: subscribes, keeps the old rows until those of a new filter are there, and says how it stands.
 */
export class ViewBinding {
  readonly #host: BindingHost;
  #src = '';
  #view = '';
  #where: Where = {};
  #feed: Feed | undefined;
  #info: ViewInfo | undefined;
  #current: LiveView | undefined;
  #next: LiveView | undefined;
  #problem: string | undefined;
  #generation = -1;
  #stops: (() => void)[] = [];
  #stopCurrent: (() => void) | undefined;
  #stopNext: (() => void) | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(host: BindingHost) {
    this.#host = host;
  }

  get feed(): Feed | undefined {
    return this.#feed;
  }

  get info(): ViewInfo | undefined {
    return this.#info;
  }

  /** The rows to draw, if there are any yet. */
  get store(): ViewStore | undefined {
    return this.#current?.store;
  }

  /** The filters in force that this view knows nothing of. */
  get unfiltered(): string[] {
    const { info } = this;
    return info === undefined ? [] : Object.keys(this.#where).filter((name) => !canFilter(info, name));
  }

  /** Whether any filter in force acts on this view. */
  get filtered(): boolean {
    return Object.keys(this.#current?.subscription.where ?? {}).length > 0;
  }

  /** Equal as long as the rows are those of the same view under the same filter, as far as can be told from here. */
  get identity(): string {
    return JSON.stringify([this.#src, this.#current?.subscription.id, this.#current?.endings, this.#info?.columns]);
  }

  column(name: string): ColumnInfo | undefined {
    return this.#info?.columns.find((column) => column.name === name);
  }

  /** Says what to show; the same again changes nothing. `where` is a query string. */
  show(src: string, view: string, where: string): void {
    if (this.#feed !== undefined && src === this.#src && view === this.#view && sameWhere(where, this.#where)) return;
    const moved = src !== this.#src || view !== this.#view;
    this.#src = src;
    this.#view = view;
    this.#where = whereOf(where);
    if (this.#feed === undefined) return;
    if (moved) {
      this.disconnect();
      this.connect();
      return;
    }
    this.#resolve();
  }

  connect(): void {
    if (this.#feed !== undefined) return;
    watchPage();
    this.#feed = feedAt(this.#src);
    this.#stops = [this.#feed.listen(() => this.#feedChanged()), eachSecond(() => this.#host.stateChanged())];
    this.#generation = this.#feed.generation;
    this.#resolve();
  }

  disconnect(): void {
    clearTimeout(this.#retry);
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#stopNext?.();
    this.#stopCurrent?.();
    this.#next?.release();
    this.#current?.release();
    this.#next = this.#current = this.#stopNext = this.#stopCurrent = undefined;
    this.#feed = this.#info = this.#problem = undefined;
  }

  /** Asks the server again after an error. */
  tryAgain(): void {
    this.#problem = undefined;
    this.#feed?.forgetCatalogue();
    (this.#next ?? this.#current)?.tryAgain();
    this.#resolve();
    this.#host.stateChanged();
  }

  /** How fresh the rows are, by the sources of the view. */
  freshness(now = Date.now()): Freshness {
    return this.#feed?.sources.of(this.#info ?? NOTHING, now) ?? { state: 'waiting', ageMs: null };
  }

  /** How the panel stands now; times are told in `zone`. */
  state(zone: string, now = Date.now()): PanelState {
    const feed = this.#feed;
    const problem =
      (this.#view === '' ? NO_VIEW : undefined) ??
      this.#problem ??
      this.#next?.error ??
      this.#current?.error ??
      (this.#current?.failure || undefined) ??
      this.#lacking();
    if (problem !== undefined) return { kind: 'error', badge: 'Failed', age: '', message: problem };
    if (feed === undefined || this.store === undefined) return feed?.link === 'offline' ? OFFLINE_NEVER : LOADING;
    if (feed.link === 'offline') {
      const last = feed.beat === undefined ? '' : `, last ${zoneFormat(zone).clock(feed.beat.now)}`;
      return { kind: 'offline', badge: `Offline${last}`, age: '', message: '' };
    }
    const { state, ageMs } = this.freshness(now);
    if (state === 'live' || state === 'waiting' || feed.link !== 'live') return LIVE;
    const age = ageMs === null ? '' : formatAge(ageMs);
    return { kind: 'stale', badge: state === 'stale' ? 'Stale' : 'Source offline', age, message: '' };
  }

  /** Why there is no row, in words; `things` are what the rows stand for. */
  emptiness(things: string): string {
    if (this.filtered) return `No ${things} match these filters.`;
    return this.freshness().state === 'waiting' ? 'Waiting for the first data …' : `No ${things} yet.`;
  }

  /** What a panel asks for and the view does not have. */
  #lacking(): string | undefined {
    const info = this.#info;
    const lacking = info === undefined ? undefined : this.#host.columnsAsked?.find((name) => this.column(name) === undefined);
    if (info === undefined || lacking === undefined) return undefined;
    const there = info.columns.map(({ name }) => name).filter((name) => name !== '#');
    if (lacking === '')
      return `No column is given. Name one in the attribute "y"; the view "${info.name}" has ${there.join(', ')}.`;
    return `The view "${info.name}" has no column "${lacking}". It has ${there.join(', ')}.`;
  }

  #feedChanged(): void {
    const feed = this.#feed as Feed;
    if (feed.generation !== this.#generation) {
      this.#generation = feed.generation;
      this.#resolve();
    }
    this.#host.stateChanged();
  }

  /** Looks the view up and subscribes; whatever was asked meanwhile wins. */
  #resolve(): void {
    clearTimeout(this.#retry);
    const feed = this.#feed;
    if (feed === undefined || this.#view === '') return;
    const asked = this.#where;
    feed.catalogue().then(
      (views) => {
        if (this.#feed !== feed || this.#where !== asked) return;
        this.#info = views.get(this.#view);
        this.#problem = this.#info === undefined ? missing(this.#view, [...views.keys()]) : undefined;
        if (this.#info !== undefined) this.#subscribe(feed, this.#info);
        this.#host.dataChanged();
        this.#host.stateChanged();
      },
      () => {
        // A feed that has been live tells by itself when it is worth asking again.
        if (this.#feed === feed && feed.beat === undefined) this.#retry = setTimeout(() => this.#resolve(), ASK_AGAIN_MS);
      },
    );
  }

  #subscribe(feed: Feed, info: ViewInfo): void {
    const where: Record<string, readonly string[]> = {};
    for (const [name, values] of Object.entries(this.#where)) if (canFilter(info, name)) where[name] = values;
    const { id } = subscriptionOf(info.name, where);
    if ((this.#next ?? this.#current)?.subscription.id === id) return;
    this.#stopNext?.();
    this.#next?.release();
    const live = feed.subscribe(info.name, where);
    this.#next = live;
    this.#stopNext = live.listen(() => this.#arrived());
    this.#arrived();
  }

  /** The rows of a new binding replace the old ones only once they are there, so nothing goes blank. */
  #arrived(): void {
    const next = this.#next;
    if (next === undefined) return;
    if (next.store === undefined && this.#current !== undefined) return this.#host.stateChanged();
    this.#stopCurrent?.();
    this.#stopNext?.();
    this.#current?.release();
    this.#current = next;
    this.#next = undefined;
    this.#stopNext = undefined;
    this.#stopCurrent = next.listen(() => {
      this.#host.dataChanged();
      if (next.error !== undefined) this.#host.stateChanged();
    });
    this.#host.dataChanged();
    this.#host.stateChanged();
  }
}

/** What "polled" means, for whoever points at it. */
export const POLLED_TITLE =
  'The server runs the SQL of this view again when its tables have changed, at most this often; other views follow row by row.';

const NO_VIEW = 'No view is given. Name one in the attribute "view".';

const OFFLINE_NEVER: PanelState = { kind: 'offline', badge: 'Offline', age: '', message: '' };

function sameWhere(query: string, where: Where): boolean {
  return subscriptionOf('', whereOf(query)).id === subscriptionOf('', where).id;
}

function missing(view: string, there: readonly string[]): string {
  return `There is no view named "${view}". The server has ${there.length === 0 ? 'none' : there.join(', ')}.`;
}
