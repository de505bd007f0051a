import type { ViewInfo } from '../feed/catalogue.js';
import { feedAt } from '../feed/feed.js';
import { whereOf } from '../feed/subscription.js';
import type { ViewStore } from '../feed/view-store.js';
import { boundsOfGroups, HALF_HEIGHT, HALF_WIDTH, nameSpots, type NameSpot } from '../map/area-names.js';
import { drawBase, loadBase, type Area } from '../map/base-map.js';
import { Legend, LEGEND_CSS } from '../map/legend.js';
import { drawMarks } from '../map/mark-layer.js';
import { marksAt, marksOf, neighbour, percentile95, place, type Box, type MapColumns, type Mark } from '../map/marks.js';
import { placeList } from '../map/place-list.js';
import { PlaceTip, TIP_CSS, type TipSource } from '../map/place-tip.js';
import { MapPointer } from '../map/pointer.js';
import { boundsOf, contains, Viewport, type Bounds } from '../map/viewport.js';
import { button, iconButton, listOf, make, setText, sheetOf } from './dom.js';
import { headingOf } from './format.js';
import { inUsualOrder } from './palette.js';
import { Panel, PANEL_ATTRIBUTES } from './panel.js';
import { TWIN_CSS, TwinTable } from './twin-table.js';

/** Narrower than this the legend is folded at first, and takes no room from the map. */
const NARROW = 480;
/** The same for one that is lower than this. */
const LOW = 400;
const LEGEND_WIDTH = 150;
/** Marks of the size scale are meant for a map of about this many pixels. */
const FULL_SIZE = 640;
const AUSTRALIA: Bounds = [113, -44, 154, -10];

const SHEET = sheetOf(`${LEGEND_CSS} ${TWIN_CSS} ${TIP_CSS}
canvas { position: absolute; inset: 0; width: 100%; height: 100%; }
.map { position: absolute; inset: 0; overflow: hidden; touch-action: pan-y; cursor: grab; }
.map.moving { cursor: grabbing; }
.map:focus-visible { outline-offset: -2px; }
.zoom { position: absolute; z-index: 1; top: 8px; right: 8px; display: flex; flex-direction: column; gap: 4px; }
.zoom button { display: flex; align-items: center; justify-content: center; min-width: 28px; min-height: 28px; padding: 0; font-size: 15px; line-height: 1; }
.missing { position: absolute; z-index: 1; right: 8px; bottom: 8px; font-size: 11px; }
`);

/**
 * Places on a map: shape by a kind, size by a number, the base tinted by area; and the same rows as a list.
 *
 * Drag or pinch to move, buttons, double click, or the wheel with Ctrl or on a focused map to zoom. The keyboard reads
 * it: arrows go from place to place, with Shift they move the map, plus and minus zoom, Escape resets.
 *
 * @attr size - the column that sets the size, or several with commas to choose from
 * @attr shape - the column that sets the shape
 * @attr lat, lon - the columns of the place: `lat` and `lon` where absent
 * @attr name - the column of the full name: `name` where absent
 * @attr short-name - the column written beside a place; the name, shortened, where absent
 * @attr group - the column whose values are the areas of the base map
 * @attr base - the base map: `au-states`
 */
export class TideMap extends Panel {
  static readonly observedAttributes = [
    ...PANEL_ATTRIBUTES,
    'size',
    'shape',
    'lat',
    'lon',
    'name',
    'short-name',
    'group',
    'base',
  ];

  readonly hz = 5;
  protected override readonly things = 'places';
  readonly #base = make('canvas', { 'aria-hidden': 'true' });
  readonly #points = make('canvas', { 'aria-hidden': 'true' });
  readonly #map = make('div', { class: 'map', tabindex: '0', role: 'group', 'aria-roledescription': 'map' });
  readonly #tip = new PlaceTip();
  readonly #reading = make('p', { class: 'only-read', 'aria-live': 'polite' });
  readonly #twin = new TwinTable('The places as a list');
  readonly #twinButton = iconButton('table', 'List', 'The same places as a list', () => this.#toggleTwin());
  readonly #missing = button('', () => this.#toggleTwin(), { class: 'missing', hidden: '' });
  readonly #choice = make('div', { class: 'choice', role: 'group', 'aria-label': 'Size shows' });
  readonly #hues = make('input', { type: 'checkbox', checked: '' });
  readonly #labels = make('input', { type: 'checkbox' });
  readonly #legend = new Legend(make('label', {}, this.#hues, 'Region tints'), make('label', {}, this.#labels, 'Labels'));
  readonly #viewport = new Viewport();
  readonly #pointer = new MapPointer(this.#map, this.#viewport, {
    moved: () => this.invalidate(),
    hover: (x, y, slack) => this.#hover(x, y, slack),
    leave: () => this.#select([], false),
  });
  #areas: readonly Area[] = [];
  #baseName: string | undefined;
  #size = '';
  #marks: Mark[] = [];
  #selected: Mark[] = [];
  #fitted: Bounds | undefined;
  #fitKey = '';
  #drawnBase = '';
  #names: readonly NameSpot[] = [];
  #namesKey = '';

  constructor() {
    super(SHEET);
  }

  protected override build(): void {
    const zoom = make(
      'div',
      { class: 'zoom' },
      button('+', () => this.#zoomBy(1.6), { 'aria-label': 'Zoom in' }),
      button('−', () => this.#zoomBy(1 / 1.6), { 'aria-label': 'Zoom out' }),
      iconButton('home', 'Show all', 'Show all places', () => this.#reset()),
    );
    this.#map.append(this.#base, this.#points, this.#tip.element);
    this.body.prepend(this.#map, zoom, this.#missing, this.#legend.element, this.#reading, this.#twin.element);
    this.#twinButton.setAttribute('aria-pressed', 'false');
    this.buttons.append(this.#choice, this.#twinButton);
    for (const toggle of [this.#hues, this.#labels]) toggle.addEventListener('change', () => this.invalidate());
    this.#map.addEventListener('keydown', (event) => this.#key(event));
    this.#legend.element.open = this.clientWidth >= NARROW && this.clientHeight >= LOW;
  }

  protected override configure(): void {
    const sizes = this.#sizes;
    if (!sizes.includes(this.#size)) this.#size = sizes[0] ?? '';
    this.#choice.hidden = sizes.length < 2;
    this.#choice.replaceChildren(
      ...sizes.map((size) =>
        button(headingOf(size), () => this.#chooseSize(size), { 'aria-pressed': String(size === this.#size) }),
      ),
    );
    this.#map.setAttribute('aria-label', `${this.heading}: arrows go from place to place, plus and minus zoom, Escape shows all`);
    void this.#loadBase();
  }

  protected override themeChanged(): void {
    this.#drawnBase = '';
  }

  protected override leave(): void {
    this.#pointer.stop();
  }

  get #sizes(): string[] {
    return listOf(this, 'size');
  }

  override get columnsAsked(): readonly string[] {
    return ['size', 'shape', 'group', 'lat', 'lon', 'name', 'short-name'].flatMap((name) => listOf(this, name));
  }

  get #columns(): MapColumns {
    const of = (attribute: string, usual: string): string => this.getAttribute(attribute) ?? usual;
    return {
      lat: of('lat', 'lat'),
      lon: of('lon', 'lon'),
      name: of('name', 'name'),
      label: of('short-name', ''),
      shape: of('shape', ''),
      group: of('group', ''),
      size: this.#size,
    };
  }

  async #loadBase(): Promise<void> {
    const name = this.getAttribute('base') ?? '';
    if (name === this.#baseName) return;
    this.#baseName = name;
    this.#areas = [];
    if (name === '') return;
    try {
      const areas = await loadBase(feedAt(this.getAttribute('src') ?? '').base, name);
      if (this.#baseName === name) this.#areas = areas;
    } catch (failure) {
      // The places are what matters: without a base they stand on plain ground.
      console.warn(failure);
      this.#baseName = undefined;
    }
    this.#drawnBase = '';
    this.invalidate();
  }

  #chooseSize(size: string): void {
    this.#size = size;
    this.#sizes.forEach((name, i) => this.#choice.children[i]?.setAttribute('aria-pressed', String(name === size)));
    this.invalidate();
  }

  protected override paint(store: ViewStore, info: ViewInfo): void {
    const columns = this.#columns;
    const { marks, unplaced } = marksOf(store, columns);
    const sizeInfo = info.columns.find((column) => column.name === this.#size);
    this.setUnit(sizeInfo === undefined ? '' : `${headingOf(sizeInfo.name)}${sizeInfo.unit === '' ? '' : `, ${sizeInfo.unit}`}`);
    this.#missing.hidden = unplaced.length === 0 || this.#twin.shown;
    setText(this.#missing, `Not on the map: ${unplaced.length}`);
    if (this.#twin.shown) {
      const list = placeList(this.#words(store, info), columns, unplaced);
      return this.#twin.show(list.columns, list.rows);
    }
    const ratio = devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = this.#map;
    this.#fit(marks, width, height);
    const p95 = percentile95(marks);
    const scale = Math.min(1, Math.max(0.5, Math.min(width, height) / FULL_SIZE)) * Math.min(1.6, this.#viewport.zoom ** 0.3);
    place(marks, (lon, lat) => this.#viewport.toScreen(lon, lat), p95, scale);
    this.#marks = marks;
    const shapes = distinct(marks.map((mark) => mark.shape));
    const groups = distinct((this.#areas.length > 0 ? this.#areas : marks).map((item) => item.group));
    const hollow = marks.some((mark) => mark.value !== null && mark.value <= 0);
    const capped = marks.some((mark) => Math.abs(mark.value ?? 0) > p95);
    const unit = sizeInfo?.unit ?? '';
    this.#legend.show({ shapes, groups, hues: this.#hues.checked, p95, unit, scale, theme: this.theme, hollow, capped });
    this.#findNames(marks);
    this.#paintBase(groups, width, height, ratio);
    fitCanvas(this.#points, width, height, ratio);
    const selected = this.#selected[0]?.key;
    drawMarks(
      this.#points,
      marks,
      { theme: this.theme, shapes, selected, labelled: this.#labels.checked, covered: this.#covered(width, height) },
      ratio,
    );
    this.#followSelection(marks, store, info);
    return undefined;
  }

  /** Fits the map to the places, until the viewer moves it; a filter alone moves nothing. */
  #fit(marks: readonly Mark[], width: number, height: number): void {
    const bounds = boundsOf(marks);
    const grown = bounds !== undefined && !this.binding.filtered && !contains(this.#fitted ?? bounds, bounds);
    if ((grown || this.#fitted === undefined) && !this.#viewport.touched) this.#fitted = bounds;
    const fitKey = JSON.stringify([this.#fitted, width, height, this.#areas.length]);
    if (fitKey === this.#fitKey) return;
    this.#fitKey = fitKey;
    const left = width >= NARROW ? LEGEND_WIDTH + 8 : 16;
    this.#viewport.fit(this.#fitted ?? boundsOfGroups(this.#areas) ?? AUSTRALIA, width, height, {
      left,
      right: 44,
      top: 14,
      bottom: 14,
    });
    this.#drawnBase = '';
  }

  #paintBase(groups: readonly string[], width: number, height: number, ratio: number): void {
    const group = this.getAttribute('group') ?? '';
    const chosen = whereOf(this.getAttribute('where') ?? '')[group] ?? [];
    const [x, y] = this.#viewport.onScreen([0, 0]);
    const key = JSON.stringify([
      width,
      height,
      ratio,
      x,
      y,
      this.#viewport.zoom,
      this.#hues.checked,
      chosen,
      groups,
      this.theme,
      this.#areas.length,
    ]);
    if (key === this.#drawnBase) return;
    this.#drawnBase = key;
    fitCanvas(this.#base, width, height, ratio);
    drawBase(
      this.#base,
      this.#areas,
      this.#viewport,
      { theme: this.theme, hues: this.#hues.checked, groups, chosen, names: this.#names },
      ratio,
    );
  }

  /** Names keep their places while only values change. */
  #findNames(marks: readonly Mark[]): void {
    const key = `${this.#fitKey} ${marks.length}`;
    if (key === this.#namesKey) return;
    this.#namesKey = key;
    this.#names = nameSpots(this.#areas, marks, this.#viewport);
    this.#drawnBase = '';
  }

  /** What stands on the map and would hide a label. */
  #covered(width: number, height: number): Box[] {
    const legend = this.#legend.element;
    return [
      { x: 0, y: height - legend.offsetHeight - 12, right: legend.offsetWidth + 12, bottom: height },
      { x: width - 48, y: 0, right: width, bottom: 112 },
      { x: width - 150, y: height - 40, right: width, bottom: height },
      ...this.#names.map(({ lon, lat }) => {
        const [x, y] = this.#viewport.toScreen(lon, lat);
        return { x: x - HALF_WIDTH, y: y - HALF_HEIGHT, right: x + HALF_WIDTH, bottom: y + HALF_HEIGHT };
      }),
    ];
  }

  #hover(x: number, y: number, slack: number): void {
    const on = marksAt(this.#marks, x, y);
    this.#select(on.length > 0 ? on : marksAt(this.#marks, x, y, slack).slice(0, 1), false);
  }

  #select(marks: Mark[], spoken: boolean): void {
    const same = marks.length === this.#selected.length && marks.every((mark, i) => mark.key === this.#selected[i]?.key);
    if (same) return;
    this.#selected = marks;
    const { store, info } = this.binding;
    if (store !== undefined && info !== undefined) this.#showTip(store, info);
    if (spoken) setText(this.#reading, this.#tip.text);
    this.invalidate();
  }

  /** The marks are made anew at each drawing: the selection follows by key. */
  #followSelection(marks: readonly Mark[], store: ViewStore, info: ViewInfo): void {
    if (this.#selected.length === 0) return;
    const byKey = new Map(marks.map((mark) => [mark.key, mark]));
    this.#selected = this.#selected.flatMap((mark) => byKey.get(mark.key) ?? []);
    this.#showTip(store, info);
  }

  #showTip(store: ViewStore, info: ViewInfo): void {
    const { clientWidth: width, clientHeight: height } = this.#map;
    this.#tip.show(this.#selected, this.#words(store, info), width, height);
  }

  #words(store: ViewStore, info: ViewInfo): TipSource & { values: readonly string[] } {
    return { store, info, values: this.#sizes, zone: this.zone };
  }

  #toggleTwin(): void {
    this.#twin.shown = !this.#twin.shown;
    this.#twinButton.setAttribute('aria-pressed', String(this.#twin.shown));
    this.#map.hidden = this.#legend.element.hidden = this.#twin.shown;
    (this.body.querySelector('.zoom') as HTMLElement).hidden = this.#twin.shown;
    this.invalidate();
  }

  #zoomBy(factor: number): void {
    const at = this.#selected[0];
    this.#viewport.zoomAt(at?.x ?? this.#map.clientWidth / 2, at?.y ?? this.#map.clientHeight / 2, factor);
    this.invalidate();
  }

  /** Shows all the places there are now. */
  #reset(): void {
    this.#viewport.reset();
    this.#fitted = boundsOf(this.#marks) ?? this.#fitted;
    this.#select([], true);
    this.invalidate();
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (direction !== undefined) this.#arrow(direction[0] as number, direction[1] as number, event.shiftKey);
    else if (event.key === '+' || event.key === '=') this.#zoomBy(1.6);
    else if (event.key === '-') this.#zoomBy(1 / 1.6);
    else if (event.key === 'Escape') this.#reset();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #arrow(dx: number, dy: number, moveMap: boolean): void {
    if (moveMap) {
      this.#viewport.pan(-60 * dx, -60 * dy);
      return this.invalidate();
    }
    const from = this.#selected[0];
    const start = [...this.#marks].sort((a, b) => b.radius - a.radius)[0];
    const next = from === undefined ? start : (neighbour(this.#marks, from, dx, dy) ?? from);
    if (next !== undefined) this.#select([next], true);
    return undefined;
  }
}

function distinct(all: readonly string[]): string[] {
  const names = new Set(all);
  names.delete('');
  return inUsualOrder(names);
}

/** A canvas with as many pixels as the screen shows of it. */
function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number, ratio: number): void {
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width === w && canvas.height === h) return;
  canvas.width = w;
  canvas.height = h;
}

declare global {
  interface HTMLElementTagNameMap {
    'tide-map': TideMap;
  }
}
