import type { Cell } from '../feed/messages.js';
import type { ViewStore } from '../feed/view-store.js';

/** Which columns make the map. */
export interface MapColumns {
  readonly lat: string;
  readonly lon: string;
  readonly name: string;
  readonly label: string;
  readonly shape: string;
  readonly group: string;
  readonly size: string;
}

/** One row with a place. */
export interface Mark {
  readonly key: string;
  readonly row: number;
  readonly name: string;
  readonly label: string;
  readonly shape: string;
  readonly group: string;
  /** What sets the size; missing is null. */
  readonly value: number | null;
  readonly lon: number;
  readonly lat: number;
  /** Where it is drawn, in pixels; set by {@link place}. */
  x: number;
  y: number;
  radius: number;
}

const LEAST_DIAMETER = 12;
const GROWTH = 24;
const LABEL_LETTERS = 22;

/** The rows of a view as marks; those without a place are counted, never put anywhere. */
export function marksOf(store: ViewStore, columns: MapColumns): { marks: Mark[]; unplaced: number[] } {
  const lat = store.column(columns.lat);
  const lon = store.column(columns.lon);
  const name = store.column(columns.name);
  const label = columns.label === '' ? name : store.column(columns.label);
  const shape = store.column(columns.shape);
  const group = store.column(columns.group);
  const size = store.column(columns.size);
  const marks: Mark[] = [];
  const unplaced: number[] = [];
  for (let row = 0; row < store.rows; row++) {
    const [x, y] = [lon[row], lat[row]];
    if (typeof x !== 'number' || typeof y !== 'number') {
      unplaced.push(row);
      continue;
    }
    const value = size[row];
    marks.push({
      key: store.keyAt(row),
      row,
      name: text(name[row]),
      label: text(label[row]),
      shape: text(shape[row]),
      group: text(group[row]),
      value: typeof value === 'number' ? value : null,
      lon: x,
      lat: y,
      x: 0,
      y: 0,
      radius: 0,
    });
  }
  return { marks, unplaced };
}

function text(value: Cell | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

/** The value that 95 of 100 marks do not exceed in size, so that one giant does not make all others dots. */
export function percentile95(marks: readonly Mark[]): number {
  const sizes = marks.flatMap((mark) => (mark.value === null ? [] : [Math.abs(mark.value)])).sort((a, b) => a - b);
  return sizes.length === 0 ? 0 : (sizes[Math.min(sizes.length - 1, Math.ceil(0.95 * sizes.length) - 1)] as number);
}

/** The diameter of a mark in pixels before any zoom; the area grows with the value, up to the 95th percentile. */
export function diameterOf(value: number | null, p95: number): number {
  if (value === null || p95 <= 0) return LEAST_DIAMETER;
  return LEAST_DIAMETER + GROWTH * Math.sqrt(Math.min(Math.abs(value) / p95, 1));
}

/** A name short enough to stand beside a mark. */
export function shortName(name: string): string {
  return name.length <= LABEL_LETTERS ? name : `${name.slice(0, LABEL_LETTERS).trimEnd()}…`;
}

/**
 * Puts marks on the screen. Those that would lie on top of each other (stages of one station) stand in a ring around
 * their place instead, always in the same order.
 */
export function place(
  marks: readonly Mark[],
  toScreen: (lon: number, lat: number) => readonly [number, number],
  p95: number,
  scale: number,
): void {
  const stacks = new Map<string, Mark[]>();
  for (const mark of marks) {
    [mark.x, mark.y] = toScreen(mark.lon, mark.lat);
    mark.radius = (diameterOf(mark.value, p95) / 2) * scale;
    const cell = `${Math.round(mark.x / 4)},${Math.round(mark.y / 4)}`;
    const stack = stacks.get(cell);
    if (stack === undefined) stacks.set(cell, [mark]);
    else stack.push(mark);
  }
  for (const stack of stacks.values()) if (stack.length > 1) ring(stack);
}

function ring(stack: Mark[]): void {
  stack.sort((a, b) => (a.key < b.key ? -1 : 1));
  const x = stack.reduce((sum, mark) => sum + mark.x, 0) / stack.length;
  const y = stack.reduce((sum, mark) => sum + mark.y, 0) / stack.length;
  const widest = Math.max(...stack.map((mark) => mark.radius));
  const radius = Math.max(5, (widest * 0.85) / Math.sin(Math.PI / Math.max(2, stack.length)));
  stack.forEach((mark, i) => {
    const angle = -Math.PI / 2 + (2 * Math.PI * i) / stack.length;
    mark.x = x + radius * Math.cos(angle);
    mark.y = y + radius * Math.sin(angle);
  });
}

/** The marks under a point, the one on top first. */
export function marksAt(marks: readonly Mark[], x: number, y: number, slack = 2): Mark[] {
  return marks
    .filter((mark) => Math.hypot(mark.x - x, mark.y - y) <= mark.radius + slack)
    .sort((a, b) => Math.hypot(a.x - x, a.y - y) - a.radius * 0.2 - (Math.hypot(b.x - x, b.y - y) - b.radius * 0.2));
}

/** The nearest mark from `from` in a direction, for the arrow keys; whoever is nearest and straightest ahead. */
export function neighbour(marks: readonly Mark[], from: Mark, dx: number, dy: number): Mark | undefined {
  let best: Mark | undefined;
  let bestCost = Infinity;
  for (const mark of marks) {
    const [x, y] = [mark.x - from.x, mark.y - from.y];
    const ahead = x * dx + y * dy;
    if (mark === from || ahead <= 0.5) continue;
    const aside = Math.abs(x * dy - y * dx);
    const cost = ahead + 2.5 * aside;
    if (cost < bestCost) {
      best = mark;
      bestCost = cost;
    }
  }
  return best;
}

/** A label with its place. */
export interface PlacedLabel {
  readonly mark: Mark;
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** A rectangle of the screen. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where labels may stand. */
export interface LabelRoom {
  readonly width: number;
  readonly height: number;
  /** What else is there. */
  readonly covered: readonly Box[];
}

const LABEL_HEIGHT = 13;

/**
 * Labels for as many marks as have room, the greatest value first: none covers another, a mark, or leaves the map.
 * Only the greatest, where there is no such room, may cover the marks of smaller ones.
 */
export function placeLabels(
  marks: readonly Mark[],
  textOf: (mark: Mark) => string,
  widthOf: (text: string) => number,
  room: LabelRoom,
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  const taken: Box[] = [...room.covered];
  const cores = marks.map(coreOf);
  const great = percentile95(marks);
  for (const mark of [...marks].sort(byValue)) {
    const words = textOf(mark);
    const width = widthOf(words);
    const boxes = spotsBeside(mark, width)
      .map(([x, y]): Box => ({ x, y: y - LABEL_HEIGHT / 2, right: x + width, bottom: y + LABEL_HEIGHT / 2 }))
      .filter((box) => inside(box, room) && !taken.some((other) => overlap(box, other)));
    const size = Math.abs(mark.value ?? 0);
    const isClear = (box: Box, least: number): boolean =>
      !cores.some((core, i) => Math.abs(marks[i]?.value ?? 0) >= least && overlap(box, core));
    const box =
      boxes.find((one) => isClear(one, 0)) ?? (great > 0 && size >= great ? boxes.find((one) => isClear(one, size)) : undefined);
    if (box === undefined) continue;
    taken.push(box);
    placed.push({ mark, text: words, x: box.x, y: box.y + LABEL_HEIGHT / 2 });
  }
  return placed;
}

function overlap(one: Box, other: Box): boolean {
  return one.x < other.right && other.x < one.right && one.y < other.bottom && other.y < one.bottom;
}

function inside(box: Box, { width, height }: LabelRoom): boolean {
  return box.x >= 0 && box.y >= 0 && box.right <= width && box.bottom <= height;
}

/** The greatest value first, also among those whose size is capped; then in an order that is always the same. */
function byValue(a: Mark, b: Mark): number {
  return Math.abs(b.value ?? 0) - Math.abs(a.value ?? 0) || (a.key < b.key ? -1 : 1);
}

/** Where a label may begin: at the right of its mark, at the left, above, below. */
function spotsBeside({ x, y, radius }: Mark, width: number): (readonly [number, number])[] {
  const over = radius + LABEL_HEIGHT / 2;
  return [
    [x + radius + 3, y],
    [x - radius - 3 - width, y],
    [x - width / 2, y - over],
    [x - width / 2, y + over],
  ];
}

/** The middle of a mark: a label may touch its edge, but not hide what it is. */
function coreOf({ x, y, radius }: Mark): Box {
  const half = radius * 0.6;
  return { x: x - half, y: y - half, right: x + half, bottom: y + half };
}
