/** How long no row may have come before the newest time counts as whole. */
const QUIET_MS = 250;
/** After this long the newest time is shown whatever comes. */
const LONGEST_MS = 1000;

/**
 * Holds back the newest time of a view while its rows still come in.
 *
 * Three hundred stations that report one after the other would otherwise make every sum over them plunge and climb again
 * at each new interval. A time once shown stays shown, and what is there at the start is shown at once.
 */
export class Settling {
  #newest: number | undefined;
  #since = -Infinity;
  #changedAt = -Infinity;

  /** Rows changed. */
  changed(now: number): void {
    this.#changedAt = now;
  }

  /**
   * For how many more milliseconds `newest`, the latest time there is, must not be shown; 0 where it may be.
   *
   * @param cut whether the connection is cut: silence then does not say that all rows are here
   */
  wait(newest: number | undefined, now: number, cut = false): number {
    if (newest === undefined) return 0;
    if (this.#newest === undefined || newest < this.#newest) this.#since = -Infinity;
    else if (newest > this.#newest) this.#since = now;
    this.#newest = newest;
    const wait = Math.min(this.#changedAt + QUIET_MS, this.#since + LONGEST_MS) - now;
    if (wait > 0) return wait;
    if (cut && this.#since > -Infinity) return LONGEST_MS;
    this.#since = -Infinity;
    return 0;
  }

  /** Forgets what it saw: other rows follow. */
  reset(): void {
    this.#newest = undefined;
  }
}
