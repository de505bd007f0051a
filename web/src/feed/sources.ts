import type { BeatMessage, SourceBeat } from './messages.js';

/** Whether data still comes, as far as a view's sources say. */
export interface Freshness {
  readonly state: 'live' | 'stale' | 'offline' | 'waiting';
  /** Milliseconds since the last message of the freshest source; null before the first. */
  readonly ageMs: number | null;
}

/** A source with its age now. */
export interface SourceNow extends SourceBeat {
  readonly name: string;
  readonly freshness: Freshness;
}

/** Silence shorter than this is never called stale. */
export const STALE_AFTER_MS = 3000;

const GAPS_REMEMBERED = 5;

interface Seen {
  beat: SourceBeat;
  /** Local time of the last message. */
  lastAt: number | undefined;
  /** The same of the data that is drawn, while the drawing is paused. */
  frozenAt: number | undefined;
  readonly gaps: number[];
}

/**
 * The ages of the sources between beats, by the local clock.
 *
 * A source is stale after three of its usual intervals. The server may state the interval; otherwise it is the longest
 * of the last five gaps seen here, since messages often come in bursts.
 */
export class Sources {
  readonly #seen = new Map<string, Seen>();

  /** Takes in a beat that was received at local time `at`. */
  hear(beat: BeatMessage, at: number): void {
    for (const name of this.#seen.keys()) if (beat.sources[name] === undefined) this.#seen.delete(name);
    for (const [name, source] of Object.entries(beat.sources)) {
      const seen = this.#seen.get(name) ?? { beat: source, lastAt: undefined, frozenAt: undefined, gaps: [] };
      const lastAt = source.ageMs === null ? undefined : at - source.ageMs;
      if (lastAt !== undefined && seen.lastAt !== undefined && lastAt - seen.lastAt > 20) {
        seen.gaps.push(lastAt - seen.lastAt);
        if (seen.gaps.length > GAPS_REMEMBERED) seen.gaps.shift();
        seen.lastAt = lastAt;
      }
      seen.lastAt ??= lastAt;
      seen.beat = source;
      this.#seen.set(name, seen);
    }
  }

  /** From now on the ages of views are those of what has come so far. */
  freeze(): void {
    for (const seen of this.#seen.values()) seen.frozenAt = seen.lastAt;
  }

  thaw(): void {
    for (const seen of this.#seen.values()) seen.frozenAt = undefined;
  }

  /** All sources, as they are at local time `now`. */
  all(now: number): SourceNow[] {
    return [...this.#seen].map(([name, seen]) => ({ ...seen.beat, name, freshness: freshnessOf(seen, now) }));
  }

  /**
   * How fresh a view fed by these sources is: as fresh as its freshest source, since lookups that never change would
   * otherwise make everything look old. A view without sources is always fresh.
   */
  of(names: readonly string[], now: number): Freshness {
    let best: Freshness | undefined;
    for (const name of names) {
      const seen = this.#seen.get(name);
      if (seen === undefined) continue;
      const freshness = drawnFreshness(seen, now);
      if (best === undefined || RANK[freshness.state] < RANK[best.state]) best = freshness;
      else if (freshness.state === best.state && (freshness.ageMs ?? Infinity) < (best.ageMs ?? Infinity)) best = freshness;
    }
    return best ?? { state: 'live', ageMs: null };
  }
}

const RANK: Record<Freshness['state'], number> = { live: 0, stale: 1, waiting: 2, offline: 3 };

/** How fresh the drawing is: a pause lets it age, but does not make its source stale. */
function drawnFreshness(seen: Seen, now: number): Freshness {
  const freshness = freshnessOf(seen, now);
  return seen.frozenAt === undefined ? freshness : { ...freshness, ageMs: Math.max(0, now - seen.frozenAt) };
}

function freshnessOf(seen: Seen, now: number): Freshness {
  const ageMs = seen.lastAt === undefined ? null : Math.max(0, now - seen.lastAt);
  if (seen.beat.state === 'offline') return { state: 'offline', ageMs };
  if (ageMs === null) return { state: 'waiting', ageMs };
  const period = seen.beat.periodMs ?? Math.max(0, ...seen.gaps);
  return { state: ageMs > Math.max(STALE_AFTER_MS, 3 * period) ? 'stale' : 'live', ageMs };
}
