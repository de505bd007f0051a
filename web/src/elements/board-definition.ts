import { isRecord } from '../feed/messages.js';

/** A panel as `GET /api/v1/boards/{name}` describes it. */
export interface PanelDefinition {
  readonly kind: 'stat' | 'chart' | 'map' | 'table' | 'status';
  readonly view: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Column, row, width and height on twelve columns, counted from 1. */
  readonly at: readonly [number, number, number, number];
}

/** A filter of a board: what it is called, and the view and column whose values it offers. */
export interface Control {
  readonly filter: string;
  readonly title: string;
  readonly view: string;
  readonly column: string;
}

export interface BoardDefinition {
  readonly name: string;
  readonly title: string;
  readonly zone: string;
  readonly notice: string;
  readonly controls: readonly Control[];
  readonly panels: readonly PanelDefinition[];
  /** Why the last edit of the project was not taken over; empty when it was. */
  readonly refusedEdit: readonly string[];
}

const KINDS = new Set(['stat', 'chart', 'map', 'table', 'status']);

/** Reads a board; a panel of a kind this version does not know is left out. */
export function parseBoard(body: unknown): BoardDefinition {
  if (!isRecord(body)) throw new TypeError('the board is not an object');
  const list = (name: string): Record<string, unknown>[] => (Array.isArray(body[name]) ? body[name].filter(isRecord) : []);
  const name = text(body['name']);
  return {
    name,
    title: text(body['title']) || name,
    zone: text(body['zone']) || 'UTC',
    notice: text(body['notice']),
    controls: list('controls')
      .map(control)
      .filter((one) => one.filter !== ''),
    panels: list('panels')
      .filter((panel) => KINDS.has(text(panel['kind'])))
      .map(panelDefinition),
    refusedEdit: Array.isArray(body['refused_edit']) ? body['refused_edit'].map(String) : [],
  };
}

function control(value: Record<string, unknown>): Control {
  const filter = text(value['filter']);
  const from = text(value['from']);
  const dot = from.lastIndexOf('.');
  return { filter, title: text(value['title']) || filter, view: from.slice(0, Math.max(0, dot)), column: from.slice(dot + 1) };
}

function panelDefinition(value: Record<string, unknown>): PanelDefinition {
  const { kind, view, at, ...options } = value;
  const cells =
    Array.isArray(at) && at.length === 4 && at.every((cell) => Number.isInteger(cell) && cell > 0) ? at : [1, 1, 12, 1];
  return { kind: kind as PanelDefinition['kind'], view: text(view), options, at: cells as [number, number, number, number] };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Options that have another name as an attribute: `title` would be a tooltip, and `label` is every panel's title. */
const RENAMED: Readonly<Record<string, string>> = { title: 'label', label: 'short-name' };

/** The attributes of a panel's element. Lists of words are joined with commas; anything deeper is JSON. */
export function attributesOf(panel: PanelDefinition): Record<string, string> {
  const attributes: Record<string, string> = {};
  if (panel.view !== '') attributes['view'] = panel.view;
  for (const [name, value] of Object.entries(panel.options)) {
    const attribute = RENAMED[name] ?? name;
    if (value === true) attributes[attribute] = '';
    else if (typeof value === 'string' || typeof value === 'number') attributes[attribute] = String(value);
    else if (Array.isArray(value) && value.every((item) => typeof item === 'string')) attributes[attribute] = value.join(',');
    else if (typeof value === 'object' && value !== null) attributes[attribute] = JSON.stringify(value);
  }
  return attributes;
}

/** What a panel is, however its options are edited: the same one keeps its element, with its zoom and its scroll. */
export function identities(panels: readonly PanelDefinition[]): string[] {
  const counts = new Map<string, number>();
  return panels.map(({ kind, view, options }) => {
    const base = `${kind} ${view} ${JSON.stringify(options['y'] ?? '')}`;
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    return `${base} ${count}`;
  });
}

/** Where panels stand: a grid area each, and how high each row is. */
export interface Layout {
  readonly areas: readonly string[];
  readonly rows: string;
}

/**
 * The panels of the grid. The status stands in the head of the board; where it was given cells beside others, the panels
 * right of them begin there, else those left of them reach so far, so that no hole stays.
 */
export function gridOf(panels: readonly PanelDefinition[]): PanelDefinition[] {
  const rest = panels.filter(({ kind }) => kind !== 'status');
  return panels
    .filter(({ kind }) => kind === 'status')
    .reduce((placed, { at: [column, row, width, height] }) => {
      const within = ({ at }: PanelDefinition): boolean => at[1] >= row && at[1] + at[3] <= row + height;
      const isRight = (panel: PanelDefinition): boolean => within(panel) && panel.at[0] === column + width;
      const isLeft = (panel: PanelDefinition): boolean => within(panel) && panel.at[0] + panel.at[2] === column;
      const right = placed.some(isRight);
      return placed.map((panel) => {
        const [x, y, w, h] = panel.at;
        if (right ? !isRight(panel) : !isLeft(panel)) return panel;
        return { ...panel, at: [right ? column : x, y, w + width, h] as const };
      });
    }, rest);
}

/**
 * Rows without a panel vanish; a row of tiles has a fixed height; rows that only tables cover are lower than those with a
 * chart or a map, which need the room more.
 */
export function layoutOf(panels: readonly PanelDefinition[]): Layout {
  const last = Math.max(0, ...panels.map(({ at }) => at[1] + at[3] - 1));
  const rows: string[] = [];
  const newRow: number[] = [];
  for (let row = 1; row <= last; row++) {
    newRow[row] = rows.length + 1;
    const over = panels.filter(({ at }) => at[1] <= row && row < at[1] + at[3]);
    if (over.length === 0) continue;
    if (over.every(({ kind }) => kind === 'stat')) rows.push('84px');
    else rows.push(over.every(({ kind }) => kind === 'table' || kind === 'stat') ? 'minmax(36px, 0.62fr)' : 'minmax(52px, 1fr)');
  }
  newRow[last + 1] = rows.length + 1;
  const areas = panels.map(
    ({ at: [column, row, width, height] }) => `${newRow[row]} / ${column} / ${newRow[row + height]} / ${column + width}`,
  );
  return { areas, rows: rows.join(' ') };
}
