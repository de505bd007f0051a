import { make, setText } from './dom.js';

/** A heading of a twin table; numbers stand at the right. */
export interface TwinColumn {
  readonly title: string;
  readonly number: boolean;
}

export const TWIN_CSS = `
.twin { position: absolute; inset: 0; overflow: auto; background-color: var(--tide-panel); }
/* A shadow at an edge says that there is more behind it: its cover scrolls with the table, the shadow stays. */
.twin {
  --shade: color-mix(in srgb, var(--tide-ink) 28%, transparent);
  background-image:
    linear-gradient(to right, var(--tide-panel) 40%, transparent), linear-gradient(to left, var(--tide-panel) 40%, transparent),
    linear-gradient(to right, var(--shade), transparent), linear-gradient(to left, var(--shade), transparent);
  background-position: left, right, left, right; background-size: 40px 100%, 40px 100%, 14px 100%, 14px 100%;
  background-repeat: no-repeat; background-attachment: local, local, scroll, scroll;
}
.twin table { width: 100%; border-collapse: separate; border-spacing: 0; }
.twin th, .twin td { height: 22px; padding: 0 10px; text-align: left; white-space: nowrap; border-bottom: 1px solid color-mix(in srgb, var(--tide-line) 45%, transparent); }
.twin th { position: sticky; top: 0; background: var(--tide-panel-2); border-bottom-color: var(--tide-line); font-weight: 600; color: var(--tide-ink-2); }
.twin .number { text-align: right; }
`;

/** The same data as a drawing, as a plain table: for reading one by one, for copying, and for screen readers. */
export class TwinTable {
  readonly element: HTMLElement;
  readonly #head = make('tr');
  readonly #body = make('tbody');
  #columns = '';

  constructor(label: string) {
    this.element = make(
      'div',
      { class: 'twin', tabindex: '0', role: 'group', 'aria-label': label, hidden: '' },
      make('table', {}, make('thead', {}, this.#head), this.#body),
    );
  }

  get shown(): boolean {
    return !this.element.hidden;
  }

  set shown(shown: boolean) {
    this.element.hidden = !shown;
  }

  show(columns: readonly TwinColumn[], rows: readonly (readonly string[])[]): void {
    const key = JSON.stringify(columns);
    if (key !== this.#columns) {
      this.#columns = key;
      this.#head.replaceChildren(
        ...columns.map(({ title, number }) => make('th', { scope: 'col', class: number ? 'number' : undefined }, title)),
      );
      this.#body.replaceChildren();
    }
    while (this.#body.rows.length > rows.length) this.#body.deleteRow(-1);
    rows.forEach((row, i) => {
      const tr = this.#body.rows[i] ?? this.#body.insertRow();
      row.forEach((text, j) => {
        const td = tr.cells[j] ?? tr.insertCell();
        if (td.className === '' && columns[j]?.number === true) td.className = 'number';
        setText(td, text);
      });
    });
  }
}
