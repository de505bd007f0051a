import type { BeatMessage, SourceBeat, TableBeat } from './messages.js';

/** Whether data still comes, as far as the server says. */
export interface Freshness {
  readonly state: 'live' | 'stale' | 'offline' | 'waiting';
  /** Milliseconds since the last row; null before the first. */
  readonly ageMs: number | null;
}

/** A source with its age now. */
export interface SourceNow extends SourceBeat {
  readonly name: string;
  /** Milliseconds since its last row, by the local clock; null before the first. */
  readonly ageNow: number | null;
}

/** What feeds a view: its sources, and of its tables those whose age is the view's. */
export interface Fed {
  readonly sources: readonly string[];
  readonly tables: readonly string[];
}

/** Silence shorter than this is never called stale. */
export const STALE_AFTER_MS = 3000;

/** Silence of so many usual periods makes a table stale. */
const PERIODS = 3;

/** How often a table is taken to move while nobody knows. */
export const ASSUMED_PERIOD_MS = 60_000;

/** When something last came, by the local clock. */
interface Seen<T> {
  readonly beat: T;
  readonly lastAt: number | undefined;
  /** The same of the data that is drawn, while the drawing is paused. */
  readonly frozenAt: number | undefined;
  /** The beat that the drawing was paused at. */
  readonly frozen: T | undefined;
}

/**
 * The ages of sources and tables between beats, by the local clock.
 *
 * A table is stale after the silence that the project says, else after three of its usual periods, which the server
 * measures: it sees what came before this page did.
 */
export class Sources {
  readonly #sources = new Map<string, Seen<SourceBeat>>();
  readonly #tables = new Map<string, Seen<TableBeat>>();

  /** Takes in a beat that was received at local time `at`. */
  hear(beat: BeatMessage, at: number): void {
    hearAll(this.#sources, beat.sources, at);
    hearAll(this.#tables, beat.tables, at);
  }

  /** From now on the ages of views are those of what has come so far. */
  freeze(): void {
    for (const [name, seen] of this.#tables) this.#tables.set(name, { ...seen, frozenAt: seen.lastAt, frozen: seen.beat });
  }

  thaw(): void {
    for (const [name, seen] of this.#tables) this.#tables.set(name, { ...seen, frozenAt: undefined, frozen: undefined });
  }

  /** What the data in these tables says the time is: their newest event time that is no forecast. */
  dataTime(tables: readonly string[]): number | undefined {
    let latest: number | undefined;
    for (const name of tables) {
      const seen = this.#tables.get(name);
      const time = (seen?.frozen ?? seen?.beat)?.dataTime;
      if (typeof time === 'number' && (latest === undefined || time > latest)) latest = time;
    }
    return latest;
  }

  /** All sources, as they are at local time `now`. */
  all(now: number): SourceNow[] {
    return [...this.#sources].map(([name, { beat, lastAt }]) => ({ ...beat, name, ageNow: ageOf(lastAt, now) }));
  }

  /**
   * How fresh a view is that is fed by these: as fresh as the table that has waited longest for its next row, and offline
   * once all its sources are. A view that nothing feeds is always fresh.
   */
  of({ sources, tables }: Fed, now: number): Freshness {
    const came = tables
      .map((name) => this.#tables.get(name))
      .filter((seen) => seen?.lastAt !== undefined)
      .map((seen) => tableFreshness(seen as Seen<TableBeat>, now));
    const ageMs = came.length === 0 ? null : Math.max(...came.map((table) => table.ageMs ?? 0));
    const own = sources.map((name) => this.#sources.get(name)).filter((seen) => seen !== undefined);
    if (own.length > 0 && own.every((seen) => seen.beat.state === 'offline')) return { state: 'offline', ageMs };
    if (tables.length > 0 && came.length === 0) return { state: 'waiting', ageMs };
    return { state: came.some((table) => table.state === 'stale') ? 'stale' : 'live', ageMs };
  }
}

function hearAll<T extends { readonly ageMs: number | null }>(
  all: Map<string, Seen<T>>,
  beats: Readonly<Record<string, T>>,
  at: number,
): void {
  for (const name of all.keys()) if (beats[name] === undefined) all.delete(name);
  for (const [name, beat] of Object.entries(beats)) {
    const lastAt = beat.ageMs === null ? undefined : at - beat.ageMs;
    const before = all.get(name);
    all.set(name, { beat, lastAt, frozenAt: before?.frozenAt, frozen: before?.frozen });
  }
}

function ageOf(lastAt: number | undefined, now: number): number | null {
  return lastAt === undefined ? null : Math.max(0, now - lastAt);
}

/** A pause lets the drawing age, but does not make its table stale. */
function tableFreshness({ beat, lastAt, frozenAt }: Seen<TableBeat>, now: number): Freshness {
  const age = ageOf(lastAt, now) ?? 0;
  const after = beat.staleMs ?? Math.max(STALE_AFTER_MS, PERIODS * (beat.periodMs ?? ASSUMED_PERIOD_MS));
  return { state: age > after ? 'stale' : 'live', ageMs: ageOf(frozenAt ?? lastAt, now) };
}
