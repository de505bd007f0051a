import { formatNumber, type ZoneFormat } from '../elements/format.js';

/** The lowest and highest of a scale. */
export type Range = readonly [low: number, high: number];

/** The least and greatest value of the lines between two indices, or undefined where there is none. */
export function extent(lines: readonly (readonly (number | null)[])[], from: number, to: number): Range | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const line of lines) {
    for (let i = from; i <= to; i++) {
      const value = line[i];
      if (value === null || value === undefined) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : undefined;
}

/**
 * A round range around the data. The range before is kept while the data fits and fills most of it, so that the axis
 * stands still while the values move.
 */
export function calmRange(data: Range, before: Range | undefined, fromZero: boolean): Range {
  const low = fromZero ? Math.min(0, data[0]) : data[0];
  const high = fromZero ? Math.max(0, data[1]) : data[1];
  if (before !== undefined && low >= before[0] && high <= before[1] && high - low > 0.6 * (before[1] - before[0])) return before;
  if (low === 0 && high === 0) return [0, 1];
  const span = high - low || Math.abs(high);
  const step = roundStep(span / 20);
  const room = fromZero ? 0 : 0.06 * span;
  const lowEnd = fromZero && low === 0 ? 0 : Math.floor((low - room) / step) * step;
  const highEnd = fromZero && high === 0 ? 0 : Math.ceil((high + room) / step) * step;
  return lowEnd === highEnd ? [lowEnd, lowEnd + step] : [lowEnd, highEnd];
}

/** 1, 2, 2.5 or 5 times a power of ten, at least `least`. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  for (const factor of [1, 2, 2.5, 5]) if (factor * power >= least * 0.999) return factor * power;
  return 10 * power;
}

/** Labels of a value axis, with as many digits as tell them apart. */
export function valueLabels(splits: readonly number[]): string[] {
  const step = splits.length > 1 ? Math.abs((splits[1] as number) - (splits[0] as number)) : 1;
  const digits = Math.max(0, Math.min(6, Math.ceil(-Math.log10(step) - 1e-9)));
  return splits.map((value) => formatNumber(value, digits));
}

/** Labels of a time axis: the clock, and the day where it is the first label or a new day begins. */
export function timeLabels(splits: readonly number[], zone: ZoneFormat): string[] {
  const distance = splits.length > 1 ? (splits[1] as number) - (splits[0] as number) : 0;
  let day = '';
  return splits.map((at) => {
    const today = zone.day(at);
    const newDay = day !== '' && today !== day;
    day = today;
    if (distance >= 86_400_000 || newDay) return today.slice(today.indexOf(' ') + 1);
    return distance > 0 && distance < 60_000 ? zone.clock(at) : zone.time(at);
  });
}

/**
 * Moves labels apart so that none covers another, as little as needed and in their order.
 *
 * @param wanted where each label would like to be, in any order
 * @return where each goes, between 0 and `room`; they overlap only where there is no room for all
 */
export function spread(wanted: readonly number[], height: number, room: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] as number) - (wanted[b] as number) || a - b);
  const step = Math.min(height, order.length > 1 ? (room - height) / (order.length - 1) : height);
  const placed = new Array<number>(wanted.length);
  let next = 0;
  for (const i of order) {
    next = Math.max(next, Math.min(wanted[i] as number, room - height));
    placed[i] = next;
    next += step;
  }
  // What was pushed out below moves back up, taking along those above it that are in its way.
  let limit = room - height;
  for (const i of order.reverse()) {
    placed[i] = Math.max(0, Math.min(placed[i] as number, limit));
    limit = (placed[i] as number) - step;
  }
  return placed;
}
