import { readEvents, RefusedError, type ServerEvent } from './event-stream.js';
import {
  FeedFormatError,
  parseMessage,
  type BeatMessage,
  type Columns,
  type DeltaMessage,
  type SnapshotMessage,
} from './messages.js';
import { feedUrl, type Subscription } from './subscription.js';

/** What one flush did to one subscription. */
export type ViewUpdate = {
  readonly id: string;
  /** Why the view is failed, or "". */
  readonly failure: string;
} & (
  | { readonly kind: 'rows'; readonly key: readonly string[]; readonly columns: Columns }
  | { readonly kind: 'change'; readonly put: Columns; readonly del: Columns }
);

/** Whether the server is heard: `connecting` only before the first sign of life. */
export type LinkState = 'connecting' | 'live' | 'offline';

/** Who is told. Calls come one at a time. */
export interface ConnectionListener {
  /** All subscriptions moved to `tick` together, also those without an update. */
  flush(tick: number, updates: readonly ViewUpdate[]): void;
  beat(beat: BeatMessage): void;
  link(state: LinkState): void;
  /** The server sends no more of this subscription. */
  ended(id: string, reason: string): void;
  /** The server refuses the request as a whole; the connection has stopped. */
  refused(error: RefusedError): void;
}

/** What a connection needs from outside; tests give their own. */
export interface ConnectionOptions {
  readonly base: string;
  readonly fetcher?: typeof fetch;
  /** Silence longer than this is a failure, in milliseconds. */
  readonly silenceMs?: number;
  /** The first and the longest wait before trying again, in milliseconds. */
  readonly retryMs?: readonly [number, number];
}

const DEFAULT_SILENCE_MS = 3000;
const DEFAULT_RETRY_MS = [250, 4000] as const;

/**
 * One live connection for a fixed set of subscriptions, which repairs itself until it is closed.
 *
 * All its subscriptions are at one tick. The events of a flush are kept back until the last of them, the one that
 * carries the id, and are then handed on together. A delta that does not start at that tick is a gap: the connection
 * starts again from fresh snapshots. After silence or an error it asks again with its last token, so the server sends
 * one merged delta where it still can.
 */
export class FeedConnection {
  readonly subscriptions: readonly Subscription[];
  readonly #listener: ConnectionListener;
  readonly #options: ConnectionOptions;
  readonly #idOfView = new Map<string, string>();
  #pending: (SnapshotMessage | DeltaMessage)[] = [];
  #tick = -1;
  #token: string | undefined;
  #abort = new AbortController();
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #state: LinkState = 'connecting';
  #closed = false;

  /** @param token where to continue; only given when every subscription is held at exactly that position */
  constructor(
    subscriptions: readonly Subscription[],
    listener: ConnectionListener,
    options: ConnectionOptions,
    token?: { readonly tick: number; readonly token: string },
  ) {
    this.subscriptions = subscriptions;
    this.#listener = listener;
    this.#options = options;
    for (const { view, id } of subscriptions) this.#idOfView.set(view, id);
    if (token !== undefined) {
      this.#tick = token.tick;
      this.#token = token.token;
    }
    this.#open();
  }

  /** Where another connection to the same rows may continue, once this one has any. */
  get position(): { readonly tick: number; readonly token: string } | undefined {
    return this.#token === undefined ? undefined : { tick: this.#tick, token: this.#token };
  }

  get state(): LinkState {
    return this.#state;
  }

  close(): void {
    this.#closed = true;
    this.#abort.abort();
    clearTimeout(this.#watchdog);
    clearTimeout(this.#retry);
  }

  #open(): void {
    this.#pending = [];
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.#watch();
    const url = feedUrl(this.#options.base, this.subscriptions, this.#token);
    const reader = { heard: () => this.#watch(), receive: (event: ServerEvent) => this.#receive(event) };
    readEvents(url, signal, reader, this.#options.fetcher).then(
      () => this.#lost(signal),
      (error: unknown) => this.#failed(signal, error),
    );
  }

  #receive(event: ServerEvent): void {
    const message = parseMessage(event.event, event.data);
    this.#heard();
    switch (message?.kind) {
      case undefined:
        return;
      case 'snapshot':
        this.#pending.push(message);
        break;
      case 'delta':
        if (message.from !== this.#tick) throw new GapError(message, this.#tick);
        this.#pending.push(message);
        break;
      case 'beat':
        this.#listener.beat(message);
        break;
      case 'end':
        this.#ended(message.view, message.reason);
        break;
    }
    if (event.id !== undefined) this.#commit(event.id, message.kind === 'end' ? this.#tick : message.tick);
  }

  #commit(token: string, tick: number): void {
    const updates: ViewUpdate[] = [];
    for (const message of this.#pending) {
      const id = this.#idOfView.get(message.view);
      if (id === undefined) continue;
      const { failure } = message;
      if (message.kind === 'snapshot') updates.push({ kind: 'rows', id, failure, key: message.key, columns: message.columns });
      else updates.push({ kind: 'change', id, failure, put: message.put, del: message.del });
    }
    this.#pending = [];
    this.#token = token;
    this.#tick = tick;
    this.#failures = 0;
    if (updates.length > 0) this.#listener.flush(tick, updates);
  }

  #ended(view: string, reason: string): void {
    const id = this.#idOfView.get(view);
    if (id !== undefined) this.#listener.ended(id, reason);
  }

  #heard(): void {
    if (this.#state === 'live') return;
    this.#state = 'live';
    this.#listener.link('live');
  }

  #watch(): void {
    clearTimeout(this.#watchdog);
    const silence = this.#options.silenceMs ?? DEFAULT_SILENCE_MS;
    this.#watchdog = setTimeout(() => this.#lost(this.#abort.signal), silence);
  }

  #failed(signal: AbortSignal, error: unknown): void {
    if (signal.aborted) return;
    if (error instanceof RefusedError && error.final) {
      // An old token may be what the server refuses: forget it before giving up.
      if (this.#token === undefined) {
        this.close();
        this.#listener.refused(error);
        return;
      }
      this.#forget();
    }
    if (error instanceof GapError || error instanceof FeedFormatError || error instanceof RangeError) this.#forget();
    this.#lost(signal);
  }

  #forget(): void {
    this.#token = undefined;
    this.#tick = -1;
  }

  /** Ends this attempt and plans the next; the wait grows so that a server coming back is not stormed. */
  #lost(signal: AbortSignal): void {
    if (this.#closed || signal.aborted) return;
    this.#abort.abort();
    clearTimeout(this.#watchdog);
    const [first, longest] = this.#options.retryMs ?? DEFAULT_RETRY_MS;
    const wait = Math.min(longest, first * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 16);
    if (this.#state === 'live' || this.#failures > 1) this.#offline();
    this.#retry = setTimeout(() => this.#open(), wait * (0.75 + Math.random() / 2));
  }

  #offline(): void {
    if (this.#state === 'offline') return;
    this.#state = 'offline';
    this.#listener.link('offline');
  }
}

/** A delta that does not continue what we hold. */
class GapError extends Error {
  override readonly name = 'GapError';

  constructor(message: DeltaMessage, held: number) {
    super(`delta of ${message.view} from=${message.from}, but the connection holds tick=${held}`);
  }
}
