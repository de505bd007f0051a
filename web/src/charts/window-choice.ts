import { button, make } from '../elements/dom.js';
import { formatSpan } from '../elements/format.js';
import { DEFAULT_WINDOW, windowsOf } from './options.js';

/** The buttons that choose how long a stretch of time is shown; hidden where there is no choice. */
export class WindowChoice {
  readonly element = make('div', { class: 'choice', role: 'group', 'aria-label': 'Time shown' });
  /** The span chosen, in milliseconds. */
  span = DEFAULT_WINDOW;
  readonly #picked: () => void;
  #spans: readonly number[] = [];
  #text: string | undefined;
  #chosen = false;

  constructor(picked: () => void) {
    this.#picked = picked;
  }

  /** Takes in the spans to choose from, as in the attribute `window`. The first is the start; what the viewer chose stays where it is offered. */
  offer(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.#spans = windowsOf(text);
    this.#chosen &&= this.#spans.includes(this.span);
    if (!this.#chosen) this.span = this.#spans[0] as number;
    this.element.hidden = this.#spans.length < 2;
    this.element.replaceChildren(...this.#spans.map((span) => button(formatSpan(span), () => this.#pick(span))));
    this.#mark();
  }

  #pick(span: number): void {
    this.#chosen = true;
    this.span = span;
    this.#mark();
    this.#picked();
  }

  #mark(): void {
    this.#spans.forEach((span, i) => this.element.children[i]?.setAttribute('aria-pressed', String(span === this.span)));
  }
}
