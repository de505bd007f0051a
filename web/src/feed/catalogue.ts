import { isRecord } from './messages.js';

export type ColumnType =
  'text' | 'boolean' | 'int' | 'long' | 'double' | `decimal(${string})` | 'timestamp' | 'date' | 'interval';

/** A column of a view: what its values are and in which unit. */
export interface ColumnInfo {
  readonly name: string;
  readonly type: ColumnType;
  /** "" where the column has none. */
  readonly unit: string;
}

/** A view as `GET /api/v1/views` describes it. */
export interface ViewInfo {
  readonly name: string;
  readonly columns: readonly ColumnInfo[];
  readonly key: readonly string[];
  readonly parameters: readonly string[];
  /** How many rows it has when nothing is bound. */
  readonly rows: number;
  /** How it is polled, such as "polled, every 1 s"; "" where it follows row by row. */
  readonly polled: string;
  /** The sources that feed it. */
  readonly sources: readonly string[];
  /** The tables whose age is the view's. */
  readonly tables: readonly string[];
}

/** Reads the answer of `GET /api/v1/views`; what is not a view is left out. */
export function parseCatalogue(body: unknown): Map<string, ViewInfo> {
  const views = new Map<string, ViewInfo>();
  const list = isRecord(body) ? body['views'] : undefined;
  if (!Array.isArray(list)) throw new TypeError('the list of views has no "views"');
  for (const item of list) {
    if (!isRecord(item) || typeof item['name'] !== 'string') continue;
    views.set(item['name'], {
      name: item['name'],
      columns: Array.isArray(item['columns']) ? item['columns'].filter(isRecord).map(columnInfo) : [],
      key: texts(item['key']),
      parameters: texts(item['parameters']),
      rows: typeof item['rows'] === 'number' ? item['rows'] : 0,
      polled: typeof item['polled'] === 'string' ? item['polled'] : '',
      sources: texts(item['sources']),
      tables: texts(item['tables']),
    });
  }
  return views;
}

function columnInfo(column: Record<string, unknown>): ColumnInfo {
  return {
    name: String(column['name'] ?? ''),
    type: (typeof column['type'] === 'string' ? column['type'] : 'text') as ColumnType,
    unit: typeof column['unit'] === 'string' ? column['unit'] : '',
  };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Whether a filter of this name can act on the view. */
export function canFilter(view: ViewInfo, filter: string): boolean {
  return view.parameters.includes(filter) || view.columns.some((column) => column.name === filter);
}
