import { css, html, LitElement, unsafeCSS, type TemplateResult } from 'lit';
import { feedAt } from '../feed/feed.js';
import { isRecord } from '../feed/messages.js';
import { chooseTheme, nextTheme, onTheme, themeChoice } from './theme.js';
import { BASE_CSS } from './tokens.js';

interface Entry {
  readonly name: string;
  readonly title: string;
}

/**
 * The list of boards that a server has.
 *
 * @attr src - the server; the page's own where absent
 */
export class TideBoards extends LitElement {
  static override readonly properties = { src: { type: String }, boards: { state: true }, problem: { state: true } };

  static override readonly styles = [
    unsafeCSS(BASE_CSS),
    css`
      :host {
        min-height: 100dvh;
        background: var(--tide-bg);
      }
      .bar {
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-height: 44px;
        padding: 4px 16px;
        background: var(--tide-panel);
        border-bottom: 1px solid var(--tide-line);
      }
      h1 {
        font-size: 15px;
        font-weight: 600;
      }
      main {
        max-width: 720px;
        margin: 0 auto;
        padding: 24px 16px;
      }
      h2 {
        margin-bottom: 10px;
        color: var(--tide-ink-2);
      }
      li + li {
        margin-top: 8px;
      }
      li a {
        display: flex;
        justify-content: space-between;
        gap: 16px;
        padding: 12px 16px;
        border: 1px solid var(--tide-line);
        border-radius: 4px;
        background: var(--tide-panel);
        color: var(--tide-ink);
        font-size: 15px;
        font-weight: 500;
        text-decoration: none;
      }
      li a:hover {
        border-color: var(--tide-border);
        background: var(--tide-panel-2);
      }
      li span {
        font-size: 12px;
        font-weight: 400;
        color: var(--tide-ink-2);
      }
    `,
  ];

  declare src: string | undefined;
  declare boards: readonly Entry[] | undefined;
  declare problem: string;
  #stopTheme: (() => void) | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.problem = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopTheme = onTheme(() => this.requestUpdate());
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#retry);
    this.#stopTheme?.();
  }

  protected override render(): TemplateResult {
    return html`<div class="bar" role="banner">
        <h1>Tideboard</h1>
        <button type="button" @click=${() => chooseTheme(nextTheme())}>Theme: ${themeChoice()}</button>
      </div>
      <main>
        <h2>Boards</h2>
        ${this.#list()}
      </main>`;
  }

  #list(): TemplateResult {
    if (this.problem !== '') return html`<p role="alert">The list of boards could not be read: ${this.problem}</p>`;
    if (this.boards === undefined) return html`<p class="quiet">Loading …</p>`;
    if (this.boards.length === 0)
      return html`<p class="quiet">This server has no boards. A project describes them under <code>boards:</code>.</p>`;
    return html`<ul>
      ${this.boards.map(
        ({ name, title }) =>
          html`<li>
            <a href=${`/b/${encodeURIComponent(name)}`}>${title}<span>${name}</span></a>
          </li>`,
      )}
    </ul>`;
  }

  async #load(): Promise<void> {
    try {
      const body = await feedAt(this.src ?? '').get('/api/v1/boards');
      const list = isRecord(body) && Array.isArray(body['boards']) ? body['boards'].filter(isRecord) : [];
      this.boards = list.map((item) => ({
        name: String(item['name'] ?? ''),
        title: String(item['title'] ?? item['name'] ?? ''),
      }));
      this.problem = '';
    } catch (failure) {
      this.problem = failure instanceof Error ? failure.message : String(failure);
      if (this.isConnected) this.#retry = setTimeout(() => void this.#load(), 2000);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tide-boards': TideBoards;
  }
}
