import { html, LitElement, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import { allLive } from '../charts/zoom-group.js';
import { feedAt, type Feed } from '../feed/feed.js';
import {
  attributesOf,
  identities,
  gridOf,
  layoutOf,
  parseBoard,
  type BoardDefinition,
  type Control,
  type PanelDefinition,
} from './board-definition.js';
import { setAttribute } from './dom.js';
import { FilterValues, RowCount } from './filter-values.js';
import { eachSecond } from './frames.js';
import { refusedEdit } from './refused-edit.js';
import { watchPage } from './page-life.js';
import { chooseTheme, nextTheme } from './theme.js';
import './tide-filter.js';
import type { TideStatus } from './tide-status.js';
import { boardStyles } from './board-styles.js';
import { BASE_CSS } from './tokens.js';

const KEYS: readonly (readonly [string, string])[] = [
  ['?', 'this help'],
  ['space', 'pause and resume the drawing'],
  ['L', 'all charts back to live'],
  ['T', 'theme: as the system has it, light, dark'],
  ['Z', 'times in the zone of the board or of this computer'],
  ['/', 'to the filters'],
  ['arrows', 'in a chart: from time to time, with Shift by the hour; on the map: from place to place; in tabs: from tab to tab'],
  ['Home End', 'in a chart: the first and the last time'],
  ['+ −', 'in a chart or on the map: zoom'],
  ['Esc', 'in a chart: back to live; on the map: show all'],
];

/** The mark of the product: two waves. */
const WAVES = html`<svg
  width="20"
  height="20"
  viewBox="0 0 20 20"
  aria-hidden="true"
  fill="none"
  stroke="currentColor"
  stroke-width="1.6"
>
  <path d="M1 7c3-4 6-4 9 0s6 4 9 0M1 14c3-4 6-4 9 0s6 4 9 0"></path>
</svg>`;

/** How long to wait before asking for a board again that did not come. */
const ASK_AGAIN_MS = 2000;

/**
 * A board: its bar, its filters and its panels, as the project on the server describes them. An edit of the project
 * changes the panels in place.
 *
 * @attr name - the board
 * @attr src - the server; the page's own where absent
 */
export class TideBoard extends LitElement {
  static override readonly properties = {
    name: { type: String },
    src: { type: String },
    board: { state: true },
    problem: { state: true },
    chosen: { state: true },
    localZone: { state: true },
  };

  static override readonly styles = [unsafeCSS(BASE_CSS), boardStyles];

  declare name: string | undefined;
  declare src: string | undefined;
  declare board: BoardDefinition | undefined;
  declare problem: string;
  declare chosen: Readonly<Record<string, readonly string[]>>;
  declare localZone: boolean;
  readonly #panels = new Map<string, HTMLElement>();
  #filters = new FilterValues([]);
  #feed: Feed | undefined;
  #stops: (() => void)[] = [];
  #generation: number | undefined;
  #source = '';
  #retry: ReturnType<typeof setTimeout> | undefined;
  #rowCount = new RowCount('');
  #count = '';
  /** Whether the focus is where the pointer put it: the space bar then pauses, instead of pressing that button again. */
  #pointed = false;

  constructor() {
    super();
    this.problem = '';
    this.chosen = {};
    this.localZone = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    watchPage();
    this.#feed = feedAt(this.src ?? '');
    addEventListener('keydown', this.#key);
    addEventListener('pointerdown', this.#point, true);
    addEventListener('popstate', this.#readAddress);
    this.#stops = [this.#feed.listen(() => this.#heard()), eachSecond(() => this.#collect())];
    this.#readAddress();
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#retry);
    removeEventListener('keydown', this.#key);
    removeEventListener('pointerdown', this.#point, true);
    removeEventListener('popstate', this.#readAddress);
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  protected override render(): TemplateResult {
    const { board } = this;
    if (board === undefined) return html`<main>${this.#beforeBoard()}</main>`;
    return html`${this.#bar(board)}${refusedEdit(board.refusedEdit)}${this.#filters.controls.length === 0 ? nothing : this.#filterBar()}
      <main><div class="grid"></div></main>
      ${this.#helpDialog()}`;
  }

  #bar(board: BoardDefinition): TemplateResult {
    const status = board.panels.find((panel) => panel.kind === 'status');
    return html`<div class="bar" role="banner">
      <a href="/" title="All boards" aria-label="All boards">${WAVES}</a>
      <h1>${board.title}</h1>
      <tide-status
        src=${this.src ?? nothing}
        zone=${this.#zone}
        notice=${board.notice || nothing}
        sources=${this.#sources(status)}
        time-label=${timeLabel(status) ?? nothing}
      >
        <button type="button" title="Keyboard help (?)" aria-label="Keyboard help" @click=${this.#help}>?</button>
      </tide-status>
    </div>`;
  }

  #filterBar(): TemplateResult {
    const filtered = this.#query().size > 0;
    return html`<div class="filters" role="search" aria-label="Filters">
      ${this.#filters.controls.map((control) => this.#filter(control))}
      ${filtered ? html`<button type="button" @click=${this.#clear}>Clear filters</button>` : nothing}
      <span class="count" role="status">${this.#count}</span>
    </div>`;
  }

  #filter(control: Control): TemplateResult {
    return html`<tide-filter
      label=${control.title}
      .values=${this.#filters.of(control)}
      .chosen=${this.chosen[control.filter] ?? []}
      @tide-filter=${(event: CustomEvent<readonly string[]>) => this.#choose(control.filter, event.detail)}
    ></tide-filter>`;
  }

  #helpDialog(): TemplateResult {
    const key = ([name, what]: readonly [string, string]): TemplateResult =>
      html`<dt><kbd>${name}</kbd></dt>
        <dd>${what}</dd>`;
    return html`<dialog aria-labelledby="keys">
      <h2 id="keys">Keyboard</h2>
      <dl>${KEYS.map(key)}</dl>
      <button type="button" @click=${this.#closeHelp}>Close</button>
    </dialog>`;
  }

  #beforeBoard(): TemplateResult {
    if (this.problem === '') return html`<p class="alone quiet">Loading the board …</p>`;
    return html`<div class="alone" role="alert">
      <p>${this.problem}</p>
      <p><a href="/">All boards</a></p>
    </div>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (this.board === undefined) return;
    if (changed.has('board')) {
      document.title = this.board.title;
      this.#arrange(gridOf(this.board.panels));
    }
    if (['board', 'chosen', 'localZone', 'src'].some((name) => changed.has(name))) this.#equip();
  }

  get #zone(): string {
    return this.localZone ? '' : (this.board?.zone ?? 'UTC');
  }

  #sources(status: PanelDefinition | undefined): string {
    const wanted = status?.options['status'] ?? status?.options['sources'];
    return Array.isArray(wanted) ? wanted.join(',') : 'all';
  }

  async #load(): Promise<void> {
    clearTimeout(this.#retry);
    const name = this.name ?? boardInAddress(location.pathname);
    try {
      const body = await (this.#feed as Feed).get(`/api/v1/boards/${encodeURIComponent(name)}`);
      const source = JSON.stringify(body);
      if (source === this.#source) return;
      const board = parseBoard(body);
      this.#source = source;
      this.#keepFilters(board);
      this.board = board;
      this.problem = '';
    } catch (failure) {
      // An edit that broke the board, or a server on its way up: what is shown stays, and the question is asked again.
      if (this.board === undefined)
        this.problem = `The board "${name}" cannot be shown: ${failure instanceof Error ? failure.message : String(failure)}`;
      if (this.isConnected) this.#retry = setTimeout(() => void this.#load(), ASK_AGAIN_MS);
    }
  }

  #keepFilters(board: BoardDefinition): void {
    if (JSON.stringify(board.controls) !== JSON.stringify(this.#filters.controls))
      this.#filters = new FilterValues(board.controls);
    // The rows counted beside the filters are those of the map, else of the table.
    const counted = board.panels.find(({ kind }) => kind === 'map') ?? board.panels.find(({ kind }) => kind === 'table');
    this.#rowCount = new RowCount(counted?.view ?? '');
    this.#collect();
  }

  #heard(): void {
    // What outdates the list of views outdates the board: an edit, a restart, a view that ended. Once live it is asked for
    // again in any case: an edit between our first look and the first beat shows in no beat.
    const generation = this.#feed?.generation;
    if (generation !== this.#generation && this.#feed?.link === 'live') {
      this.#generation = generation;
      void this.#load();
    }
    this.#collect();
  }

  #collect(): void {
    const feed = this.#feed;
    if (feed === undefined || this.#filters.controls.length === 0) return;
    this.#filters.collect(feed, () => this.requestUpdate());
    const count = this.#rowCount.text(feed, () => this.requestUpdate());
    if (count === this.#count) return;
    this.#count = count;
    this.requestUpdate();
  }

  /** Makes, moves and removes panels; one that is still there keeps its element. */
  #arrange(panels: readonly PanelDefinition[]): void {
    const grid = this.renderRoot.querySelector('.grid') as HTMLElement;
    const names = identities(panels);
    const { areas, rows } = layoutOf(panels);
    grid.style.gridTemplateRows = rows;
    for (const [name, element] of this.#panels) {
      if (names.includes(name)) continue;
      element.remove();
      this.#panels.delete(name);
    }
    panels.forEach((panel, i) => {
      const name = names[i] as string;
      let element = this.#panels.get(name);
      if (element === undefined) {
        element = document.createElement(`tide-${panel.kind}`);
        this.#panels.set(name, element);
      }
      this.#describe(element, panel);
      element.style.gridArea = areas[i] as string;
      // Moving an element would disconnect it: only what is new is put in, and the grid area does the rest.
      if (element.parentNode !== grid) grid.append(element);
    });
  }

  #describe(element: HTMLElement, panel: PanelDefinition): void {
    const wanted = attributesOf(panel);
    for (const name of element.getAttributeNames()) {
      if (!(name in wanted) && !['style', 'src', 'where', 'zone'].includes(name)) element.removeAttribute(name);
    }
    for (const [name, value] of Object.entries(wanted)) setAttribute(element, name, value);
    this.#equipOne(element);
  }

  #equip(): void {
    for (const element of this.#panels.values()) this.#equipOne(element);
  }

  #equipOne(element: HTMLElement): void {
    setAttribute(element, 'src', this.src);
    setAttribute(element, 'zone', this.#zone);
    const where = this.#query().toString();
    setAttribute(element, 'where', where === '' ? undefined : where);
  }

  /** What the board's own filters are set to; anything else in the address is not ours. */
  #query(): URLSearchParams {
    const query = new URLSearchParams();
    for (const { filter } of this.#filters.controls) for (const value of this.chosen[filter] ?? []) query.append(filter, value);
    return query;
  }

  #choose(filter: string, values: readonly string[]): void {
    const chosen = { ...this.chosen, [filter]: values };
    if (values.length === 0) delete chosen[filter];
    this.#setChosen(chosen);
  }

  readonly #clear = (): void => this.#setChosen({});

  #setChosen(chosen: Readonly<Record<string, readonly string[]>>): void {
    this.chosen = chosen;
    const address = new URLSearchParams(location.search);
    for (const { filter } of this.#filters.controls) address.delete(filter);
    for (const [filter, value] of this.#query()) address.append(filter, value);
    const query = address.toString();
    history.replaceState(null, '', `${location.pathname}${query === '' ? '' : `?${query}`}${location.hash}`);
  }

  /** The filters are in the address, so that a link shows what its sender saw. */
  readonly #readAddress = (): void => {
    const chosen: Record<string, string[]> = {};
    for (const [name, value] of new URLSearchParams(location.search))
      if (!(name === '__proto__')) (chosen[name] ??= []).push(value);
    this.chosen = chosen;
  };

  readonly #help = (): void => this.renderRoot.querySelector<HTMLDialogElement>('dialog')?.showModal();

  readonly #closeHelp = (): void => this.renderRoot.querySelector<HTMLDialogElement>('dialog')?.close();

  readonly #point = (): void => void (this.#pointed = true);

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== ' ') this.#pointed = false;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const act = this.#actions[event.key.toLowerCase()];
    if (act === undefined) return;
    if (event.key === ' ' && isOnControl(event) && !(this.#pointed && isOnButton(event))) return;
    event.preventDefault();
    act();
  };

  readonly #actions: Readonly<Record<string, () => void>> = {
    '?': () => this.#help(),
    ' ': () => this.renderRoot.querySelector<TideStatus>('tide-status')?.togglePause(),
    l: allLive,
    t: () => chooseTheme(nextTheme()),
    z: () => (this.localZone = !this.localZone),
    '/': () => this.renderRoot.querySelector('tide-filter')?.focus(),
  };
}

function timeLabel(status: PanelDefinition | undefined): string | undefined {
  const label = status?.options['time_label'];
  return typeof label === 'string' ? label : undefined;
}

function boardInAddress(path: string): string {
  const match = /\/b\/([^/]+)/.exec(path);
  return match === null ? '' : decodeURIComponent(match[1] as string);
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return target instanceof HTMLInputElement
    ? target.type !== 'checkbox'
    : target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** A control of a dialog that was just closed keeps the focus until the next frame, and is none any more. */
function isOnButton(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return target instanceof Element && target.matches('button, summary');
}

function isOnControl(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof Element) || !target.checkVisibility()) return false;
  return target.matches('button, input, summary, a[href], select, textarea') || scrolls(target);
}

/** Whether the space bar would move what is in `element`. */
function scrolls(element: Element): boolean {
  return element.scrollHeight > element.clientHeight && /auto|scroll/.test(getComputedStyle(element).overflowY);
}

declare global {
  interface HTMLElementTagNameMap {
    'tide-board': TideBoard;
  }
}
