/** Makes elements without markup, so that no outside text can ever become any. */

type Child = Node | string | undefined;

/** An element with attributes (undefined ones are left out) and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(name, value);
  for (const child of children) if (child !== undefined) element.append(child);
  return element;
}

/** A button that does something when pressed. */
export function button(
  label: string,
  press: () => void,
  attributes: Readonly<Record<string, string | undefined>> = {},
): HTMLButtonElement {
  const element = make('button', { type: 'button', ...attributes }, label);
  element.addEventListener('click', press);
  return element;
}

const ICONS = {
  table: 'M1.5 2.5h11v9h-11zM1.5 5.5h11M1.5 8.5h11M5.5 2.5v9',
  picture: 'M7 1.5v7M4 6l3 3 3-3M1.5 11.5h11',
  home: 'M2 7l5-4.5L12 7M3.5 6v5.5h7V6',
} as const;

/** A button that shows a small drawing instead of its label; the label is its name and its tooltip. */
export function iconButton(icon: keyof typeof ICONS, label: string, title: string, press: () => void): HTMLButtonElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const attributes = {
    width: '14',
    height: '14',
    viewBox: '0 0 14 14',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '1.3',
    'aria-hidden': 'true',
  };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', ICONS[icon]);
  svg.append(path);
  const element = button('', press, { class: 'icon', 'aria-label': label, title });
  element.append(svg);
  return element;
}

/** Writes text only where it differs: an unchanged node costs no layout. */
export function setText(element: Element, text: string): void {
  const first = element.firstChild;
  if (first instanceof Text && first === element.lastChild) {
    if (first.data !== text) first.data = text;
    return;
  }
  if (element.textContent !== text) element.textContent = text;
}

/** Sets or removes an attribute, only where it differs. */
export function setAttribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** A style sheet that all instances of an element share. */
export function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

/** The words of an attribute, which stand with commas between. */
export function listOf(element: Element, attribute: string): string[] {
  return (element.getAttribute(attribute) ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
