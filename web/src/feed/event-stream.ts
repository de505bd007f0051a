/**
 * Server-sent events over `fetch`. `EventSource` would hide the server's answer when it refuses a subscription, and
 * would keep its own idea of when to try again; a plain response gives both, and runs in a page, a worker and Node alike.
 */

/** One event: `id` is set only where this very event carried it. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
  readonly id: string | undefined;
}

/** The most text one event may hold: a server gone wrong must not fill the browser's memory. */
export const MAX_EVENT_CHARACTERS = 64 * 1024 * 1024;

/** Turns pieces of a `text/event-stream` into events, wherever the pieces were cut. */
export class EventStreamParser {
  #rest = '';
  #event = '';
  #data: string[] = [];
  #characters = 0;
  #id: string | undefined;
  #first = true;

  /** The events completed by this piece of text. */
  push(piece: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    let text = this.#rest + piece;
    if (this.#first && text.length > 0) {
      this.#first = false;
      if (text.startsWith('\uFEFF')) text = text.slice(1);
    }
    let start = 0;
    for (;;) {
      const end = lineEnd(text, start);
      if (end < 0) break;
      // A carriage return at the very end may be half of a pair: wait for the next piece.
      if (text[end] === '\r' && end + 1 === text.length) break;
      const event = this.#line(text.slice(start, end));
      if (event !== undefined) events.push(event);
      start = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
    }
    this.#rest = text.slice(start);
    this.#limit(this.#rest.length);
    return events;
  }

  #line(line: string): ServerEvent | undefined {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    if (colon === 0) return undefined;
    const field = colon < 0 ? line : line.slice(0, colon);
    let value = colon < 0 ? '' : line.slice(colon + 1);
    if (value.startsWith(' ')) value = value.slice(1);
    if (field === 'event') this.#event = value;
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
    else if (field === 'data') {
      this.#data.push(value);
      this.#characters += value.length;
      this.#limit(0);
    }
    return undefined;
  }

  #dispatch(): ServerEvent | undefined {
    const event =
      this.#data.length === 0 ? undefined : { event: this.#event || 'message', data: this.#data.join('\n'), id: this.#id };
    this.#event = '';
    this.#data = [];
    this.#characters = 0;
    this.#id = undefined;
    return event;
  }

  #limit(pending: number): void {
    if (this.#characters + pending > MAX_EVENT_CHARACTERS) {
      throw new RangeError(`an event of the feed is longer than ${MAX_EVENT_CHARACTERS} characters`);
    }
  }
}

function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  const carriage = text.indexOf('\r', from);
  if (newline < 0) return carriage;
  return carriage < 0 ? newline : Math.min(newline, carriage);
}

/** The server answered, but not with a stream. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }

  /** True where asking again in the same words is pointless. */
  get final(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 408 && this.status !== 429;
  }
}

/** Who reads a stream. */
export interface EventReader {
  /** A piece of the stream came in, whether or not it completed an event. */
  heard(): void;
  receive(event: ServerEvent): void;
}

/**
 * Reads the stream at `url` until it ends or `signal` aborts.
 *
 * @throws RefusedError where the server answers with anything but a stream
 */
export async function readEvents(
  url: string,
  signal: AbortSignal,
  listener: EventReader,
  fetcher: typeof fetch = fetch,
): Promise<void> {
  const response = await fetcher(url, { headers: { accept: 'text/event-stream' }, cache: 'no-store', signal });
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok || response.body === null || !type.startsWith('text/event-stream')) {
    throw new RefusedError(response.status, await reasonOf(response));
  }
  const parser = new EventStreamParser();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    if (signal.aborted) return;
    listener.heard();
    for (const event of parser.push(value)) {
      if (signal.aborted) return;
      listener.receive(event);
    }
  }
}

/** What the server says is wrong, in its own words where it has some. */
export async function reasonOf(response: Response): Promise<string> {
  const text = await response.text().catch(() => '');
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) {
      for (const field of ['detail', 'message', 'error', 'reason', 'title']) {
        const said = (body as Record<string, unknown>)[field];
        if (typeof said === 'string' && said !== '') return said;
      }
    }
  } catch {
    // Not JSON: the status line below says what is known.
  }
  return `${response.status} ${response.statusText}`.trim();
}
