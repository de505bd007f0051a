/**
 * The one scheduler of a page. A panel says that it is out of date, as often as it likes; it is drawn in the next frame
 * in which its own ceiling allows it, and never while the page is hidden. At most one frame is asked for at a time.
 *
 * The ceiling holds for two draws together: the rest of what has only begun to come is drawn at once, not an interval later.
 */

/** Something that can be drawn. */
export interface Drawable {
  /** The most times a second it may be drawn. */
  readonly hz: number;
  draw(): void;
}

const waiting = new Map<Drawable, { due: number }>();
const drawnAt = new WeakMap<Drawable, { last: number; before: number | undefined }>();
let frame = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Draws `panel` in the next frame its ceiling allows; the first two never wait. */
export function invalidate(panel: Drawable): void {
  if (waiting.has(panel)) return;
  const before = drawnAt.get(panel)?.before;
  const due = before === undefined ? 0 : before + 2000 / panel.hz;
  waiting.set(panel, { due });
  plan();
}

/** Forgets `panel`: it has left the page. */
export function forget(panel: Drawable): void {
  waiting.delete(panel);
  drawnAt.delete(panel);
}

function plan(): void {
  if (frame !== 0 || waiting.size === 0) return;
  const soonest = Math.min(...[...waiting.values()].map((entry) => entry.due));
  const wait = soonest - performance.now();
  clearTimeout(timer);
  if (wait <= 16) frame = requestAnimationFrame(drawDue);
  else timer = setTimeout(() => ((timer = undefined), plan()), wait - 8);
}

function drawDue(): void {
  frame = 0;
  const now = performance.now();
  for (const [panel, { due }] of [...waiting]) {
    if (due > now + 8) continue;
    waiting.delete(panel);
    drawnAt.set(panel, { last: now, before: drawnAt.get(panel)?.last });
    try {
      panel.draw();
    } catch (failure) {
      // One broken panel must not stop the others.
      console.error(failure);
    }
  }
  plan();
}

const tickers = new Set<() => void>();
let interval: ReturnType<typeof setInterval> | undefined;

/** Calls `listener` once a second while the page is shown, for ages and clocks; gives back how to stop that. */
export function eachSecond(listener: () => void): () => void {
  tickers.add(listener);
  interval ??= setInterval(() => {
    if (document.hidden) return;
    for (const one of [...tickers]) one();
  }, 1000);
  return () => {
    tickers.delete(listener);
    if (tickers.size > 0 || interval === undefined) return;
    clearInterval(interval);
    interval = undefined;
  };
}
