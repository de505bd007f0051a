import { button, make, setAttribute, setText } from '../elements/dom.js';
import { spread } from './axes.js';

/** One series as its label shows it. */
export interface EndLabel {
  readonly name: string;
  readonly value: string;
  readonly colour: string;
  readonly shown: boolean;
  /** Where the series ends, in pixels from the top; undefined where it has no value. */
  readonly y: number | undefined;
}

const LABEL_HEIGHT = 15;

interface Label {
  readonly item: HTMLElement;
  readonly press: HTMLElement;
  readonly swatch: HTMLElement;
  readonly value: HTMLElement;
}

export const END_LABEL_CSS = `
.ends { position: absolute; top: 0; right: 4px; width: var(--ends, 118px); }
.ends li { position: absolute; left: 0; right: 0; top: 0; height: ${LABEL_HEIGHT}px; }
.ends button {
  display: grid; grid-template-columns: 9px minmax(0, 1fr) auto; align-items: center; gap: 5px; width: 100%; min-height: 0; height: ${LABEL_HEIGHT}px;
  padding: 0 3px; border: 0; background: none; font-size: 11px; line-height: ${LABEL_HEIGHT}px; text-align: left;
}
.ends button:hover { background: var(--tide-panel-2); }
.ends button[aria-pressed='false'] { color: var(--tide-ink-3); text-decoration: line-through; background: none; }
.ends button[aria-pressed='true'] { color: var(--tide-ink); background: none; }
.ends .swatch { width: 9px; height: 9px; }
.ends.lines .swatch { height: 3px; }
.ends .name { overflow: hidden; text-overflow: ellipsis; }
.ends.flow { position: static; width: auto; display: flex; flex-wrap: wrap; gap: 0 4px; padding: 0 8px 4px; }
.ends.flow li { position: static; height: 24px; transform: none !important; }
.ends.flow button { height: 24px; display: flex; }
`;

/**
 * The names and values of a pane's series, each beside the end of its line or band: the legend and the reading in one.
 * Pressing a label hides its series.
 */
export class EndLabels {
  readonly element = make('ul', { class: 'ends' });
  readonly #toggle: (name: string) => void;
  #labels: Label[] = [];
  #names = '';

  constructor(lines: boolean, toggle: (name: string) => void) {
    this.#toggle = toggle;
    this.element.classList.toggle('lines', lines);
  }

  /** @param room the height of the pane; undefined where the labels flow below it */
  show(labels: readonly EndLabel[], room: number | undefined): void {
    this.#build(labels);
    this.element.classList.toggle('flow', room === undefined);
    const places =
      room === undefined
        ? []
        : spread(
            labels.map((label) => (label.y ?? room) - LABEL_HEIGHT / 2),
            LABEL_HEIGHT,
            room,
          );
    labels.forEach((label, i) => {
      const { item, press, swatch, value } = this.#labels[i] as Label;
      setText(value, label.shown ? label.value : '');
      setAttribute(press, 'aria-pressed', String(label.shown));
      if (swatch.style.backgroundColor !== label.colour) swatch.style.backgroundColor = label.colour;
      const transform = room === undefined ? '' : `translateY(${Math.round(places[i] as number)}px)`;
      if (item.style.transform !== transform) item.style.transform = transform;
    });
  }

  #build(labels: readonly EndLabel[]): void {
    const names = JSON.stringify(labels.map((label) => label.name));
    if (names === this.#names) return;
    this.#names = names;
    this.#labels = labels.map(({ name }) => {
      const swatch = make('span', { class: 'swatch' });
      const value = make('span', { class: 'value' });
      const press = button('', () => this.#toggle(name), { title: `Show or hide ${name}` });
      press.append(swatch, make('span', { class: 'name' }, name), value);
      return { item: make('li', {}, press), press, swatch, value };
    });
    this.element.replaceChildren(...this.#labels.map((label) => label.item));
  }
}
