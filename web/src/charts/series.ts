import type { ColumnInfo } from '../feed/catalogue.js';
import type { ViewStore } from '../feed/view-store.js';

/** Which columns make the chart. */
export interface ChartColumns {
  /** The time column. */
  readonly x: string;
  readonly y: readonly ColumnInfo[];
  /** The column that tells the series apart, or undefined for one series per value column. */
  readonly by: string | undefined;
}

/** One line: a value or a gap for each time of the chart. */
export interface Series {
  readonly name: string;
  readonly values: (number | null)[];
}

/** What shares one vertical axis. */
export interface PaneData {
  readonly unit: string;
  /** The value columns in it, for its heading. */
  readonly columns: readonly ColumnInfo[];
  readonly series: readonly Series[];
}

/** A view as a chart sees it: times in order, and the series of each pane at these times. */
export interface ChartData {
  readonly times: number[];
  readonly panes: readonly PaneData[];
}

/**
 * Turns rows into series. Columns of the same unit share a pane, since different units have no common axis. A time
 * without a row is a gap, and so is a hole in the times that is longer than one and a half of their usual distance.
 */
export function chartData(store: ViewStore, columns: ChartColumns, order: (names: Iterable<string>) => string[]): ChartData {
  const xs = store.column(columns.x);
  const times = withHoles([...new Set(xs.filter((at): at is number => typeof at === 'number'))].sort((a, b) => a - b));
  const indexOf = new Map(times.map((at, i) => [at, i]));
  const rowIndex = xs.map((at) => (typeof at === 'number' ? (indexOf.get(at) as number) : -1));
  const names = columns.by === undefined ? undefined : store.column(columns.by);
  const seriesOf = (column: ColumnInfo, several: boolean): Series[] => {
    const values = store.column(column.name);
    if (names === undefined) {
      const lines = linesOf(values, () => column.name, rowIndex, times.length);
      return [...lines].map(([name, line]) => ({ name, values: line }));
    }
    const lines = linesOf(values, (row) => String(names[row] ?? 'unknown'), rowIndex, times.length);
    return order(lines.keys()).map((name) => ({
      name: several ? `${name} ${column.name}` : name,
      values: lines.get(name) ?? [],
    }));
  };
  const units = [...new Set(columns.y.map((column) => column.unit))];
  const panes = units.map((unit): PaneData => {
    const own = columns.y.filter((column) => column.unit === unit);
    return {
      unit,
      columns: own,
      series: own.flatMap((column) => seriesOf(column, own.length > 1)),
    };
  });
  return { times, panes };
}

/** The same without its last time. */
export function withoutLast({ times, panes }: ChartData): ChartData {
  return {
    times: times.slice(0, -1),
    panes: panes.map((pane) => ({
      ...pane,
      series: pane.series.map(({ name, values }) => ({ name, values: values.slice(0, -1) })),
    })),
  };
}

/** The values of one column as lines over the times: one line for each name. */
function linesOf(
  values: readonly unknown[],
  nameOf: (row: number) => string,
  rowIndex: readonly number[],
  length: number,
): Map<string, (number | null)[]> {
  const lines = new Map<string, (number | null)[]>();
  for (let row = 0; row < rowIndex.length; row++) {
    const at = rowIndex[row] as number;
    if (at < 0) continue;
    const name = nameOf(row);
    let line = lines.get(name);
    if (line === undefined) {
      line = new Array<number | null>(length).fill(null);
      lines.set(name, line);
    }
    const value = values[row];
    line[at] = value === null || value === undefined || value === '' ? null : finite(Number(value));
  }
  return lines;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Adds a time in each hole, at which no series has a value, so that no line is drawn across it. */
export function withHoles(times: readonly number[]): number[] {
  const step = usualStep(times);
  if (step === undefined) return [...times];
  const filled: number[] = [];
  times.forEach((at, i) => {
    const before = times[i - 1];
    if (before !== undefined && at - before > 1.5 * step) filled.push(before + step);
    filled.push(at);
  });
  return filled;
}

/** The median distance of times in order; undefined where there are too few to tell. */
export function usualStep(times: readonly number[]): number | undefined {
  if (times.length < 4) return undefined;
  const distances = times.slice(1).map((at, i) => at - (times[i] as number));
  distances.sort((a, b) => a - b);
  return distances[distances.length >> 1];
}

/** One area: its upper and lower edge. */
export interface Band {
  readonly high: (number | null)[];
  readonly low: (number | null)[];
}

/** A series as it stands in a stack. */
export interface Stacked {
  readonly name: string;
  /** What of it is above zero, and what is below. */
  readonly above: Band;
  readonly below: Band;
  /** The middle of its area at each time, also where that has no height; null in a gap. */
  readonly middle: (number | null)[];
}

/**
 * Stacks series in their order: what is positive upwards from zero, what is negative (a battery that charges) downwards.
 * Where a series has no value its area has a gap, and the others stand on what is there. An area of no height is not
 * drawn, but runs out to it from its neighbours.
 */
export function stacked(series: readonly Series[]): Stacked[] {
  const length = series[0]?.values.length ?? 0;
  const up = new Float64Array(length);
  const down = new Float64Array(length);
  return series.map(({ name, values }) => {
    const above = area(values, up, 1);
    const below = area(values, down, -1);
    const middle = values.map((value, i) => {
      if (value === null) return null;
      return value < 0 ? (down[i] as number) - value / 2 : (up[i] as number) - value / 2;
    });
    return { name, above, below, middle };
  });
}

/** The area of what has this sign, on top of `base`, which is moved on. */
function area(values: readonly (number | null)[], base: Float64Array, sign: 1 | -1): Band {
  const partAt = (i: number): number => Math.max(0, sign * (values[i] ?? 0));
  const near: (number | null)[] = [];
  const far: (number | null)[] = [];
  for (let i = 0; i < values.length; i++) {
    const from = base[i] as number;
    base[i] = from + sign * partAt(i);
    const drawn = values[i] !== null && (partAt(i) > 0 || partAt(i - 1) > 0 || partAt(i + 1) > 0);
    near.push(drawn ? from : null);
    far.push(drawn ? (base[i] as number) : null);
  }
  return sign > 0 ? { high: far, low: near } : { high: near, low: far };
}

/** Whether there is anything to draw between two times. */
export function hasValues(data: PaneData, times: readonly number[], [from, to]: readonly [number, number]): boolean {
  return data.series.some(({ values }) =>
    values.some((value, i) => value !== null && (times[i] as number) >= from && (times[i] as number) <= to),
  );
}

/** Where a value stands between two gaps between two indexes: no line leads to it, so it needs a dot. */
export function lonelyPoints(values: readonly (number | null | undefined)[], from: number, to: number): number[] {
  const has = (i: number): boolean => values[i] !== null && values[i] !== undefined;
  const lonely: number[] = [];
  for (let i = from; i <= to; i++) if (has(i) && !has(i - 1) && !has(i + 1)) lonely.push(i);
  return lonely;
}

/** The index of the last time that is not after `at`, or 0 where all are. */
export function lastUntil(times: readonly number[], at: number): number {
  const index = nearest(times, at);
  return index > 0 && (times[index] as number) > at ? index - 1 : Math.max(0, index);
}

/** The index of the time nearest to `at`. */
export function nearest(times: readonly number[], at: number): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  const before = times[low - 1];
  return before !== undefined && at - before < (times[low] as number) - at ? low - 1 : low;
}
