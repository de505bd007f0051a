import { lengthOf, type Cell, type Columns } from './messages.js';

/** A change of a view: `del` holds keys, `put` whole rows; `del` is applied first. */
export interface Change {
  readonly put: Columns;
  readonly del: Columns;
}

/**
 * The rows of one view by column, kept up to date by key.
 *
 * Representation: one array per column, and a map from key to row number. A row that leaves is replaced by the last
 * one, so every operation costs the size of the change and the order of rows means nothing.
 */
export class ViewStore {
  readonly key: readonly string[];
  readonly #columns = new Map<string, Cell[]>();
  readonly #rowOfKey = new Map<string, number>();
  readonly #keyOfRow: string[] = [];
  #version = 0;

  constructor(key: readonly string[]) {
    this.key = key;
  }

  /** A store that holds exactly these rows. */
  static of(key: readonly string[], columns: Columns): ViewStore {
    const store = new ViewStore(key);
    for (const name of Object.keys(columns)) store.#columns.set(name, []);
    store.apply({ put: columns, del: {} });
    return store;
  }

  get rows(): number {
    return this.#keyOfRow.length;
  }

  /** Grows with every change: equal versions mean equal rows. */
  get version(): number {
    return this.#version;
  }

  get columnNames(): readonly string[] {
    return [...this.#columns.keys()];
  }

  /** The values of a column by row number; empty where the view has no such column. */
  column(name: string): readonly Cell[] {
    return this.#columns.get(name) ?? [];
  }

  /** The text that stands for the key of a row: the same row keeps it however the rows are ordered. */
  keyAt(row: number): string {
    return this.#keyOfRow[row] ?? '';
  }

  /** The number of the row with this key, or -1. */
  rowOf(key: string): number {
    return this.#rowOfKey.get(key) ?? -1;
  }

  apply(change: Change): void {
    this.#version++;
    const gone = keysOf(this.key, change.del);
    for (const key of gone) this.delete(key);
    this.#put(change.put);
  }

  /** Removes the row with this key, if there is one. */
  delete(key: string): void {
    const row = this.#rowOfKey.get(key);
    if (row === undefined) return;
    this.#version++;
    const last = this.#keyOfRow.length - 1;
    const lastKey = this.#keyOfRow[last] as string;
    for (const values of this.#columns.values()) {
      values[row] = values[last] as Cell;
      values.length = last;
    }
    this.#keyOfRow[row] = lastKey;
    this.#keyOfRow.length = last;
    this.#rowOfKey.set(lastKey, row);
    this.#rowOfKey.delete(key);
  }

  /** All rows as fresh arrays, which may be kept or sent elsewhere. */
  toColumns(): Columns {
    const columns = Object.create(null) as Record<string, Cell[]>;
    for (const [name, values] of this.#columns) columns[name] = values.slice();
    return columns;
  }

  #put(columns: Columns): void {
    const rows = lengthOf(columns);
    if (rows === 0) return;
    for (const name of Object.keys(columns)) {
      if (!this.#columns.has(name)) this.#columns.set(name, new Array<Cell>(this.rows).fill(null));
    }
    const keys = keysOf(this.key, columns);
    const target = keys.map((key) => this.#rowFor(key));
    for (const [name, values] of this.#columns) {
      const given = columns[name];
      for (let i = 0; i < rows; i++) values[target[i] as number] = given?.[i] ?? null;
    }
  }

  #rowFor(key: string): number {
    const known = this.#rowOfKey.get(key);
    if (known !== undefined) return known;
    const row = this.#keyOfRow.length;
    this.#keyOfRow.push(key);
    this.#rowOfKey.set(key, row);
    return row;
  }
}

/** The keys of the rows in `columns`, as text; two rows have the same text exactly when they have the same key. */
export function keysOf(key: readonly string[], columns: Columns): string[] {
  const rows = lengthOf(columns);
  const keys = new Array<string>(rows);
  if (rows === 0) return keys;
  const parts = key.map((name) => columns[name] ?? []);
  if (parts.length === 1) {
    const only = parts[0] as readonly Cell[];
    for (let i = 0; i < rows; i++) keys[i] = partOf(only[i] ?? null);
    return keys;
  }
  for (let i = 0; i < rows; i++) {
    let joined = '';
    // The length goes first, so that ("a", "bc") and ("ab", "c") stay apart.
    for (const part of parts) {
      const text = partOf(part[i] ?? null);
      joined += `${text.length}:${text}`;
    }
    keys[i] = joined;
  }
  return keys;
}

function partOf(value: Cell): string {
  return value === null ? '' : `=${value}`;
}
