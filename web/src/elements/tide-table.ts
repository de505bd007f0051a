import type { ColumnInfo, ViewInfo } from '../feed/catalogue.js';
import { isRecord } from '../feed/messages.js';
import type { ViewStore } from '../feed/view-store.js';
import { button, make, setAttribute, setText, sheetOf } from './dom.js';
import { formatCell, formatNumber, isNumeric, MISSING } from './format.js';
import { Panel, PANEL_ATTRIBUTES } from './panel.js';
import { ViewBinding, type BindingHost } from './view-binding.js';
import { orderOf, sortedRows, type Order } from './row-order.js';
import { barOf, columnsOf, lettersOf, nameOf, parsed, putSecond, shownColumns, type Shown, type Tab } from './table-columns.js';

const ROW_HEIGHT = 24;
/** Rows drawn beyond the visible ones, so that a small scroll shows no gap. */
const SPARE_ROWS = 4;
/** Narrower than this a table begins with what it is sorted by, so that it is seen without scrolling sideways. */
const NARROW = 500;
/** About how wide a letter is, in pixels. */
const LETTER_WIDTH = 7;

const SHEET = sheetOf(`
.scroll { position: absolute; inset: 0; overflow: auto; }
.scroll:focus-visible { outline-offset: -2px; }
.sizer { position: relative; min-height: 100%; }
table { width: 100%; border-collapse: separate; border-spacing: 0; table-layout: fixed; }
th, td { height: ${ROW_HEIGHT}px; padding: 0 10px; text-align: left; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
thead th { position: sticky; top: 0; z-index: 1; background: var(--tide-panel-2); border-bottom: 1px solid var(--tide-line); font-weight: 600; color: var(--tide-ink-2); padding: 0; }
thead button { width: 100%; height: 100%; padding: 0 10px; border: 0; border-radius: 0; background: none; font-weight: 600; text-align: inherit; overflow: hidden; text-overflow: ellipsis; }
thead .heading { padding: 0 10px; }
@media (max-width: 599px) {
  thead th:first-child { left: 0; z-index: 2; }
  tbody td:first-child { position: sticky; left: 0; background: var(--tide-panel); }
}
thead button:focus-visible { outline-offset: -2px; }
th.number, td.number { text-align: right; }
thead .of { font-weight: 400; color: var(--tide-ink-3); }
tbody td { border-bottom: 1px solid color-mix(in srgb, var(--tide-line) 45%, transparent); }
tbody tr:hover td { background: var(--tide-panel-2); }
.bar { display: block; height: 9px; border: 1px solid var(--tide-line); background: var(--tide-panel-2); overflow: hidden; }
.bar > span { display: block; height: 100%; background: var(--tide-ink-2); transform-origin: left; }
.tabs { display: flex; gap: 2px; }
.tabs button[aria-selected='true'] { background: var(--tide-ink-2); border-color: var(--tide-ink-2); color: var(--tide-panel); }
`);

const NOBODY: BindingHost = { dataChanged: () => undefined, stateChanged: () => undefined };

interface PooledRow {
  readonly tr: HTMLTableRowElement;
  readonly cells: { td: HTMLTableCellElement; text: Text; fill: HTMLElement | undefined }[];
}

/**
 * The rows of a view, sorted live. Only the visible rows are in the page, and of these only changed texts are written.
 *
 * @attr columns - which columns, in order, as a list with commas or as JSON; all where absent
 * @attr sort - the order at the start: `power desc`
 * @attr bar - a bar in each row, as JSON: `{"column":"power","of":"capacity"}`
 * @attr tabs - several views in one panel, as JSON: `[{"view":"output_now","title":"Facilities"}]`
 */
export class TideTable extends Panel {
  static readonly observedAttributes = [...PANEL_ATTRIBUTES, 'columns', 'sort', 'bar', 'tabs'];

  readonly hz = 4;
  readonly #scroll = make('div', { class: 'scroll', tabindex: '0', role: 'group' });
  readonly #sizer = make('div', { class: 'sizer' });
  readonly #table = make('table');
  readonly #widths = make('colgroup');
  readonly #head = make('tr');
  readonly #rows = make('tbody');
  readonly #tabList = make('div', { class: 'tabs', role: 'tablist' });
  /** The views of all tabs stay subscribed, so that a change of tab shows its rows at once. */
  #kept: ViewBinding[] = [];
  #pool: PooledRow[] = [];
  #shown: Shown[] = [];
  #layout = '';
  #tabs: Tab[] = [];
  #tab = 0;
  #order: Order | undefined;
  #settings = '';
  #height = '';

  constructor() {
    super(SHEET);
  }

  protected override build(): void {
    this.#table.append(this.#widths, make('thead', {}, this.#head), this.#rows);
    this.#sizer.append(this.#table);
    this.#scroll.append(this.#sizer);
    this.#scroll.addEventListener('scroll', () => this.draw(), { passive: true });
    this.body.prepend(this.#scroll);
    this.buttons.append(this.#tabList);
    this.#tabList.addEventListener('keydown', (event) => this.#tabKey(event));
  }

  protected override configure(): void {
    const settings = TideTable.observedAttributes
      .slice(PANEL_ATTRIBUTES.length)
      .map((name) => this.getAttribute(name))
      .join('\n');
    if (settings !== this.#settings) {
      this.#settings = settings;
      this.#readTabs();
      this.#buildTabs();
      this.#order = orderOf(this.#current.sort);
    }
    this.#markTab();
    this.#keepTabs();
    this.#scroll.setAttribute('aria-label', this.heading);
  }

  protected override leave(): void {
    for (const binding of this.#kept) binding.disconnect();
    this.#kept = [];
  }

  #keepTabs(): void {
    while (this.#kept.length > this.#tabs.length) this.#kept.pop()?.disconnect();
    this.#tabs.forEach((tab, i) => {
      const binding = (this.#kept[i] ??= new ViewBinding(NOBODY));
      binding.show(this.getAttribute('src') ?? '', tab.view, this.getAttribute('where') ?? '');
      binding.connect();
    });
  }

  get #current(): Tab {
    return (
      this.#tabs[this.#tab] ?? {
        view: this.getAttribute('view') ?? '',
        title: this.heading,
        columns: columnsOf(this.getAttribute('columns')),
        bar: barOf(parsed(this.getAttribute('bar'))),
        sort: this.getAttribute('sort') ?? '',
      }
    );
  }

  #readTabs(): void {
    const list = parsed(this.getAttribute('tabs'));
    const whole = {
      columns: columnsOf(this.getAttribute('columns')),
      bar: barOf(parsed(this.getAttribute('bar'))),
      sort: this.getAttribute('sort') ?? '',
    };
    this.#tabs = (Array.isArray(list) ? list : []).filter(isRecord).map((tab, i) => ({
      view: String(tab['view'] ?? ''),
      title: String(tab['title'] ?? tab['view'] ?? ''),
      // What is said for the panel as a whole holds for its first tab.
      columns: Array.isArray(tab['columns']) ? tab['columns'] : i === 0 ? whole.columns : undefined,
      bar: barOf(tab['bar']) ?? (i === 0 ? whole.bar : undefined),
      sort: typeof tab['sort'] === 'string' ? tab['sort'] : i === 0 ? whole.sort : '',
    }));
    this.#tab = Math.min(this.#tab, Math.max(0, this.#tabs.length - 1));
  }

  #buildTabs(): void {
    this.#tabList.hidden = this.#tabs.length === 0;
    this.#tabList.replaceChildren(...this.#tabs.map((tab, i) => button(tab.title, () => this.#select(i), { role: 'tab' })));
    this.#scroll.setAttribute('role', this.#tabs.length === 0 ? 'group' : 'tabpanel');
  }

  #select(tab: number): void {
    this.#tab = tab;
    this.#order = orderOf(this.#current.sort);
    this.#scroll.scrollTop = 0;
    this.#markTab();
    this.showView();
    this.invalidate();
  }

  override get columnsAsked(): readonly string[] {
    return (this.#current.columns ?? []).map(nameOf);
  }

  protected override get viewName(): string {
    return this.#current.view;
  }

  #markTab(): void {
    [...this.#tabList.children].forEach((element, i) => {
      setAttribute(element, 'aria-selected', String(i === this.#tab));
      setAttribute(element, 'tabindex', i === this.#tab ? '0' : '-1');
    });
  }

  #tabKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    this.#select((this.#tab + step + this.#tabs.length) % this.#tabs.length);
    (this.#tabList.children[this.#tab] as HTMLElement).focus();
  }

  protected override paint(store: ViewStore, info: ViewInfo): void {
    this.#fitColumns(store, info);
    const rows = sortedRows(store, this.#order);
    const height = this.#scroll.clientHeight;
    this.setUnit(`${formatNumber(store.rows, 0)} ${store.rows === 1 ? 'row' : 'rows'}`);
    this.#setHeight((store.rows + 1) * ROW_HEIGHT);
    const visible = Math.ceil(height / ROW_HEIGHT) + SPARE_ROWS;
    const first = Math.max(0, Math.min(Math.floor(this.#scroll.scrollTop / ROW_HEIGHT), store.rows - visible));
    this.#fitPool(Math.min(visible, store.rows));
    this.#table.style.marginTop = `${first * ROW_HEIGHT}px`;
    setAttribute(this.#table, 'aria-rowcount', String(store.rows + 1));
    this.#pool.forEach((pooled, i) => {
      setAttribute(pooled.tr, 'aria-rowindex', String(first + i + 2));
      this.#fill(pooled, store, rows[first + i] as number);
    });
  }

  #setHeight(pixels: number): void {
    const height = `${pixels}px`;
    if (height === this.#height) return;
    this.#height = height;
    this.#sizer.style.height = height;
  }

  /** Lays out the head when the view, the tab or the order changed. */
  #fitColumns(store: ViewStore, info: ViewInfo): void {
    const { columns, bar, sort } = this.#current;
    const narrow = this.body.clientWidth < NARROW;
    const layout = JSON.stringify([info.name, info.columns, columns, bar, store.rows > 0, narrow]);
    if (layout === this.#layout) return this.#markOrder();
    this.#layout = layout;
    this.#shown = shownColumns(info, columns, bar);
    if (narrow) this.#shown = putSecond(this.#shown, orderOf(sort)?.column);
    const letters = this.#shown.map((column) => lettersOf(column, store));
    const all = letters.reduce((sum, count) => sum + count, 0);
    this.#widths.replaceChildren(
      ...letters.map((count) => {
        const col = make('col');
        col.style.width = `${((100 * count) / all).toFixed(2)}%`;
        return col;
      }),
    );
    this.#table.style.minWidth = `${Math.ceil(all * LETTER_WIDTH)}px`;
    this.#head.replaceChildren(...this.#shown.map((column) => this.#headCell(column)));
    this.#rows.replaceChildren();
    this.#pool = [];
    this.#markOrder();
  }

  /** Marks the head of the column that is sorted by; the heads stay, and with them the focus. */
  #markOrder(): void {
    this.#shown.forEach(({ info, bar }, i) => {
      const th = this.#head.children[i] as HTMLElement;
      const arrow = th.querySelector('.arrow');
      if (arrow === null) return;
      const sorted = this.#order?.column === info.name && bar === undefined;
      const down = this.#order?.descending === true;
      setAttribute(th, 'aria-sort', !sorted ? undefined : down ? 'descending' : 'ascending');
      setText(arrow, !sorted ? '' : down ? ' ▾' : ' ▴');
    });
  }

  #headCell(column: Shown): HTMLElement {
    const { info, title, bar } = column;
    const unit = info.unit === '' || bar !== undefined ? undefined : make('span', { class: 'of' }, ` ${info.unit}`);
    const th = make('th', { scope: 'col', class: isNumeric(info) && bar === undefined ? 'number' : undefined });
    if (bar !== undefined) {
      th.append(make('span', { class: 'heading' }, title));
      return th;
    }
    const press = button(title, () => this.#sortBy(info));
    if (unit !== undefined) press.append(unit);
    press.append(make('span', { class: 'arrow', 'aria-hidden': 'true' }));
    th.append(press);
    return th;
  }

  /** Numbers are first wanted from the greatest down, texts from A. */
  #sortBy(info: ColumnInfo): void {
    const again = this.#order?.column === info.name;
    this.#order = { column: info.name, descending: again ? this.#order?.descending !== true : info.type !== 'text' };
    this.draw();
  }

  #fitPool(size: number): void {
    while (this.#pool.length > size) this.#pool.pop()?.tr.remove();
    while (this.#pool.length < size) {
      const cells = this.#shown.map(({ info, bar }) => {
        const text = document.createTextNode('');
        const fill = bar === undefined ? undefined : make('span');
        const td = make('td', { class: isNumeric(info) && bar === undefined ? 'number' : undefined });
        td.append(fill === undefined ? text : make('span', { class: 'bar', 'aria-hidden': 'true' }, fill));
        if (fill !== undefined) td.append(make('span', { class: 'only-read' }, text));
        return { td, text, fill };
      });
      const tr = make('tr', {}, ...cells.map((cell) => cell.td));
      this.#rows.append(tr);
      this.#pool.push({ tr, cells });
    }
  }

  #fill(pooled: PooledRow, store: ViewStore, row: number): void {
    const zone = this.zone;
    this.#shown.forEach(({ info, digits, bar }, i) => {
      const cell = pooled.cells[i] as PooledRow['cells'][number];
      const value = store.column(info.name)[row];
      if (cell.fill !== undefined && bar !== undefined) {
        const share = shareOf(value, store.column(bar.of)[row]);
        const scale = `scaleX(${share === undefined ? 0 : Math.min(1, Math.max(0, share)).toFixed(3)})`;
        if (cell.fill.style.transform !== scale) cell.fill.style.transform = scale;
        write(cell.text, share === undefined ? MISSING : `${formatNumber(share * 100, 0)} %`);
      } else write(cell.text, formatCell(value, info, zone, digits));
    });
  }
}

function write(node: Text, text: string): void {
  if (node.data !== text) node.data = text;
}

function shareOf(part: unknown, whole: unknown): number | undefined {
  return typeof part === 'number' && typeof whole === 'number' && whole !== 0 ? part / whole : undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'tide-table': TideTable;
  }
}
