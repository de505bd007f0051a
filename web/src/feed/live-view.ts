import type { ViewUpdate } from './connection.js';
import { HeldChanges } from './pause.js';
import type { Subscription } from './subscription.js';
import { ViewStore } from './view-store.js';

/** One subscribed view as a page sees it: rows to draw, or why there are none. One thread. */
export class LiveView {
  readonly subscription: Subscription;
  /** How many panels use it; {@link release} counts down. */
  users = 0;
  readonly #release: () => void;
  readonly #again: () => void;
  readonly #listeners = new Set<() => void>();
  #store: ViewStore | undefined;
  #held: HeldChanges | undefined;
  #frozen = false;
  #error: string | undefined;
  #failure = '';
  #renewing = false;
  #failures = 0;
  #endings = 0;

  constructor(subscription: Subscription, release: () => void, again: () => void) {
    this.subscription = subscription;
    this.#release = release;
    this.#again = again;
  }

  /** The rows to draw; undefined until the first have come. */
  get store(): ViewStore | undefined {
    return this.#store;
  }

  /** Why no more rows come; the last ones stay. */
  get error(): string | undefined {
    return this.#error;
  }

  /** Why its rows are those of before, or none, although they come; "" while it is well. */
  get failure(): string {
    return this.#failure;
  }

  /** Whether it has ended and has not been asked for again: no error yet, and the last rows stay. */
  get renewing(): boolean {
    return this.#renewing;
  }

  /** How many times in a row the server ended it or would not have it. */
  get failures(): number {
    return this.#failures;
  }

  /** How many times the server ended it: what comes after may be another view of the same name. */
  get endings(): number {
    return this.#endings;
  }

  /** How many changed rows wait behind the pause. */
  get waiting(): number {
    return this.#held?.waiting ?? 0;
  }

  /** Calls `listener` when there is something new to draw; gives back how to stop that. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends one use; the last one ends the subscription. */
  release(): void {
    this.users--;
    this.#release();
  }

  /** Asks the server again after an error, which is told until rows come. */
  tryAgain(): void {
    this.#again();
  }

  /** Takes in an update, and says whether there is something new to draw. */
  take(update: ViewUpdate): boolean {
    // What is wrong is told also while the drawing is paused.
    const told = this.#error !== undefined || this.#failure !== update.failure;
    this.#error = undefined;
    this.#failure = update.failure;
    this.#renewing = false;
    this.#failures = 0;
    if (this.#frozen && this.#store !== undefined) {
      this.#held ??= new HeldChanges(this.#store);
      if (update.kind === 'rows') this.#held.replace(update.key, update.columns);
      else this.#held.hold(update);
      return told;
    }
    if (update.kind === 'rows') this.#store = ViewStore.of(update.key, update.columns);
    else this.#store?.apply(update);
    return this.#store !== undefined;
  }

  tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  fail(reason: string): void {
    this.#error = reason;
    this.#renewing = false;
    this.#failures++;
    this.#endings++;
    this.tell();
  }

  /** The server ended it, as it does when its project was edited: the same name may be there again in a moment. */
  renew(): void {
    this.#renewing = true;
    this.#failures++;
    this.#endings++;
    this.tell();
  }

  freeze(): void {
    this.#frozen = true;
  }

  thaw(): void {
    this.#frozen = false;
    if (this.#held === undefined) return;
    this.#store = this.#held.resume();
    this.#held = undefined;
    this.tell();
  }
}
