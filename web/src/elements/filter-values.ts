import type { Feed } from '../feed/feed.js';
import { isRecord } from '../feed/messages.js';
import type { Control } from './board-definition.js';
import { inUsualOrder } from './palette.js';

/**
 * The values that the filters of a board offer: those of their columns, as far as seen. The server is asked once for
 * each view and again when its list of views is read anew; rows that pass by for other reasons are looked at too. Values
 * are only ever added, so that a chip does not vanish under the pointer.
 */
export class FilterValues {
  readonly controls: readonly Control[];
  readonly #seen = new Map<Control, Set<string>>();
  readonly #sorted = new Map<Control, readonly string[]>();
  readonly #rows = new Map<string, number>();
  #generation = -1;

  constructor(controls: readonly Control[]) {
    this.controls = controls;
  }

  /** The values of a filter, in their usual order. */
  of(control: Control): readonly string[] {
    return this.#sorted.get(control) ?? [];
  }

  /** Looks for new values; says through `found` when there are some. */
  collect(feed: Feed, found: () => void): void {
    if (feed.generation !== this.#generation && feed.link !== 'offline') {
      this.#generation = feed.generation;
      for (const view of new Set(this.controls.map((control) => control.view))) void this.#ask(feed, view, found);
    }
    for (const { subscription, store } of feed.views) {
      const { view, where } = subscription;
      if (store === undefined || Object.keys(where).length > 0 || store.rows === this.#rows.get(view)) continue;
      this.#rows.set(view, store.rows);
      this.#add(view, (column) => store.column(column), found);
    }
  }

  async #ask(feed: Feed, view: string, found: () => void): Promise<void> {
    try {
      const body = await feed.get(`/api/v1/views/${encodeURIComponent(view)}`);
      const columns = isRecord(body) && isRecord(body['columns']) ? body['columns'] : {};
      this.#add(view, (column) => (Array.isArray(columns[column]) ? columns[column] : []), found);
    } catch {
      // The server does not answer: ask again at its next sign of life.
      this.#generation = -1;
    }
  }

  #add(view: string, valuesOf: (column: string) => readonly unknown[], found: () => void): void {
    let added = false;
    for (const control of this.controls) {
      if (control.view !== view) continue;
      const seen = this.#seen.get(control) ?? new Set<string>();
      const before = seen.size;
      for (const value of valuesOf(control.column))
        if (value !== null && value !== undefined && value !== '') seen.add(String(value));
      if (seen.size === before) continue;
      this.#seen.set(control, seen);
      this.#sorted.set(control, inUsualOrder(seen));
      added = true;
    }
    if (added) found();
  }
}

/** How many rows of a view are shown, and how many there are without any filter; undefined before that is known. */
export function countOf(feed: Feed, view: string): { shown: number; all: number } | undefined {
  const info = feed.known.get(view);
  const live = [...feed.views].find(({ subscription, store }) => subscription.view === view && store !== undefined);
  if (info === undefined || live?.store === undefined) return undefined;
  const shown = live.store.rows;
  const filtered = Object.keys(live.subscription.where).length > 0;
  return { shown, all: filtered ? Math.max(shown, info.rows) : shown };
}
