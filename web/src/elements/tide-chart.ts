import type { Range } from '../charts/axes.js';
import { EndLabels, type EndLabel } from '../charts/end-labels.js';
import { CursorTime } from '../charts/cursor-time.js';
import { limitsOf } from '../charts/options.js';
import { Pane, TIME_AXIS_HEIGHT, type PaneStyle, type Step } from '../charts/pane.js';
import { savePicture } from '../charts/picture.js';
import { spokenAt, twinOf } from '../charts/reading.js';
import { chartData, hasValues, lastUntil, nearest, withoutLast, type ChartData, type PaneData } from '../charts/series.js';
import { Settling } from '../charts/settling.js';
import { WindowChoice } from '../charts/window-choice.js';
import { zoomGroup, type ZoomGroup } from '../charts/zoom-group.js';
import type { ColumnInfo, ViewInfo } from '../feed/catalogue.js';
import type { ViewStore } from '../feed/view-store.js';
import { CHART_SHEET } from './chart-styles.js';
import { button, iconButton, listOf, make, setText } from './dom.js';
import { digitsOf, formatNumber, headingOf, MISSING } from './format.js';
import { inUsualOrder, seriesColour, token } from './palette.js';
import { Panel, PANEL_ATTRIBUTES } from './panel.js';
import { TwinTable } from './twin-table.js';

const HOUR = 3_600_000;
/** Narrower than this the labels have less room, or stand below the plot where that is high enough. */
const NARROW = 460;
const HIGH = 260;
const LABEL_WIDTH = 122;
const NARROW_LABEL_WIDTH = 100;

/** What a pane may take up, and whether its labels stand below it. */
interface Room {
  readonly width: number;
  readonly height: number;
  readonly below: boolean;
}

interface Built {
  readonly key: string;
  readonly pane: Pane;
  readonly labels: EndLabels;
  readonly plot: HTMLElement;
  readonly box: HTMLElement;
  readonly heading: HTMLElement;
  readonly none: HTMLElement;
}

/**
 * Lines or stacked areas over time, following the newest data until a stretch of time is brushed.
 *
 * Values of different units stand in panes of their own under each other. The keyboard reads the chart: arrows step
 * through the times (with Shift by the hour), plus and minus zoom, Escape returns to live.
 *
 * @attr x - the time column
 * @attr y - the value columns, with commas between
 * @attr by - the column that tells the series apart
 * @attr stack - stacks the series; present or absent
 * @attr step - draws steps: `after` holds a value until the next one, `before` since the one before, for times that end an interval
 * @attr window - the spans to choose from, the first at the start: `1h,1d`
 * @attr limits - values to draw a line at, as JSON: `[300,{"value":0,"title":"Floor"}]`
 * @attr digits - digits after the point
 * @attr sync - charts of a page with the same word share cursor and zoom; all do where absent
 */
export class TideChart extends Panel {
  static readonly observedAttributes = [
    ...PANEL_ATTRIBUTES,
    'x',
    'y',
    'by',
    'stack',
    'step',
    'window',
    'limits',
    'digits',
    'sync',
  ];

  readonly hz = 10;
  readonly #holder = make('div', { class: 'panes', tabindex: '0', role: 'group', 'aria-roledescription': 'chart' });
  readonly #reading = make('p', { class: 'only-read', 'aria-live': 'polite' });
  readonly #twin = new TwinTable('The last values as a table');
  readonly #choice = new WindowChoice(() => {
    this.#group.zoom(undefined);
    this.invalidate();
  });
  readonly #liveButton = button('Live', () => this.#group.zoom(undefined), { class: 'live', hidden: '' });
  #built: Built[] = [];
  #data: ChartData | undefined;
  #cursor: number | null = null;
  #hidden = new Set<string>();
  #group: ZoomGroup = zoomGroup('time');
  readonly #settling = new Settling();
  #settled: ReturnType<typeof setTimeout> | undefined;
  readonly #cursorTime = new CursorTime();
  #stopGroup: (() => void) | undefined;

  constructor() {
    super(CHART_SHEET);
  }

  protected override build(): void {
    this.body.prepend(this.#holder, this.#reading, this.#twin.element);
    const twinButton = iconButton('table', 'Table', 'The last values as a table', () => this.#toggleTwin(twinButton));
    twinButton.setAttribute('aria-pressed', 'false');
    this.buttons.append(
      this.#liveButton,
      this.#choice.element,
      iconButton('picture', 'PNG', 'Save as a picture (PNG)', () => this.#save()),
      twinButton,
    );
    this.#holder.addEventListener('keydown', (event) => this.#key(event));
  }

  protected override configure(): void {
    this.#stopGroup?.();
    this.#group = zoomGroup(this.getAttribute('sync') ?? 'time');
    this.#stopGroup = this.#group.listen(() => this.invalidate());
    this.#holder.setAttribute(
      'aria-label',
      `${this.heading}: arrows read the values, plus and minus zoom, Escape returns to live`,
    );
    this.#choice.offer(this.getAttribute('window') ?? '');
  }

  protected override themeChanged(): void {
    this.#unbuild();
  }

  override dataChanged(): void {
    this.#settling.changed(performance.now());
    super.dataChanged();
  }

  protected override leave(): void {
    clearTimeout(this.#settled);
    this.#settling.reset();
    this.#stopGroup?.();
    this.#stopGroup = undefined;
    this.#unbuild();
  }

  override get columnsAsked(): readonly string[] {
    return ['x', 'y', 'by'].flatMap((name) => listOf(this, name));
  }

  #toggleTwin(press: HTMLElement): void {
    this.#twin.shown = !this.#twin.shown;
    press.setAttribute('aria-pressed', String(this.#twin.shown));
    this.#holder.hidden = this.#twin.shown;
    this.invalidate();
  }

  protected override paint(store: ViewStore, info: ViewInfo): void {
    const data = this.#settledData(chartData(store, this.#columns(info), inUsualOrder));
    this.#followCursor(this.#data?.times ?? [], data.times);
    this.#data = data;
    this.setUnit(
      data.panes.length === 1
        ? [data.panes[0]?.unit ?? '', this.hasAttribute('stack') ? 'stacked' : ''].filter(Boolean).join(', ')
        : '',
    );
    this.#holder.classList.toggle('vacant', store.rows === 0);
    this.#liveButton.hidden = this.#group.range === undefined;
    if (this.#twin.shown) {
      const { columns, rows } = twinOf(data, this.zone, this.#digits);
      return this.#twin.show(columns, rows);
    }
    this.#fitPanes(data);
    const { clientWidth: width, clientHeight: height } = this.body;
    const narrow = width < NARROW;
    const below = narrow && height >= HIGH;
    const gutter = below || data.panes.every(({ series }) => series.length < 2) ? 0 : narrow ? NARROW_LABEL_WIDTH : LABEL_WIDTH;
    this.#holder.style.setProperty('--ends', `${gutter - 4}px`);
    this.#holder.style.setProperty('--ends-room', `${gutter}px`);
    const time = this.#time(data.times);
    // The last pane also carries the time axis.
    const each = Math.floor((height - TIME_AXIS_HEIGHT) / Math.max(1, data.panes.length));
    data.panes.forEach((pane, i) => {
      const room = { width: width - gutter, height: i === data.panes.length - 1 ? each + TIME_AXIS_HEIGHT : each, below };
      this.#showPane(pane, this.#built[i] as Built, data.times, time, room);
    });
    const under = this.#cursor === null ? undefined : data.times[this.#cursor];
    const last = this.#built.at(-1);
    if (last !== undefined) this.#cursorTime.show(under, last.pane, this.zone, width - gutter);
    return undefined;
  }

  #settledData(data: ChartData): ChartData {
    const wait = this.#settling.wait(data.times.at(-1), performance.now(), this.panelState.kind === 'offline');
    clearTimeout(this.#settled);
    if (wait === 0) return data;
    this.#settled = setTimeout(() => this.invalidate(), wait);
    return withoutLast(data);
  }

  /** The time shown: what was brushed, else the window up to the newest data. */
  #time(times: readonly number[]): Range {
    const range = this.#group.range;
    if (range !== undefined) return range;
    const latest = times.at(-1) ?? Date.now();
    return [latest - this.#choice.span, latest];
  }

  #showPane(data: PaneData, built: Built, times: number[], time: Range, { width, height, below }: Room): void {
    const single = data.series.length < 2;
    const labelRoom = below && !single ? Math.ceil(data.series.length / Math.max(1, Math.floor(width / 110))) * 24 + 4 : 0;
    const visible = data.series.map((series) =>
      this.#hidden.has(series.name) ? { ...series, values: series.values.map(() => null) } : series,
    );
    built.pane.show(times, visible, time, width, Math.max(50, height - labelRoom));
    const labels = this.#labels(data, built.pane, times, time);
    const only = single && this.hasAttribute('by') ? data.series[0]?.name : undefined;
    const name =
      only === undefined
        ? data.columns.map((column) => `${headingOf(column.name)} ${column.unit}`.trim()).join(', ')
        : `${only} ${data.unit}`.trim();
    // One series alone needs no label: its heading tells the value.
    setText(built.heading, single ? `${name}: ${labels[0]?.value ?? MISSING}` : name);
    built.none.hidden = hasValues(data, times, time);
    built.labels.element.hidden = single;
    if (!single) built.labels.show(labels, below ? undefined : height);
  }

  /** The labels tell the values under the cursor, or the newest ones in sight. */
  #labels(data: PaneData, pane: Pane, times: readonly number[], time: Range): EndLabel[] {
    const last = lastUntil(times, time[1]);
    const digits = this.#digits(data);
    return data.series.map((series, i) => ({
      name: series.name,
      value: formatNumber(series.values[this.#cursor ?? last], digits),
      colour: seriesColour(series.name, i, this.theme),
      shown: !this.#hidden.has(series.name),
      y: pane.heightOf(i, last),
    }));
  }

  #fitPanes(data: ChartData): void {
    const keys = data.panes.map((pane, i) =>
      JSON.stringify([
        pane.unit,
        pane.series.map((series) => series.name),
        this.zone.zone,
        this.theme,
        this.#limitsText(i),
        this.hasAttribute('stack'),
        this.#step(),
        i === data.panes.length - 1,
        data.panes.length,
        this.getAttribute('sync'),
      ]),
    );
    if (keys.length === this.#built.length && keys.every((key, i) => key === this.#built[i]?.key)) return;
    this.#unbuild();
    this.#built = data.panes.map((pane, i) => this.#buildPane(pane, keys[i] as string, i, data.panes.length));
    this.#holder.replaceChildren(...this.#built.map((built) => built.box));
    this.#built.at(-1)?.plot.append(this.#cursorTime.element);
  }

  #buildPane(data: PaneData, key: string, index: number, count: number): Built {
    const stack = this.hasAttribute('stack');
    const plot = make('div', { class: 'plot' });
    const headed = count > 1 || data.series.length < 2;
    const heading = make('h3', headed ? {} : { hidden: '' });
    const none = make('p', { class: 'none', hidden: '' }, 'No values in this time.');
    const labels = new EndLabels(!stack, (name) => this.#toggleSeries(name));
    const style: PaneStyle = {
      names: data.series.map((series) => series.name),
      stack,
      step: this.#step(),
      limits: limitsOf(this.#limitsText(index)),
      theme: this.theme,
      zone: this.zone,
      sync: `tide-${this.getAttribute('sync') ?? 'time'}`,
      timeAxis: index === count - 1,
      headed,
    };
    const pane = new Pane(plot, style, {
      zoom: (range) => this.#group.zoom(range),
      live: () => this.#group.zoom(undefined),
      cursor: (at) => this.#cursorAt(at),
    });
    return { key, pane, labels, heading, none, plot, box: make('div', { class: 'pane' }, heading, plot, none, labels.element) };
  }

  #unbuild(): void {
    for (const built of this.#built) built.pane.destroy();
    this.#built = [];
    this.#cursor = null;
  }

  #cursorAt(index: number | null): void {
    if (index === this.#cursor) return;
    this.#cursor = index;
    this.invalidate();
  }

  /** Old times leave and new ones come: the cursor stays on its time, and not on its index. */
  #followCursor(before: readonly number[], now: readonly number[]): void {
    const at = this.#cursor === null ? undefined : before[this.#cursor];
    if (at !== undefined && now.length > 0) this.#cursor = nearest(now, at);
  }

  #step(): Step {
    const step = this.getAttribute('step');
    return step === null ? 'none' : step === 'before' ? 'before' : 'after';
  }

  #toggleSeries(name: string): void {
    if (!this.#hidden.delete(name)) this.#hidden.add(name);
    this.invalidate();
  }

  #columns(info: ViewInfo): { x: string; y: ColumnInfo[]; by: string | undefined } {
    const x = this.getAttribute('x') ?? info.columns.find((column) => column.type === 'timestamp')?.name ?? '';
    const y = listOf(this, 'y')
      .map((name) => info.columns.find((column) => column.name === name))
      .filter((column) => column !== undefined);
    return { x, y, by: this.getAttribute('by') ?? undefined };
  }

  readonly #digits = (pane: PaneData): number => {
    const given = this.getAttribute('digits');
    return given !== null && /^\d$/.test(given) ? Number(given) : Math.min(1, digitsOf(pane.columns[0]));
  };

  /** Limits belong to the first pane. */
  #limitsText(pane: number): string {
    return pane === 0 ? (this.getAttribute('limits') ?? '') : '';
  }

  #key(event: KeyboardEvent): void {
    if (event.target !== this.#holder || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step !== undefined) this.#walk(step, event.shiftKey);
    else if (event.key === 'Home' || event.key === 'End')
      this.#read(event.key === 'Home' ? 0 : (this.#data?.times.length ?? 1) - 1);
    else if (event.key === '+' || event.key === '=') this.#zoomBy(0.5);
    else if (event.key === '-') this.#zoomBy(2);
    else if (event.key === 'Escape') this.#escape();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #walk(direction: number, byHour: boolean): void {
    const times = this.#data?.times ?? [];
    const from = this.#cursor ?? times.length - 1;
    const at = times[from];
    if (at === undefined) return;
    const to = byHour ? nearest(times, at + direction * HOUR) : from + direction;
    this.#read(Math.max(0, Math.min(times.length - 1, to)));
  }

  /** Puts the cursor on a time and says what is there. */
  #read(index: number): void {
    const data = this.#data;
    if (data?.times[index] === undefined) return;
    for (const built of this.#built) built.pane.moveTo(index);
    this.#cursor = index;
    setText(this.#reading, spokenAt(data, index, this.zone, this.#digits));
    this.invalidate();
  }

  #zoomBy(factor: number): void {
    const times = this.#data?.times ?? [];
    const [from, to] = this.#time(times);
    const middle = this.#cursor === null ? to : (times[this.#cursor] ?? to);
    const share = (middle - from) / (to - from);
    const span = Math.min((to - from) * factor, 30 * 24 * HOUR);
    if (span >= 60_000) this.#group.zoom([middle - share * span, middle + (1 - share) * span]);
  }

  #escape(): void {
    this.#group.zoom(undefined);
    for (const built of this.#built) built.pane.clearCursor();
    this.#cursorAt(null);
    setText(this.#reading, '');
  }

  #save(): void {
    const data = this.#data;
    if (data === undefined || this.#built.length === 0) return;
    const time = this.#time(data.times);
    const zone = this.zone;
    const panes = data.panes.map((pane, i) => {
      const { pane: drawn } = this.#built[i] as Built;
      const labels = this.#labels(pane, drawn, data.times, time).filter((label) => label.shown);
      return { canvas: drawn.canvas, labels: labels.map(({ name, value, colour }) => ({ text: `${name} ${value}`, colour })) };
    });
    const subtitle = `${zone.dayTime(time[0])} to ${zone.dayTime(time[1])} ${zone.name(time[1])}, ${data.panes.map((pane) => pane.unit).join(', ')}`;
    savePicture(
      { title: this.heading, subtitle, ground: token('panel', this.theme), ink: token('ink', this.theme), panes },
      `${this.heading} ${zone.dayTime(time[1])}`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tide-chart': TideChart;
  }
}
