import { make, setText } from '../elements/dom.js';
import type { ZoneFormat } from '../elements/format.js';
import type { Pane } from './pane.js';

export const CURSOR_TIME_CSS = `
.at {
  position: absolute; left: 0; bottom: 2px; padding: 0 5px; border-radius: 3px; background: var(--tide-ink-2); color: var(--tide-panel);
  font-size: 11px; line-height: 16px; white-space: nowrap; pointer-events: none;
}
`;

/** The time under the cursor, written over the time axis. The spoken reading tells it too, so it is hidden from that. */
export class CursorTime {
  readonly element = make('span', { class: 'at', hidden: '', 'aria-hidden': 'true' });

  /** @param width how much room there is, in pixels */
  show(at: number | undefined, pane: Pane, zone: ZoneFormat, width: number): void {
    this.element.hidden = at === undefined;
    if (at === undefined) return;
    setText(this.element, `${zone.dayTime(at)} ${zone.name(at)}`);
    const own = this.element.offsetWidth;
    const left = Math.max(2, Math.min(pane.leftOf(at) - own / 2, width - own - 2));
    this.element.style.transform = `translateX(${Math.round(left)}px)`;
  }
}
