import type { ViewInfo } from '../feed/catalogue.js';
import type { ViewStore } from '../feed/view-store.js';
import { button, make, setAttribute, setText } from './dom.js';
import { zoneFormat, type ZoneFormat } from './format.js';
import { forget, invalidate, type Drawable } from './frames.js';
import { type Theme } from './palette.js';
import { onTheme, themeAt } from './theme.js';
import { baseSheet, panelSheet } from './tokens.js';
import { POLLED_TITLE, ViewBinding, type BindingHost, type PanelState } from './view-binding.js';

/** The attributes that every panel understands. */
export const PANEL_ATTRIBUTES = ['src', 'view', 'label', 'where', 'zone'] as const;

let lastId = 0;

/**
 * The base of the panels that draw many times a second: chart, map and table.
 *
 * It owns the frame around the drawing (title, unit, state badge, buttons), the subscription, and the moments to draw:
 * when rows, size, theme or attributes changed, at most `hz` times a second. It never writes to its own light DOM or
 * attributes, so a page may morph it freely.
 *
 * @attr src - the server, as an address; the page's own server where absent
 * @attr view - the view to show
 * @attr label - the title; the view's name where absent
 * @attr where - what the view is filtered by, as a query string: `region=NSW1&region=VIC1`
 * @attr zone - the time zone to show times in; the viewer's own where absent
 */
export abstract class Panel extends HTMLElement implements Drawable, BindingHost {
  abstract readonly hz: number;
  /** What a row stands for, where the body says that there is none. */
  protected readonly things: string = 'rows';
  protected readonly binding = new ViewBinding(this);
  protected readonly body = make('div', { class: 'body' });
  protected readonly buttons = make('div', { class: 'buttons' });
  readonly #title: HTMLElement;
  readonly #unit = make('span', { class: 'unit' });
  readonly #note = make('span', { class: 'note' });
  readonly #polled = make('span', { class: 'polled', title: POLLED_TITLE });
  readonly #standing = make('span', { role: 'status' });
  readonly #age = make('span', { class: 'since', 'aria-hidden': 'true' });
  readonly #badge = make('span', { class: 'badge' }, this.#standing, this.#age);
  readonly #message = make('div', { class: 'message', hidden: '' });
  readonly #skeleton = make('div', { class: 'skeleton' });
  readonly #resized = new ResizeObserver(() => this.invalidate());
  #stopTheme: (() => void) | undefined;
  #theme: Theme = 'light';
  #built = false;
  #shown = '';

  constructor(...sheets: CSSStyleSheet[]) {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [baseSheet, panelSheet, ...sheets];
    const id = `title-${++lastId}`;
    this.#title = make('h2', { id });
    const header = make(
      'header',
      {},
      this.#title,
      this.#unit,
      this.#note,
      this.#polled,
      make('span', { class: 'space' }),
      this.#badge,
      this.buttons,
    );
    root.append(make('section', { 'aria-labelledby': id, part: 'panel' }, header, this.body));
    this.body.append(this.#skeleton, this.#message);
  }

  /** Fills the body, once. */
  protected abstract build(): void;

  /** Draws what the view holds now. */
  protected abstract paint(store: ViewStore, info: ViewInfo): void;

  /** Takes in the attributes; called before the first drawing and whenever one changes. */
  protected configure(): void {}

  /** The theme changed: what was drawn in the old colours is drawn anew next. */
  protected themeChanged(): void {}

  /** The panel leaves the page. */
  protected leave(): void {}

  connectedCallback(): void {
    this.#theme = themeAt(this);
    if (!this.#built) {
      this.#built = true;
      this.build();
    }
    this.#stopTheme = onTheme(() => this.#checkTheme());
    this.#resized.observe(this.body);
    // First what to show, then the connection: it must not begin at the wrong server.
    this.showView();
    this.binding.connect();
    this.#configure();
  }

  disconnectedCallback(): void {
    this.leave();
    this.#stopTheme?.();
    this.#resized.disconnect();
    this.binding.disconnect();
    forget(this);
  }

  attributeChangedCallback(): void {
    if (this.isConnected && this.#built) this.#configure();
  }

  /** Asks for a new drawing. */
  invalidate(): void {
    invalidate(this);
  }

  get theme(): Theme {
    return this.#theme;
  }

  get zone(): ZoneFormat {
    return zoneFormat(this.getAttribute('zone') ?? '');
  }

  get heading(): string {
    return this.getAttribute('label') ?? this.getAttribute('view') ?? '';
  }

  /** The columns that the attributes name. */
  get columnsAsked(): readonly string[] {
    return [];
  }

  /** How the panel stands now. */
  get panelState(): PanelState {
    return this.binding.state(this.getAttribute('zone') ?? '');
  }

  dataChanged(): void {
    this.invalidate();
  }

  stateChanged(): void {
    const state = this.panelState;
    setText(this.#standing, state.badge);
    setText(this.#age, state.age === '' ? '' : ` ${state.age}`);
    this.#badge.hidden = state.badge === '';
    setAttribute(this.#badge, 'class', `badge ${state.kind}`);
    this.body.classList.toggle('faded', state.kind === 'stale' || state.kind === 'offline' || state.kind === 'error');
    const unfiltered = this.binding.unfiltered;
    setText(this.#note, unfiltered.length === 0 ? '' : `not filtered by ${unfiltered.join(' or ')}`);
    setText(this.#polled, this.binding.info?.polled ?? '');
    // Rows of another view must not stand under this one's title while its own are on their way.
    const waiting = this.binding.store === undefined;
    this.#skeleton.hidden = !waiting;
    this.body.classList.toggle('waiting', waiting);
    this.#showMessage(state);
  }

  draw(): void {
    const { store, info } = this.binding;
    this.stateChanged();
    if (store !== undefined && info !== undefined && this.body.clientWidth > 0 && this.body.clientHeight > 0)
      this.paint(store, info);
  }

  /** The view to show; a panel with tabs chooses among several. */
  protected get viewName(): string {
    return this.getAttribute('view') ?? '';
  }

  /** Subscribes to what the attributes and {@link viewName} say. */
  protected showView(): void {
    this.binding.show(this.getAttribute('src') ?? '', this.viewName, this.getAttribute('where') ?? '');
  }

  protected setUnit(unit: string): void {
    setText(this.#unit, unit);
  }

  #configure(): void {
    setText(this.#title, this.heading);
    setAttribute(this.#title, 'title', this.heading);
    this.configure();
    this.showView();
    this.stateChanged();
    this.invalidate();
  }

  #checkTheme(): void {
    const theme = themeAt(this);
    if (theme === this.#theme) return;
    this.#theme = theme;
    this.themeChanged();
    this.invalidate();
  }

  /** Says in the body what is wrong or that there is nothing; rebuilt only when that changes. */
  #showMessage(state: PanelState): void {
    const empty = this.binding.store?.rows === 0;
    const text = state.message !== '' ? state.message : empty ? this.binding.emptiness(this.things) : '';
    const key = `${state.kind === 'error'} ${text}`;
    if (key === this.#shown) return;
    this.#shown = key;
    this.#message.replaceChildren();
    this.#message.hidden = text === '';
    this.#message.classList.toggle('problem', state.kind === 'error');
    if (text === '') return;
    this.#message.append(make('span', {}, text));
    if (state.kind === 'error') this.#message.append(button('Try again', () => this.binding.tryAgain()));
  }
}
