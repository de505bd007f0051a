import { make } from '../elements/dom.js';
import { formatCell, type ZoneFormat } from '../elements/format.js';
import type { ViewInfo } from '../feed/catalogue.js';
import type { ViewStore } from '../feed/view-store.js';
import type { Mark } from './marks.js';

export const TIP_CSS = `
.tip { position: absolute; z-index: 2; max-width: 240px; padding: 5px 8px; background: var(--tide-panel); border: 1px solid var(--tide-border); border-radius: 4px; font-size: 12px; pointer-events: none; }
.tip strong { font-weight: 600; display: block; }
.tip p + p { margin-top: 4px; }
.tip .quiet { display: block; }
`;

/** More places than this under one point are only counted. */
const MOST_LISTED = 4;

/** Where the words of a tip come from. */
export interface TipSource {
  readonly store: ViewStore;
  readonly info: ViewInfo;
  readonly zone: ZoneFormat;
}

/** What is known of the places under the pointer or chosen by the keyboard, beside the first of them. */
export class PlaceTip {
  readonly element = make('div', { class: 'tip', hidden: '' });

  /** What it says, for reading aloud; "" while it is hidden. */
  get text(): string {
    return this.element.hidden ? '' : [...this.element.children].map((child) => child.textContent ?? '').join('; ');
  }

  /** @param source where the words come from, and the columns whose values are told */
  show(marks: readonly Mark[], source: TipSource & { readonly values: readonly string[] }, width: number, height: number): void {
    const first = marks[0];
    this.element.hidden = first === undefined;
    if (first === undefined) return;
    const listed = marks.slice(0, MOST_LISTED);
    const more = marks.length - listed.length;
    this.element.replaceChildren(
      ...listed.map((mark) => describe(mark, source)),
      ...(more > 0 ? [make('p', { class: 'quiet' }, `and ${more} more here`)] : []),
    );
    // On the side of the mark where there is more room.
    const { style } = this.element;
    const right = first.x > width / 2;
    const below = first.y < height / 2;
    style.left = right ? '' : `${first.x + first.radius + 8}px`;
    style.right = right ? `${width - first.x + first.radius + 8}px` : '';
    style.top = below ? `${Math.max(4, first.y)}px` : '';
    style.bottom = below ? '' : `${Math.max(4, height - first.y)}px`;
  }
}

function describe(mark: Mark, source: TipSource & { readonly values: readonly string[] }): HTMLElement {
  const { store, info, zone, values } = source;
  const told = values.map((name) => {
    const unit = info.columns.find((column) => column.name === name)?.unit ?? '';
    return `${cellOf(name, mark.row, source)} ${unit}`.trim();
  });
  const time = info.columns.find((column) => column.type === 'timestamp');
  const at = time === undefined ? undefined : store.column(time.name)[mark.row];
  if (typeof at === 'number') told.push(`${zone.time(at)} ${zone.name(at)}`);
  return make(
    'p',
    {},
    make('strong', {}, mark.name),
    make('span', { class: 'quiet' }, ` ${[mark.group, mark.shape].filter((part) => part !== '').join(' • ')} `),
    told.join(' · '),
  );
}

/** One value of a row, as text. */
export function cellOf(name: string, row: number, { store, info, zone }: TipSource): string {
  const column = info.columns.find((candidate) => candidate.name === name);
  return column === undefined ? '' : formatCell(store.column(name)[row], column, zone);
}
