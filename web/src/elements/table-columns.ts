import type { ColumnInfo, ViewInfo } from '../feed/catalogue.js';
import { isRecord } from '../feed/messages.js';
import type { ViewStore } from '../feed/view-store.js';
import { digitsOf, formatNumber, headingOf, isNumeric } from './format.js';

/** So many rows say how wide a column is. */
const LOOKED_AT = 500;

/** A bar in each row: how much one column is of another. */
export interface Bar {
  readonly column: string;
  readonly of: string;
  readonly title: string;
}

/** A column as a table shows it. */
export interface Shown {
  readonly info: ColumnInfo;
  readonly title: string;
  readonly digits: number;
  readonly bar: Bar | undefined;
}

/** A view of a table that has several. */
export interface Tab {
  readonly view: string;
  readonly title: string;
  readonly columns: readonly unknown[] | undefined;
  readonly bar: Bar | undefined;
  readonly sort: string;
}

/** The columns a table shows, in their order; a name that the view does not have is left out. */
export function shownColumns(info: ViewInfo, chosen: readonly unknown[] | undefined, bar: Bar | undefined): Shown[] {
  const shown: Shown[] = [];
  const entries = chosen ?? info.columns.map((column) => column.name).filter((name) => name !== '#');
  for (const entry of entries) {
    const name = nameOf(entry);
    const column = info.columns.find((candidate) => candidate.name === name);
    if (column === undefined) continue;
    const title = isRecord(entry) && typeof entry['title'] === 'string' ? entry['title'] : headingOf(name);
    const digits = isRecord(entry) && typeof entry['digits'] === 'number' ? entry['digits'] : digitsOf(column);
    shown.push({ info: column, title, digits, bar: undefined });
    if (bar?.column === name) shown.push({ info: column, title: bar.title, digits, bar });
  }
  return shown;
}

/** Puts a column right after the first one. */
export function putSecond(shown: readonly Shown[], column: string | undefined): Shown[] {
  const at = shown.findIndex(({ info, bar }) => info.name === column && bar === undefined);
  if (at < 2) return [...shown];
  return [shown[0] as Shown, shown[at] as Shown, ...shown.filter((_, i) => i > 0 && i !== at)];
}

/** The column that an entry of the attribute `columns` names. */
export function nameOf(entry: unknown): string {
  return isRecord(entry) ? String(entry['column'] ?? '') : String(entry);
}

/** What the attribute `bar` says; undefined where it names no two columns. */
export function barOf(value: unknown): Bar | undefined {
  if (!isRecord(value) || typeof value['column'] !== 'string' || typeof value['of'] !== 'string') return undefined;
  return {
    column: value['column'],
    of: value['of'],
    title: typeof value['title'] === 'string' ? value['title'] : `Of ${value['of']}`,
  };
}

/** What the attribute `columns` lists; undefined where all are shown. */
export function columnsOf(attribute: string | null): readonly unknown[] | undefined {
  if (attribute === null || attribute.trim() === '') return undefined;
  const list = attribute.trim().startsWith('[') ? parsed(attribute) : attribute.split(',').map((name) => name.trim());
  return Array.isArray(list) ? list : undefined;
}

/** What an attribute says in JSON; what is none is told to the console. */
export function parsed(attribute: string | null): unknown {
  if (attribute === null) return undefined;
  try {
    return JSON.parse(attribute);
  } catch {
    console.warn(`tide-table: not JSON: ${attribute}`);
    return undefined;
  }
}

/** Capitals are wider than other letters. */
function lengthOf(text: string): number {
  return Math.ceil(text.length + 0.4 * text.replace(/[^A-Z]/g, '').length);
}

/** How many letters wide a column wants to be: its heading and most of its texts fit. */
export function lettersOf({ info, title, digits, bar }: Shown, store: ViewStore): number {
  const heading = title.length + info.unit.length + 7;
  if (bar !== undefined) return Math.max(heading, 18);
  // Half a date is none: "Wed 28 Nov 20:07:48" and "2026-11-28" are there as a whole, with the room beside them.
  if (info.type === 'timestamp') return Math.max(heading, 22);
  if (info.type === 'date') return Math.max(heading, 15);
  if (info.type === 'interval') return Math.max(heading, 14);
  const values = store.column(info.name).slice(0, LOOKED_AT);
  // Nor is half a number one: all of them are there as a whole.
  if (isNumeric(info))
    return values.reduce<number>(
      (most, value) => Math.max(most, lengthOf(formatNumber(value, digits)) + 4),
      Math.max(heading, 11),
    );
  if (info.type !== 'text') return Math.max(heading, 11);
  const lengths = values.map((value) => lengthOf(String(value ?? ''))).sort((a, b) => a - b);
  return Math.min(36, Math.max(heading, (lengths[Math.floor(lengths.length * 0.95)] ?? 0) + 3));
}
