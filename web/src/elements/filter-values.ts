import type { ColumnType, ViewInfo } from '../feed/catalogue.js';
import type { Feed } from '../feed/feed.js';
import { isRecord, lengthOf, type Columns } from '../feed/messages.js';
import type { Control } from './board-definition.js';
import { formatNumber } from './format.js';
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
      const info = feed.known.get(view);
      if (store === undefined || info === undefined || Object.keys(where).length > 0 || store.rows === this.#rows.get(view))
        continue;
      this.#rows.set(view, store.rows);
      this.#add(info, (column) => store.column(column), found);
    }
  }

  async #ask(feed: Feed, view: string, found: () => void): Promise<void> {
    try {
      const [body] = await Promise.all([feed.get(`/api/v1/views/${encodeURIComponent(view)}`), feed.catalogue()]);
      const columns = isRecord(body) && isRecord(body['columns']) ? body['columns'] : {};
      this.#add(feed.known.get(view), (column) => (Array.isArray(columns[column]) ? columns[column] : []), found);
    } catch {
      // The server does not answer: ask again at its next sign of life.
      this.#generation = -1;
    }
  }

  #add(view: ViewInfo | undefined, valuesOf: (column: string) => readonly unknown[], found: () => void): void {
    let added = false;
    for (const control of this.controls) {
      if (control.view !== view?.name) continue;
      const type = view.columns.find(({ name }) => name === control.column)?.type;
      const seen = this.#seen.get(control) ?? new Set<string>();
      const before = seen.size;
      for (const value of valuesOf(control.column))
        if (value !== null && value !== undefined && value !== '') seen.add(filterText(value, type));
      if (seen.size === before) continue;
      this.#seen.set(control, seen);
      this.#sorted.set(control, inUsualOrder(seen));
      added = true;
    }
    if (added) found();
  }
}

/** A value as a person reads it and the server takes it as well: dates come as milliseconds. */
export function filterText(value: unknown, type: ColumnType | undefined): string {
  if (typeof value !== 'number' || (type !== 'date' && type !== 'timestamp')) return String(value);
  const text = new Date(value).toISOString();
  return type === 'date' ? text.slice(0, 10) : text.replace('.000Z', 'Z');
}

/**
 * How many rows of a view are shown, and how many there are without any filter. The server only counts the latter while
 * somebody looks at them; else they are asked for.
 */
export class RowCount {
  readonly #view: string;
  #all: number | undefined;
  #generation = -1;

  constructor(view: string) {
    this.#view = view;
  }

  /** The two numbers in words, or "" before they are known. */
  text(feed: Feed, found: () => void): string {
    const live = [...feed.views].find(({ subscription, store }) => subscription.view === this.#view && store !== undefined);
    if (live?.store === undefined) return '';
    const shown = live.store.rows;
    if (Object.keys(live.subscription.where).length === 0) this.#all = shown;
    else this.#ask(feed, found);
    return this.#all === undefined
      ? `${formatNumber(shown, 0)} shown`
      : `${formatNumber(shown, 0)} of ${formatNumber(Math.max(shown, this.#all), 0)}`;
  }

  #ask(feed: Feed, found: () => void): void {
    const known = feed.known.get(this.#view)?.rows ?? -1;
    if (known >= 0) this.#all = known;
    if (known >= 0 || feed.generation === this.#generation || feed.link === 'offline') return;
    this.#generation = feed.generation;
    feed.get(`/api/v1/views/${encodeURIComponent(this.#view)}`).then(
      (body) => {
        if (!isRecord(body) || !isRecord(body['columns'])) return;
        this.#all = lengthOf(body['columns'] as Columns);
        found();
      },
      () => (this.#generation = -1),
    );
  }
}
