import { lengthOf, type Columns } from './messages.js';
import { keysOf, ViewStore, type Change } from './view-store.js';

/**
 * What happened to a view while its drawing was frozen, merged into one change.
 *
 * It never holds more than the rows of the frozen view plus the rows of the view now, however long the pause lasts.
 */
export class HeldChanges {
  readonly #frozen: ViewStore;
  #put: ViewStore;
  readonly #gone = new Set<string>();
  #replaced = false;
  #changes = 0;

  /** @param frozen the store as it is drawn; it must not change until {@link resume} */
  constructor(frozen: ViewStore) {
    this.#frozen = frozen;
    this.#put = new ViewStore(frozen.key);
  }

  /** How many rows changed meanwhile, a row that changed twice counted once. */
  get waiting(): number {
    return this.#put.rows + this.#gone.size;
  }

  /** How many changes were merged. */
  get merged(): number {
    return this.#changes;
  }

  hold(change: Change): void {
    this.#changes++;
    for (const key of keysOf(this.#frozen.key, change.del)) {
      this.#put.delete(key);
      if (!this.#replaced && this.#frozen.rowOf(key) >= 0) this.#gone.add(key);
    }
    if (lengthOf(change.put) === 0) return;
    for (const key of keysOf(this.#frozen.key, change.put)) this.#gone.delete(key);
    this.#put.apply({ put: change.put, del: {} });
  }

  /** Forgets what was held: these are all the rows now. */
  replace(key: readonly string[], columns: Columns): void {
    this.#changes++;
    this.#replaced = true;
    this.#gone.clear();
    this.#put = ViewStore.of(key, columns);
  }

  /** The store to draw from now on. */
  resume(): ViewStore {
    if (this.#replaced) return this.#put;
    for (const key of this.#gone) this.#frozen.delete(key);
    this.#frozen.apply({ put: this.#put.toColumns(), del: {} });
    return this.#frozen;
  }
}
