import type { Cell } from '../feed/messages.js';
import type { ViewStore } from '../feed/view-store.js';

/** A column to sort by. */
export interface Order {
  readonly column: string;
  readonly descending: boolean;
}

/** An order as a project writes it: "power desc". */
export function orderOf(text: string): Order | undefined {
  const [column, direction] = text.trim().split(/\s+/);
  if (column === undefined || column === '') return undefined;
  return { column, descending: direction?.toLowerCase() === 'desc' };
}

/** The row numbers of a store in order; missing values come last either way, equal ones by key so that nothing jumps. */
export function sortedRows(store: ViewStore, order: Order | undefined): Int32Array {
  const rows = Int32Array.from({ length: store.rows }, (_, row) => row);
  const values = order === undefined ? undefined : store.column(order.column);
  const keys = store.key.map((name) => store.column(name));
  const sign = order?.descending === true ? -1 : 1;
  return rows.sort((a, b) => {
    if (values !== undefined) {
      const by = compare(values[a] ?? null, values[b] ?? null, sign);
      if (by !== 0) return by;
    }
    for (const column of keys) {
      const by = compare(column[a] ?? null, column[b] ?? null, 1);
      if (by !== 0) return by;
    }
    return 0;
  });
}

function compare(a: Cell, b: Cell, sign: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * String(a).localeCompare(String(b), 'en', { numeric: true });
}
