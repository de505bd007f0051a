import { FeedHub, type HubLine, type HubMessage, type PageMessage } from './hub.js';
import type { ConnectionOptions } from './connection.js';

/** A page's way to a hub, wherever the hub runs. */
export interface HubPort {
  post(message: PageMessage): void;
}

/** Makes the way to the hub for the server at `base`. */
export type HubOpener = (base: string, receive: (message: HubMessage) => void) => HubPort;

/** A hub of this page's own, for where workers cannot be shared: other origins, private windows, tests. */
export function inPageHub(options: Omit<ConnectionOptions, 'base'> = {}): HubOpener {
  return (base, receive) => {
    const hub = new FeedHub({ ...options, base });
    let line: HubLine | undefined;
    return {
      post(message) {
        if (message.kind === 'hello') line = hub.attach(receive);
        else if (message.kind === 'subscribe') line?.subscribe(message.subscription);
        else if (message.kind === 'unsubscribe') line?.unsubscribe(message.id);
        else if (message.kind === 'bye') line?.close();
      },
    };
  };
}

/** The hub shared by all tabs of this origin; a page of another origin, or a browser without it, gets its own. */
export const bestHub: HubOpener = (base, receive) => {
  const own = inPageHub();
  if (
    typeof SharedWorker === 'undefined' ||
    typeof location === 'undefined' ||
    new URL(base, location.href).origin !== location.origin
  ) {
    return own(base, receive);
  }
  try {
    return sharedHub(base, receive, own);
  } catch {
    return own(base, receive);
  }
};

function sharedHub(base: string, receive: (message: HubMessage) => void, own: HubOpener): HubPort {
  const worker = new SharedWorker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'tideboard-feed' });
  let fallback: HubPort | undefined;
  const said: PageMessage[] = [];
  worker.port.onmessage = (event: MessageEvent<HubMessage>) => {
    if (fallback !== undefined) return;
    // Once the worker has spoken it runs, and what was said to it need not be kept.
    said.length = 0;
    receive(event.data);
  };
  worker.onerror = () => {
    // It could not be loaded: say everything again to a hub of this page's own.
    if (fallback !== undefined || said.length === 0) return;
    fallback = own(base, receive);
    for (const message of said) fallback.post(message);
  };
  let kept = true;
  return {
    post(message) {
      if (fallback !== undefined) return fallback.post(message);
      kept = kept && said.length < 256;
      if (kept) said.push(message);
      worker.port.postMessage(message);
    },
  };
}
