import type { Viewport } from './viewport.js';

/** Whom the pointer tells. */
export interface PointerEvents {
  /** The view moved. */
  moved(): void;
  /** The pointer is at this place without moving the map, and hits what is within `slack` pixels of it. */
  hover(x: number, y: number, slack: number): void;
  leave(): void;
}

/** A mouse points at what it is on, a finger at what it is about on. */
const MOUSE_SLACK = 2;
const FINGER_SLACK = 14;

/**
 * Drag, pinch, wheel and double click on a map. One finger scrolls the page and two move the map; the wheel scrolls the
 * page unless Ctrl is held or the map has the focus.
 */
export class MapPointer {
  readonly #host: HTMLElement;
  readonly #viewport: Viewport;
  readonly #events: PointerEvents;
  readonly #down = new Map<number, { x: number; y: number }>();

  constructor(host: HTMLElement, viewport: Viewport, events: PointerEvents) {
    this.#host = host;
    this.#viewport = viewport;
    this.#events = events;
    host.addEventListener('pointerdown', (event) => this.#press(event));
    host.addEventListener('pointermove', (event) => this.#move(event));
    for (const end of ['pointerup', 'pointercancel'] as const) host.addEventListener(end, (event) => this.#lift(event));
    // A finger leaves as soon as it is lifted: what it pointed at stays until another place is touched or the page moves.
    host.addEventListener('pointerleave', (event) => {
      if (event.pointerType !== 'touch') events.leave();
    });
    host.addEventListener('pointercancel', () => events.leave());
    host.addEventListener('dblclick', (event) => this.#zoom(event, 2));
    host.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
  }

  /** Forgets pointers that are down. */
  stop(): void {
    this.#down.clear();
  }

  #at(event: MouseEvent): { x: number; y: number } {
    const box = this.#host.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #press(event: PointerEvent): void {
    const at = this.#at(event);
    this.#down.set(event.pointerId, at);
    this.#host.setPointerCapture(event.pointerId);
    if (event.pointerType === 'touch') this.#events.hover(at.x, at.y, FINGER_SLACK);
    else this.#host.classList.add('moving');
  }

  #move(event: PointerEvent): void {
    const at = this.#at(event);
    const before = this.#down.get(event.pointerId);
    if (before === undefined) return this.#events.hover(at.x, at.y, MOUSE_SLACK);
    const others = [...this.#down].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    this.#down.set(event.pointerId, at);
    const other = others[0];
    if (other === undefined) {
      if (event.pointerType === 'touch') return undefined;
      this.#viewport.pan(at.x - before.x, at.y - before.y);
    } else {
      const factor = Math.hypot(at.x - other.x, at.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
      this.#viewport.zoomAt((at.x + other.x) / 2, (at.y + other.y) / 2, factor);
      this.#viewport.pan((at.x - before.x) / 2, (at.y - before.y) / 2);
    }
    this.#events.moved();
    return undefined;
  }

  #lift(event: PointerEvent): void {
    this.#down.delete(event.pointerId);
    this.#host.classList.remove('moving');
  }

  #wheel(event: WheelEvent): void {
    const focused = (this.#host.getRootNode() as ShadowRoot).activeElement === this.#host;
    if (!event.ctrlKey && !focused) return;
    event.preventDefault();
    this.#zoom(event, Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.002)));
  }

  #zoom(event: MouseEvent, factor: number): void {
    const { x, y } = this.#at(event);
    this.#viewport.zoomAt(x, y, factor);
    this.#events.moved();
  }
}
