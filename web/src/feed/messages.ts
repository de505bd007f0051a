/**
 * What the feed says, as data: one interface per event of `GET /api/v1/feed`, and the parser that is the only way in.
 *
 * Data comes by column. Instants are milliseconds since the epoch, and a missing value is `null`, never zero.
 */

/** One value of a column. An integer that JavaScript cannot hold exactly arrives as text. */
export type Cell = number | string | boolean | null;

/** Rows by column: every array has the same length. */
export type Columns = Readonly<Record<string, readonly Cell[]>>;

/** All rows of a view at one tick. */
export interface SnapshotMessage {
  readonly kind: 'snapshot';
  readonly view: string;
  readonly tick: number;
  /** Why the view is failed and these are its last good rows, or none; "" while it is well. */
  readonly failure: string;
  /** The columns that tell one row from another. */
  readonly key: readonly string[];
  readonly columns: Columns;
}

/** What became of a view between two ticks: `del` (keys only) is applied before `put` (whole rows). */
export interface DeltaMessage {
  readonly kind: 'delta';
  readonly view: string;
  readonly from: number;
  readonly tick: number;
  /** Why the view is failed from now on; "" while it is well. */
  readonly failure: string;
  readonly put: Columns;
  readonly del: Columns;
}

/** A source of data as the server sees it. */
export interface SourceBeat {
  /** Milliseconds since the last message of this source; null before the first. */
  readonly ageMs: number | null;
  readonly state: 'connecting' | 'live' | 'offline';
  /** How many of its rows were refused since the server started. */
  readonly refused: number;
}

/** A table as the server sees it. */
export interface TableBeat {
  /** Milliseconds since its last row; null before the first. */
  readonly ageMs: number | null;
  /** How long it usually takes to move on, in milliseconds; null while nobody can know. */
  readonly periodMs: number | null;
  /** The silence that makes it stale, in milliseconds, where the project says one; else null. */
  readonly staleMs: number | null;
  /** The newest time in it that is no forecast, in milliseconds since the epoch; null where it has none. */
  readonly dataTime: number | null;
}

/** The sign of life that comes each second, data or not. */
export interface BeatMessage {
  readonly kind: 'beat';
  readonly tick: number;
  /** The server's clock, in milliseconds since the epoch. */
  readonly now: number;
  readonly sources: Readonly<Record<string, SourceBeat>>;
  readonly tables: Readonly<Record<string, TableBeat>>;
  /** Changes whenever the boards were edited; -1 where the server does not say. */
  readonly boards: number;
}

/** The server will send no more of this view. */
export interface EndMessage {
  readonly kind: 'end';
  readonly view: string;
  readonly reason: string;
}

export type FeedMessage = SnapshotMessage | DeltaMessage | BeatMessage | EndMessage;

/** The server said something that is not in the contract. */
export class FeedFormatError extends Error {
  override readonly name = 'FeedFormatError';
}

const NO_COLUMNS: Columns = Object.freeze({});

/** Reads one event; an event this version does not know is `undefined`, a malformed one throws. */
export function parseMessage(event: string, data: string): FeedMessage | undefined {
  switch (event) {
    case 'snapshot':
      return snapshot(record(event, data));
    case 'delta':
      return delta(record(event, data));
    case 'beat':
      return beat(record(event, data));
    case 'end':
      return end(record(event, data));
    default:
      return undefined;
  }
}

/** Reads the JSON form of a snapshot, which is also the answer of `GET /api/v1/views/{view}`. */
export function snapshot(body: Record<string, unknown>): SnapshotMessage {
  const columns = columnsOf('snapshot', body['columns']);
  const key = body['key'];
  if (!Array.isArray(key) || key.length === 0 || !key.every((name) => typeof name === 'string')) {
    throw new FeedFormatError(`snapshot: key=${JSON.stringify(key)}, expected a list of column names`);
  }
  for (const name of key as string[]) {
    if (lengthOf(columns) > 0 && columns[name] === undefined) {
      throw new FeedFormatError(`snapshot: key column ${name} is not among the columns ${Object.keys(columns).join(', ')}`);
    }
  }
  return {
    kind: 'snapshot',
    view: text('snapshot', body, 'view'),
    tick: whole('snapshot', body, 'tick'),
    failure: failureOf(body),
    key: key as string[],
    columns,
  };
}

function delta(body: Record<string, unknown>): DeltaMessage {
  return {
    kind: 'delta',
    view: text('delta', body, 'view'),
    from: whole('delta', body, 'from'),
    tick: whole('delta', body, 'tick'),
    failure: failureOf(body),
    put: body['put'] === undefined ? NO_COLUMNS : columnsOf('delta', body['put']),
    del: body['del'] === undefined ? NO_COLUMNS : columnsOf('delta', body['del']),
  };
}

function beat(body: Record<string, unknown>): BeatMessage {
  const now = body['now'];
  const instant = typeof now === 'string' ? Date.parse(now) : typeof now === 'number' ? now : Number.NaN;
  if (!Number.isFinite(instant)) {
    throw new FeedFormatError(`beat: now=${JSON.stringify(now)}, expected an instant such as 2026-11-22T02:00:00Z`);
  }
  const sources: Record<string, SourceBeat> = Object.create(null) as Record<string, SourceBeat>;
  const given = body['sources'];
  if (isRecord(given)) {
    for (const [name, source] of Object.entries(given)) {
      if (isRecord(source)) sources[name] = sourceBeat(source);
    }
  }
  const tables: Record<string, TableBeat> = Object.create(null) as Record<string, TableBeat>;
  const moved = body['tables'];
  if (isRecord(moved)) {
    for (const [name, table] of Object.entries(moved)) {
      if (isRecord(table)) tables[name] = tableBeat(table);
    }
  }
  const boards = body['boards'];
  return {
    kind: 'beat',
    tick: whole('beat', body, 'tick'),
    now: instant,
    sources,
    tables,
    boards: typeof boards === 'number' ? boards : -1,
  };
}

function sourceBeat(source: Record<string, unknown>): SourceBeat {
  const age = source['age_ms'];
  const state = source['state'];
  const refused = source['refused'];
  return {
    ageMs: typeof age === 'number' && age >= 0 ? age : null,
    state: state === 'live' || state === 'offline' ? state : 'connecting',
    refused: typeof refused === 'number' ? refused : 0,
  };
}

function tableBeat(table: Record<string, unknown>): TableBeat {
  const age = table['age_ms'];
  const period = table['period_ms'];
  const stale = table['stale_ms'];
  const dataTime = table['data_time'];
  return {
    ageMs: typeof age === 'number' && age >= 0 ? age : null,
    periodMs: typeof period === 'number' && period >= 0 ? period : null,
    dataTime: typeof dataTime === 'number' ? dataTime : null,
    staleMs: typeof stale === 'number' && stale > 0 ? stale : null,
  };
}

function end(body: Record<string, unknown>): EndMessage {
  const reason = body['reason'];
  return { kind: 'end', view: text('end', body, 'view'), reason: typeof reason === 'string' ? reason : 'no reason given' };
}

function failureOf(body: Record<string, unknown>): string {
  const failure = body['failure'];
  return typeof failure === 'string' ? failure : '';
}

/** The number of rows in `columns`. */
export function lengthOf(columns: Columns): number {
  for (const name in columns) return columns[name]?.length ?? 0;
  return 0;
}

function record(event: string, data: string): Record<string, unknown> {
  let body: unknown;
  try {
    body = JSON.parse(data);
  } catch (cause) {
    throw new FeedFormatError(`${event}: not JSON: ${data.slice(0, 80)}`, { cause });
  }
  if (!isRecord(body)) throw new FeedFormatError(`${event}: expected an object, found ${data.slice(0, 80)}`);
  return body;
}

function columnsOf(event: string, value: unknown): Columns {
  if (!isRecord(value)) throw new FeedFormatError(`${event}: columns are not an object of arrays`);
  let rows = -1;
  for (const [name, cells] of Object.entries(value)) {
    if (!Array.isArray(cells)) throw new FeedFormatError(`${event}: column ${name} is not an array`);
    if (rows >= 0 && cells.length !== rows) {
      throw new FeedFormatError(`${event}: column ${name} has ${cells.length} values, the one before it ${rows}`);
    }
    rows = cells.length;
  }
  return value as Columns;
}

function text(event: string, body: Record<string, unknown>, field: string): string {
  const value = body[field];
  if (typeof value !== 'string') throw new FeedFormatError(`${event}: ${field}=${JSON.stringify(value)}, expected text`);
  return value;
}

function whole(event: string, body: Record<string, unknown>, field: string): number {
  const value = body[field];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new FeedFormatError(`${event}: ${field}=${JSON.stringify(value)}, expected a whole number`);
  }
  return value;
}

/** Whether `value` is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
