import { css, html, LitElement, nothing, svg, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import type { Cell } from '../feed/messages.js';
import { digitsOf, formatAge, formatInterval, formatNumber, formatLapse, headingOf, zoneFormat } from './format.js';
import { forget, invalidate, type Drawable } from './frames.js';
import { Settling } from '../charts/settling.js';
import { BASE_CSS } from './tokens.js';
import { changeOver, sparkPath, trendOf, type Point } from './trend.js';
import { POLLED_TITLE, ViewBinding, type BindingHost, type PanelState } from './view-binding.js';

/** How much of the trend the line shows, and over which the change is told. */
const SPAN_MS = 3_600_000;
/** Where no view of the trend is named, as many values as are remembered here. */
const REMEMBERED = 120;

/** What to do about a view of several rows, for whoever points at the note. */
const SEVERAL_TITLE =
  'A stat shows one row, and which one comes first is not settled: add ORDER BY … LIMIT 1 to the SQL of the view, or a filter that leaves one row.';

const SPARK_WIDTH = 100;
const SPARK_HEIGHT = 28;

/**
 * One number with its unit, its trend, its change and its age.
 *
 * @attr src, view, where, label, zone - as every panel
 * @attr y - the column of the number; of a view of several rows the first row is shown, and that it is one of them
 * @attr spark - a view of the trend with the same column `y`; without it the values seen here
 * @attr x - the time column of the trend
 * @attr unit - the unit, where the column's own is not the one to show
 * @attr digits - digits after the point
 */
export class TideStat extends LitElement implements Drawable, BindingHost {
  static override readonly properties = {
    src: { type: String },
    view: { type: String },
    where: { type: String },
    label: { type: String },
    zone: { type: String },
    y: { type: String },
    spark: { type: String },
    x: { type: String },
    unit: { type: String },
    digits: { type: Number },
  };

  static override readonly styles = [
    unsafeCSS(BASE_CSS),
    css`
      :host {
        height: 100%;
        container-type: inline-size;
      }
      section {
        display: grid;
        grid-template: 16px 1fr 15px / minmax(0, 1fr);
        height: 100%;
        min-height: 80px;
        padding: 6px 10px 7px;
        overflow: hidden;
        background: var(--tide-panel);
        border: 1px solid var(--tide-line);
        border-radius: 4px;
      }
      .line {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 8px;
        min-width: 0;
        font-size: 12px;
        color: var(--tide-ink-2);
        white-space: nowrap;
      }
      h2,
      .change {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .figure {
        display: flex;
        align-items: center;
        gap: 12px;
        min-width: 0;
      }
      .number {
        flex: 0 1 auto;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-size: 26px;
        line-height: 30px;
        font-weight: 600;
        letter-spacing: -0.01em;
      }
      .number small {
        font-size: 12px;
        font-weight: 400;
        letter-spacing: 0;
        color: var(--tide-ink-2);
      }
      .old b {
        text-decoration: underline dotted 2px var(--tide-ink-3);
        text-underline-offset: 4px;
        font-weight: 600;
        color: var(--tide-ink-2);
      }
      b {
        font-weight: 600;
      }
      svg {
        flex: 1 1 30px;
        min-width: 24px;
        max-width: 240px;
        height: ${SPARK_HEIGHT}px;
        margin-left: auto;
        overflow: visible;
      }
      path {
        fill: none;
        stroke: var(--tide-ink-2);
        stroke-width: 1.25;
        vector-effect: non-scaling-stroke;
        stroke-linejoin: round;
      }
      path.zero {
        stroke: var(--tide-line);
        stroke-dasharray: 2 3;
      }
      .badge {
        min-height: 16px;
        font-size: 11px;
      }
      .block {
        align-self: center;
        width: 60%;
        height: 22px;
        border-radius: 4px;
        background: var(--tide-panel-2);
      }
      .polled {
        flex: none;
        padding: 0 4px;
        border: 1px solid var(--tide-line);
        border-radius: 3px;
        font-size: 10px;
        line-height: 13px;
      }
      .note {
        font-style: italic;
        overflow: hidden;
        text-overflow: ellipsis;
        padding-right: 2px;
      }
      @container (max-width: 230px) {
        h2 {
          font-size: 11px;
        }
        .ago,
        .often {
          display: none;
        }
        .figure {
          flex-direction: column;
          align-items: stretch;
          gap: 0;
        }
        svg {
          flex: none;
          width: 100%;
          max-width: none;
          height: 14px;
          margin: 2px 0;
        }
      }
      .link {
        border: 0;
        min-height: 0;
        padding: 0;
        background: none;
        text-decoration: underline;
      }
    `,
  ];

  declare src: string | undefined;
  declare view: string | undefined;
  declare where: string | undefined;
  declare label: string | undefined;
  declare zone: string | undefined;
  declare y: string | undefined;
  declare spark: string | undefined;
  declare x: string | undefined;
  declare unit: string | undefined;
  declare digits: number | undefined;

  readonly hz = 2;
  readonly #main = new ViewBinding(this);
  readonly #trend = new ViewBinding({ dataChanged: () => this.#trendChanged(), stateChanged: () => undefined });
  readonly #settling = new Settling();
  #settled: ReturnType<typeof setTimeout> | undefined;
  #seen: Point[] = [];
  #seenOf = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.#show();
    this.#main.connect();
    this.#trend.connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#main.disconnect();
    this.#trend.disconnect();
    clearTimeout(this.#settled);
    this.#settling.reset();
    forget(this);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (['src', 'view', 'where', 'spark'].some((name) => changed.has(name))) this.#show();
    if (changed.has('y')) this.#seen = [];
  }

  #show(): void {
    this.#main.show(this.src ?? '', this.view ?? '', this.where ?? '');
    this.#trend.show(this.src ?? '', this.spark ?? '', this.where ?? '');
  }

  dataChanged(): void {
    this.#remember();
    invalidate(this);
  }

  #trendChanged(): void {
    this.#settling.changed(performance.now());
    invalidate(this);
  }

  stateChanged(): void {
    invalidate(this);
  }

  draw(): void {
    this.requestUpdate();
  }

  /** The columns that the attributes name. */
  get columnsAsked(): string[] {
    return [this.y ?? ''];
  }

  /** The number shown, missing where the view has no row. */
  get value(): Cell {
    return this.#main.store?.column(this.y ?? '')[0] ?? null;
  }

  protected override render(): TemplateResult {
    const state = this.#main.state(this.zone ?? '');
    const column = this.#main.column(this.y ?? '');
    const digits = this.digits ?? Math.min(digitsOf(column), column?.unit === 'MW' ? 0 : 2);
    const unit = this.unit ?? column?.unit ?? '';
    const value = this.value;
    const figure = column?.type === 'interval' && typeof value === 'number' ? formatInterval(value) : formatNumber(value, digits);
    const title = this.label ?? headingOf(this.view ?? '');
    const old = state.kind === 'stale' || state.kind === 'offline' || state.kind === 'error';
    return html`<section aria-label=${title} part="panel">
      <div class="line">
        <h2>${title}</h2>
        ${this.#standing(state)}
      </div>
      ${
        state.kind === 'loading'
          ? html`<div class="block"></div>`
          : html`<div class="figure ${old ? 'old' : ''}">
              <span class="number" title=${unit}><b>${figure}</b>${unit === '' ? nothing : html` <small>${unit}</small>`}</span>
              ${this.#line()}
            </div>`
      }
      <div class="line">${state.kind === 'error' ? this.#problem(state.message) : this.#footer(digits)}</div>
    </section>`;
  }

  #standing({ kind, badge, age: since }: PanelState): TemplateResult {
    const { ageMs } = this.#main.freshness();
    const age = badge === '' && ageMs !== null && kind === 'live' ? formatAge(ageMs) : '';
    return html`<span class="badge ${kind}" ?hidden=${badge === ''}
        ><span role="status">${badge}</span
        >${since === '' ? nothing : html`<span class="since" aria-hidden="true"> ${since}</span>`}</span
      >${age === '' ? nothing : html`<span class="age">${age}<span class="ago"> ago</span></span>`}`;
  }

  #problem(message: string): TemplateResult {
    return html`<span class="note" title=${message}>${message}</span
      ><button class="link" @click=${() => this.#main.tryAgain()}>Try again</button>`;
  }

  #footer(digits: number): TemplateResult {
    const points = this.#points();
    const change = changeOver(points);
    // Values remembered without a time of their own have that of this page, which is not the data's.
    const last = this.#eventTime() ?? (points === this.#seen ? undefined : points.at(-1)?.at);
    const zone = zoneFormat(this.zone ?? '');
    const unfiltered = this.#main.unfiltered;
    // A sum over no rows is a row without a value.
    const { store, filtered } = this.#main;
    if (store !== undefined && (store.rows === 0 || this.value === null) && (filtered || points.length === 0))
      return html`<span>${this.#main.emptiness('rows')}</span>`;
    const rows = store?.rows ?? 0;
    if (rows > 1)
      return html`<span class="note" title=${SEVERAL_TITLE}
          >first of ${formatNumber(rows, 0)} rows; LIMIT 1 or a filter makes it one</span
        >${this.#polled()}`;
    return html`${
        unfiltered.length > 0
          ? html`<span class="note">not filtered by ${unfiltered.join(' or ')}</span>`
          : html`<span class="change">${change === undefined ? '' : changeText(change.by, change.over, digits)}</span>`
      }
      ${this.#polled()} <span>${last === undefined ? '' : `${zone.time(last)} ${zone.name(last)}`}</span>`;
  }

  #polled(): TemplateResult | typeof nothing {
    const polled = this.#main.info?.polled ?? '';
    const word = polled.split(',', 1)[0] ?? '';
    return polled === ''
      ? nothing
      : html`<span class="polled" title=${POLLED_TITLE}>${word}<span class="often">${polled.slice(word.length)}</span></span>`;
  }

  #line(): TemplateResult | typeof nothing {
    const points = this.#points();
    const { line, zero } = sparkPath(points, SPARK_WIDTH, SPARK_HEIGHT);
    if (line === '') return nothing;
    return html`<svg viewBox="0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
      ${zero === '' ? nothing : svg`<path class="zero" d=${zero}></path>`}${svg`<path d=${line}></path>`}
    </svg>`;
  }

  #points(): Point[] {
    const store = this.#trend.store;
    if (this.spark === undefined || this.spark === '' || store === undefined) return this.#seen;
    const [time, value] = [this.#timeColumn(), this.y ?? ''];
    const points = trendOf(store, time, value, SPAN_MS);
    const latest = points.at(-1)?.at;
    const cut = this.#trend.state(this.zone ?? '').kind === 'offline';
    const wait = this.#settling.wait(latest, performance.now(), cut);
    clearTimeout(this.#settled);
    if (wait === 0) return points;
    this.#settled = setTimeout(() => invalidate(this), wait);
    return trendOf(store, time, value, SPAN_MS, latest);
  }

  #timeColumn(): string {
    return this.x ?? this.#trend.info?.columns.find((column) => column.type === 'timestamp')?.name ?? 'at';
  }

  /** The event time of the number itself, where its row has one. */
  #eventTime(): number | undefined {
    const column = this.#main.info?.columns.find((candidate) => candidate.type === 'timestamp');
    const at = column === undefined ? undefined : this.#main.store?.column(column.name)[0];
    return typeof at === 'number' ? at : undefined;
  }

  #remember(): void {
    if (this.#main.store === undefined) return;
    // Values of another view, filter or definition are no trend of this one.
    const of = `${this.y} ${this.#main.identity}`;
    if (this.#seenOf !== of) this.#seen = [];
    this.#seenOf = of;
    const value = this.value;
    const at = this.#eventTime() ?? Date.now();
    // Times may run backwards, as where a recording begins anew: the line must not.
    while ((this.#seen.at(-1)?.at ?? -Infinity) >= at) this.#seen.pop();
    this.#seen.push({ at, value: typeof value === 'number' ? value : null });
    if (this.#seen.length > REMEMBERED) this.#seen.shift();
  }
}

function changeText(by: number, over: number, digits: number): string {
  const much = formatNumber(Math.abs(by), digits);
  if (Number(much) === 0) return `steady for ${formatLapse(over)}`;
  return `${by > 0 ? '▲' : '▼'} ${much} in ${formatLapse(over)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tide-stat': TideStat;
  }
}
