import { headingOf } from '../elements/format.js';
import type { TwinColumn } from '../elements/twin-table.js';
import type { MapColumns } from './marks.js';
import { cellOf, type TipSource } from './place-tip.js';

/** All places as a table, the greatest first; also those that have no place on the map, and which these are. */
export function placeList(
  source: TipSource & { readonly values: readonly string[] },
  columns: MapColumns,
  unplaced: readonly number[],
): { columns: TwinColumn[]; rows: string[][] } {
  const { store, info, values } = source;
  const names = [columns.name, columns.group, columns.shape, ...values].filter((name) =>
    info.columns.some((column) => column.name === name),
  );
  const heads = names.map((name) => {
    const unit = info.columns.find((column) => column.name === name)?.unit ?? '';
    return { title: `${headingOf(name)} ${unit}`.trim(), number: values.includes(name) };
  });
  const homeless = new Set(unplaced);
  const sizes = store.column(columns.size);
  const rows = Array.from({ length: store.rows }, (_, row) => row);
  rows.sort((a, b) => Number(sizes[b] ?? -Infinity) - Number(sizes[a] ?? -Infinity) || a - b);
  const cells = (row: number): string[] => names.map((name) => cellOf(name, row, source));
  if (homeless.size === 0) return { columns: heads, rows: rows.map(cells) };
  return {
    columns: [...heads, { title: 'On the map', number: false }],
    rows: rows.map((row) => [...cells(row), homeless.has(row) ? 'no place known' : 'yes']),
  };
}
