import { css, html, LitElement, nothing, svg, unsafeCSS, type TemplateResult } from 'lit';
import { glyphOf, glyphPath, hasOwnGlyph } from '../map/glyphs.js';
import { seriesColour } from './palette.js';
import { onTheme, themeAt } from './theme.js';
import { BASE_CSS } from './tokens.js';

/** More values than this are offered in a menu rather than side by side. */
const MOST_CHIPS = 10;

/**
 * A filter: any number of values, none meaning all. On a wide page with few values they stand side by side; otherwise
 * they are in a menu.
 *
 * @fires tide-filter - the choice changed; `detail` is the list of chosen values
 */
export class TideFilter extends LitElement {
  static override readonly properties = { label: { type: String }, values: { attribute: false }, chosen: { attribute: false } };

  static override readonly styles = [
    unsafeCSS(BASE_CSS),
    css`
      :host {
        display: inline-block;
      }
      fieldset {
        display: flex;
        align-items: center;
        gap: 4px;
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }
      .label {
        margin-right: 4px;
        color: var(--tide-ink-2);
        font-size: 12px;
      }
      .chip {
        display: inline-flex;
        align-items: center;
        gap: 5px;
        min-height: 24px;
        padding: 0 9px;
        border-radius: 12px;
        font-size: 12px;
      }
      .chip[aria-pressed='true'] {
        background: var(--tide-panel);
        color: var(--tide-ink);
        border-color: var(--tide-focus);
        box-shadow: inset 0 0 0 1px var(--tide-focus);
      }
      .chip.off {
        color: var(--tide-ink-2);
        border-style: dashed;
      }
      svg {
        width: 11px;
        height: 11px;
      }
      .menu {
        margin: 0;
        padding: 6px;
        border: 1px solid var(--tide-border);
        border-radius: 4px;
        background: var(--tide-panel);
        color: var(--tide-ink);
        max-height: 60vh;
        overflow: auto;
        min-width: 160px;
      }
      .menu:popover-open {
        position: fixed;
        inset: auto;
      }
      .menu label {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 32px;
        padding: 0 8px 0 4px;
        cursor: pointer;
        border-radius: 4px;
      }
      .menu label:hover {
        background: var(--tide-panel-2);
      }
      .menu input[type='checkbox'] {
        width: 16px;
        height: 16px;
        margin: 0;
        accent-color: var(--tide-focus);
      }
      .menu input[type='search'] {
        width: 100%;
        min-height: 28px;
        margin-bottom: 4px;
        padding: 0 6px;
        border: 1px solid var(--tide-border);
        border-radius: 4px;
        background: var(--tide-panel);
      }
    `,
  ];

  declare label: string;
  declare values: readonly string[];
  declare chosen: readonly string[];
  readonly #narrow = matchMedia('(max-width: 1199px)');
  #stopTheme: (() => void) | undefined;
  #search = '';

  constructor() {
    super();
    this.label = '';
    this.values = [];
    this.chosen = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#narrow.addEventListener('change', this.#again);
    this.#stopTheme = onTheme(this.#again);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#narrow.removeEventListener('change', this.#again);
    this.#stopTheme?.();
  }

  /** Puts the keyboard on the filter. */
  override focus(): void {
    this.renderRoot.querySelector('button')?.focus();
  }

  readonly #again = (): void => this.requestUpdate();

  protected override render(): TemplateResult {
    // What was chosen by address but does not exist (any more) is shown too, or nobody could take it back.
    const all = [...this.values, ...this.chosen.filter((value) => !this.values.includes(value))];
    return all.length > MOST_CHIPS || this.#narrow.matches ? this.#menu(all) : this.#chips(all);
  }

  #chips(all: readonly string[]): TemplateResult {
    return html`<fieldset aria-label=${this.label}>
      <span class="label" aria-hidden="true">${this.label}</span>
      ${all.map((value, i) => {
        const on = this.chosen.includes(value);
        const off = this.chosen.length > 0 && !on;
        return html`<button type="button" class="chip ${off ? 'off' : ''}" aria-pressed=${on} @click=${() => this.#toggle(value)}>
          ${this.#icon(value, i)}${value}
        </button>`;
      })}
    </fieldset>`;
  }

  #menu(all: readonly string[]): TemplateResult {
    const count = this.chosen.length;
    const summary = count === 0 ? 'all' : count === 1 ? this.chosen[0] : `${count} of ${all.length}`;
    const wanted = all.filter((value) => value.toLowerCase().includes(this.#search));
    return html`<button type="button" class="chip" aria-haspopup="true" popovertarget="menu">${this.label}: ${summary} ▾</button>
      <div class="menu" id="menu" popover aria-label=${this.label} role="group" @toggle=${this.#placeMenu}>
        ${all.length > MOST_CHIPS ? html`<input type="search" placeholder="Find" aria-label="Find a value" @input=${this.#find} />` : nothing}
        ${wanted.map(
          (value, i) =>
            html`<label
              ><input
                type="checkbox"
                .checked=${this.chosen.includes(value)}
                @change=${() => this.#toggle(value)}
              />${this.#icon(value, i)}${value}</label
            >`,
        )}
        <button type="button" ?disabled=${count === 0} @click=${() => this.#choose([])}>Show all</button>
      </div>`;
  }

  #icon(value: string, index: number): TemplateResult | typeof nothing {
    if (!hasOwnGlyph(value)) return nothing;
    const path = svg`<path d=${glyphPath(glyphOf(value, index))} fill=${seriesColour(value, index, themeAt(this))}></path>`;
    return html`<svg viewBox="-1.15 -1.15 2.3 2.3" aria-hidden="true">${path}</svg>`;
  }

  #find(event: Event): void {
    this.#search = (event.target as HTMLInputElement).value.trim().toLowerCase();
    this.requestUpdate();
  }

  /** A popover stands in the middle of the page unless told otherwise: put it under its button. */
  #placeMenu(event: Event): void {
    const menu = event.target as HTMLElement;
    const anchor = this.renderRoot.querySelector('button')?.getBoundingClientRect();
    if (anchor === undefined) return;
    menu.style.left = `${Math.max(4, Math.min(anchor.left, innerWidth - menu.offsetWidth - 4))}px`;
    menu.style.top = `${anchor.bottom + 4}px`;
  }

  #toggle(value: string): void {
    this.#choose(this.chosen.includes(value) ? this.chosen.filter((other) => other !== value) : [...this.chosen, value]);
  }

  #choose(chosen: readonly string[]): void {
    this.chosen = chosen;
    this.dispatchEvent(new CustomEvent('tide-filter', { detail: chosen, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tide-filter': TideFilter;
  }
}
