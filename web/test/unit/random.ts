import { generator } from '../stand-in/market.js';
import type { Cell, Columns } from '../../src/feed/messages.js';
import type { ViewStore } from '../../src/feed/view-store.js';

/** A naive view: rows by the JSON of their key. What every cleverer form is compared with. */
export class NaiveView {
  readonly rows = new Map<string, Record<string, Cell>>();
  readonly key: readonly string[];

  constructor(key: readonly string[]) {
    this.key = key;
  }

  put(row: Record<string, Cell>): void {
    this.rows.set(this.keyOf(row), row);
  }

  keyOf(row: Record<string, Cell>): string {
    return JSON.stringify(this.key.map((name) => row[name] ?? null));
  }

  sorted(): string[] {
    return [...this.rows.values()].map((row) => JSON.stringify(Object.entries(row).sort())).sort();
  }
}

/** The rows of a store in the form of {@link NaiveView.sorted}. */
export function sortedRows(store: ViewStore): string[] {
  const names = [...store.columnNames];
  return Array.from({ length: store.rows }, (_, row) =>
    JSON.stringify(names.map((name) => [name, store.column(name)[row] ?? null] as const).sort()),
  ).sort();
}

export function columnsOf(rows: readonly Record<string, Cell>[], names: readonly string[]): Columns {
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name] ?? null)]));
}

export interface RandomChange {
  readonly put: Columns;
  readonly del: Columns;
}

export const NAMES = ['region', 'fuel', 'power'] as const;
export const KEY = ['region', 'fuel'] as const;
const PARTS: readonly Cell[] = ['a', 'ab', 'b', '', '1:a', null, 'é\u2028'];

/** Random changes of a view, applied to a naive model as they are made. */
export class RandomView {
  readonly model = new NaiveView(KEY);
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = generator(seed);
  }

  below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  change(): RandomChange {
    const gone: Record<string, Cell>[] = [];
    for (const [key, row] of [...this.model.rows]) {
      if (this.#random() > 0.15) continue;
      this.model.rows.delete(key);
      gone.push(row);
    }
    const fresh = new Map<string, Record<string, Cell>>();
    for (let i = this.below(5); i > 0; i--) {
      const row = {
        region: PARTS[this.below(7)] as Cell,
        fuel: PARTS[this.below(7)] as Cell,
        power: this.below(9) === 0 ? null : this.below(1000) / 10,
      };
      fresh.set(this.model.keyOf(row), row);
    }
    // A key is in put or in del, never in both.
    const del = gone.filter((row) => !fresh.has(this.model.keyOf(row)));
    for (const row of fresh.values()) this.model.put(row);
    return { put: columnsOf([...fresh.values()], NAMES), del: columnsOf(del, KEY) };
  }

  snapshot(): Columns {
    return columnsOf([...this.model.rows.values()], NAMES);
  }
}
