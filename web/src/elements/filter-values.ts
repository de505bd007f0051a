import type { Feed } from '../feed/feed.js';
import { isRecord } from '../feed/messages.js';
import type { Control } from './board-definition.js';
import { inUsualOrder } from './palette.js';

/**
 * The values a filter offers: those of its column, as far as seen. They are asked for once, and then collected from the
 * rows that pass by anyway, so that no second subscription is needed.
 */
export class FilterValues {
  readonly control: Control;
  readonly #seen = new Set<string>();
  #sorted: string[] = [];
  #generation = -1;
  #rows = -1;

  constructor(control: Control) {
    this.control = control;
  }

  /** The values, in their usual order. */
  get values(): readonly string[] {
    return this.#sorted;
  }

  /** How many rows there are without any filter, and how many are shown; undefined before they are known. */
  counts(feed: Feed): { shown: number; all: number } | undefined {
    const info = feed.known.get(this.control.view);
    const live = [...feed.views].find((view) => view.subscription.view === this.control.view && view.store !== undefined);
    if (info === undefined || live?.store === undefined) return undefined;
    const shown = live.store.rows;
    const all = Object.keys(live.subscription.where).length === 0 ? shown : Math.max(shown, info.rows);
    return { shown, all };
  }

  /** Looks for new values; says through `found` when there are some. */
  collect(feed: Feed, found: () => void): void {
    if (feed.generation !== this.#generation) {
      this.#generation = feed.generation;
      void this.#ask(feed, found);
    }
    for (const { subscription, store } of feed.views) {
      if (subscription.view !== this.control.view || store === undefined || Object.keys(subscription.where).length > 0) continue;
      if (store.rows === this.#rows) continue;
      this.#rows = store.rows;
      this.#add(store.column(this.control.column), found);
    }
  }

  async #ask(feed: Feed, found: () => void): Promise<void> {
    try {
      const body = await feed.get(`/api/v1/views/${encodeURIComponent(this.control.view)}`);
      const columns = isRecord(body) ? body['columns'] : undefined;
      const values = isRecord(columns) ? columns[this.control.column] : undefined;
      if (Array.isArray(values)) this.#add(values, found);
    } catch {
      // The server does not answer: ask again at its next sign of life.
      this.#generation = -1;
    }
  }

  #add(values: readonly unknown[], found: () => void): void {
    const before = this.#seen.size;
    for (const value of values) if (value !== null && value !== undefined && value !== '') this.#seen.add(String(value));
    if (this.#seen.size === before) return;
    this.#sorted = inUsualOrder(this.#seen);
    found();
  }
}
