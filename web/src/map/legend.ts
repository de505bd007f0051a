import { make, setText } from '../elements/dom.js';
import { formatNumber } from '../elements/format.js';
import { seriesColour, type Theme } from '../elements/palette.js';
import { glyphOf, glyphPath } from './glyphs.js';
import { diameterOf } from './marks.js';

export const LEGEND_CSS = `
.legend {
  position: absolute; z-index: 1; left: 8px; bottom: 8px; max-width: min(220px, 60%); max-height: calc(100% - 16px); overflow: auto; padding: 4px 8px 6px;
  background: color-mix(in srgb, var(--tide-panel) 88%, transparent); border: 1px solid var(--tide-line); border-radius: 4px; font-size: 11px;
}
.legend summary { min-height: 24px; line-height: 24px; cursor: pointer; color: var(--tide-ink-2); font-weight: 500; }
.legend h3 { margin-top: 5px; color: var(--tide-ink-2); font-weight: 500; }
.legend li { display: flex; align-items: center; gap: 6px; line-height: 16px; }
.legend svg { flex: none; }
.legend label { display: flex; align-items: center; gap: 6px; min-height: 24px; cursor: pointer; }
.legend input { margin: 0; width: 14px; height: 14px; accent-color: var(--tide-ink-2); }
.legend .hue { width: 12px; height: 12px; border: 1px solid var(--tide-border); }
.legend .sizes { display: flex; align-items: flex-end; gap: 8px; padding-top: 3px; }
.legend .sizes li { white-space: nowrap; flex-direction: column; gap: 1px; line-height: 13px; }
.legend circle { fill: none; stroke: var(--tide-ink-2); }
`;

const SVG = 'http://www.w3.org/2000/svg';

/** What a legend explains. */
export interface LegendContent {
  readonly shapes: readonly string[];
  readonly groups: readonly string[];
  readonly hues: boolean;
  readonly p95: number;
  readonly unit: string;
  readonly scale: number;
  readonly theme: Theme;
  /** Whether any mark is hollow. */
  readonly hollow: boolean;
  /** Whether any value is greater than the one with the largest size. */
  readonly capped: boolean;
}

/** The shares of the 95th percentile whose sizes are shown. */
const SIZES = [0.1, 0.3, 0.6, 1] as const;

/** The key to shapes, tints and sizes, in a corner of the map; it can be folded away. */
export class Legend {
  readonly element = make('details', { class: 'legend', open: '' });
  readonly #shapes = make('ul');
  readonly #groups = make('ul');
  readonly #groupsTitle = make('h3', {}, 'Regions');
  readonly #sizesTitle = make('h3');
  readonly #sizes = make('ul', { class: 'sizes' });
  readonly #hollow = make('p', { class: 'quiet', hidden: '' }, 'hollow: 0 or less');
  #key = '';
  #sizeKey = '';

  constructor(...toggles: readonly HTMLElement[]) {
    this.element.append(
      make('summary', {}, 'Key'),
      this.#shapes,
      this.#groupsTitle,
      this.#groups,
      this.#sizesTitle,
      this.#sizes,
      this.#hollow,
      ...toggles,
    );
  }

  show(content: LegendContent): void {
    const { shapes, groups, hues, theme, p95, unit, scale, capped } = content;
    const key = JSON.stringify([shapes, groups, hues, theme]);
    if (key !== this.#key) {
      this.#key = key;
      this.#shapes.replaceChildren(...shapes.map((name, i) => make('li', {}, glyph(name, i, theme), name)));
      this.#groupsTitle.hidden = this.#groups.hidden = !hues || groups.length === 0;
      this.#groups.replaceChildren(...groups.map((name, i) => make('li', {}, hue(name, i, theme), name)));
    }
    this.#hollow.hidden = !content.hollow;
    // The scale follows the data, so it is rounded and only redrawn when that shows.
    const values = SIZES.map((share) => rounded(share * p95));
    const sizeKey = JSON.stringify([values, unit, scale.toFixed(2), capped]);
    if (sizeKey === this.#sizeKey) return;
    this.#sizeKey = sizeKey;
    // Where everything stands still there is no size to explain.
    this.#sizesTitle.hidden = this.#sizes.hidden = p95 === 0;
    setText(this.#sizesTitle, `Size${unit === '' ? '' : `, ${unit}`}`);
    this.#sizes.replaceChildren(
      ...values.map((value, i) => {
        const more = capped && i === values.length - 1 ? ' or more' : '';
        return make('li', {}, disc((diameterOf(value, p95) / 2) * scale), formatNumber(value, value < 10 ? 1 : 0) + more);
      }),
    );
  }
}

/** Two significant digits. */
function rounded(value: number): number {
  if (value === 0) return 0;
  const power = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.round(value / power) * power;
}

function svg(size: number): SVGSVGElement {
  const element = document.createElementNS(SVG, 'svg');
  element.setAttribute('width', String(size));
  element.setAttribute('height', String(size));
  element.setAttribute('aria-hidden', 'true');
  return element;
}

function glyph(name: string, index: number, theme: Theme): SVGSVGElement {
  const element = svg(12);
  element.setAttribute('viewBox', '-1.15 -1.15 2.3 2.3');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', glyphPath(glyphOf(name, index)));
  path.setAttribute('fill', seriesColour(name, index, theme));
  element.append(path);
  return element;
}

function hue(name: string, index: number, theme: Theme): HTMLElement {
  const element = make('span', { class: 'hue' });
  element.style.backgroundColor = `color-mix(in srgb, ${seriesColour(name, index, theme)} 22%, var(--tide-land))`;
  return element;
}

function disc(radius: number): SVGSVGElement {
  const size = Math.ceil(2 * radius) + 2;
  const element = svg(size);
  const circle = document.createElementNS(SVG, 'circle');
  for (const [name, value] of [
    ['cx', size / 2],
    ['cy', size / 2],
    ['r', radius],
  ] as const)
    circle.setAttribute(name, String(value));
  element.append(circle);
  return element;
}
