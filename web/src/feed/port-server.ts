import { FeedHub, type HubLine, type HubMessage, type PageMessage } from './hub.js';
import type { ConnectionOptions } from './connection.js';

/** The part of a MessagePort that is needed here. */
export interface Port {
  postMessage(message: HubMessage): void;
  onmessage: ((event: { data: PageMessage }) => void) | null;
}

/** How often each page is asked whether it is still there. */
export const PING_EVERY_MS = 5000;

/** How many questions may stay unanswered before a page counts as gone. */
export const PINGS_TO_MISS = 3;

interface Guest {
  readonly port: Port;
  line: HubLine | undefined;
  base: string;
  unanswered: number;
}

/**
 * The worker's side of the ports: one hub per server, and one guest per page.
 *
 * A page that crashes never says goodbye, so each is pinged; the browser delivers messages to hidden pages too, and only
 * a frozen or dead one stays silent. A frozen page that wakes up is told that it was lost, and subscribes again.
 */
export class PortServer {
  readonly #hubs = new Map<string, FeedHub>();
  readonly #guests = new Set<Guest>();
  readonly #options: Omit<ConnectionOptions, 'base'>;

  constructor(options: Omit<ConnectionOptions, 'base'> = {}) {
    this.#options = options;
  }

  /** How many pages are served. */
  get guests(): number {
    return this.#guests.size;
  }

  connect(port: Port): void {
    const guest: Guest = { port, line: undefined, base: '', unanswered: 0 };
    port.onmessage = (event) => this.#receive(guest, event.data);
  }

  /** To be called each {@link PING_EVERY_MS}. */
  ping(): void {
    for (const guest of this.#guests) {
      if (guest.unanswered >= PINGS_TO_MISS) {
        this.#drop(guest);
        continue;
      }
      guest.unanswered++;
      guest.port.postMessage({ kind: 'ping' });
    }
  }

  #receive(guest: Guest, message: PageMessage): void {
    guest.unanswered = 0;
    if (message.kind === 'bye') return this.#drop(guest);
    if (message.kind === 'hello') return this.#welcome(guest, message.base);
    if (guest.line === undefined) return guest.port.postMessage({ kind: 'lost' });
    if (message.kind === 'subscribe') guest.line.subscribe(message.subscription);
    else if (message.kind === 'unsubscribe') guest.line.unsubscribe(message.id);
  }

  #welcome(guest: Guest, base: string): void {
    guest.line?.close();
    guest.base = base;
    let hub = this.#hubs.get(base);
    if (hub === undefined) {
      hub = new FeedHub({ ...this.#options, base });
      this.#hubs.set(base, hub);
    }
    guest.line = hub.attach((message) => guest.port.postMessage(message));
    this.#guests.add(guest);
  }

  #drop(guest: Guest): void {
    guest.line?.close();
    guest.line = undefined;
    this.#guests.delete(guest);
  }
}
