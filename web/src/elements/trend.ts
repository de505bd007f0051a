import type { ViewStore } from '../feed/view-store.js';

/** A value at a time; missing is null. */
export interface Point {
  readonly at: number;
  readonly value: number | null;
}

/** The values of a view over its last `spanMs` before the time `before`, oldest first. */
export function trendOf(store: ViewStore, x: string, y: string, spanMs: number, before = Infinity): Point[] {
  const times = store.column(x);
  const values = store.column(y);
  let latest = -Infinity;
  for (const at of times) if (typeof at === 'number' && at > latest && at < before) latest = at;
  const points: Point[] = [];
  times.forEach((at, i) => {
    if (typeof at !== 'number' || at < latest - spanMs || at > latest) return;
    const value = values[i];
    points.push({ at, value: typeof value === 'number' ? value : null });
  });
  return points.sort((a, b) => a.at - b.at);
}

/** How much the value changed, and over which time; undefined where there is nothing to compare. */
export function changeOver(points: readonly Point[]): { by: number; over: number } | undefined {
  const known = points.filter((point): point is { at: number; value: number } => point.value !== null);
  const first = known[0];
  const last = known.at(-1);
  // A change is only told up to the newest point: an older value would pass for the value now.
  if (first === undefined || last === undefined || first === last || last !== points.at(-1)) return undefined;
  return { by: last.value - first.value, over: last.at - first.at };
}

/** SVG paths of the trend, broken where values are missing, and of the zero line where the trend crosses it. */
export function sparkPath(points: readonly Point[], width: number, height: number): { line: string; zero: string } {
  const known = points.flatMap((point) => (point.value === null ? [] : [point.value]));
  const first = points[0]?.at;
  const last = points.at(-1)?.at;
  if (known.length < 2 || first === undefined || last === undefined || first === last) return { line: '', zero: '' };
  const low = Math.min(...known);
  const high = Math.max(...known);
  const y = (value: number): string => (high === low ? height / 2 : height - ((value - low) / (high - low)) * height).toFixed(1);
  let line = '';
  let drawing = false;
  for (const { at, value } of points) {
    if (value !== null) line += `${drawing ? 'L' : 'M'}${(((at - first) / (last - first)) * width).toFixed(1)} ${y(value)}`;
    drawing = value !== null;
  }
  return { line, zero: low < 0 && high > 0 ? `M0 ${y(0)}H${width}` : '' };
}
