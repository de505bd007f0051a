import { durationOf } from '../elements/format.js';
import { isRecord } from '../feed/messages.js';

/** A value at which a line is drawn. */
export interface Limit {
  readonly value: number;
  readonly title: string;
}

/** The span shown where none is named. */
export const DEFAULT_WINDOW = 3_600_000;

/** The spans of the attribute `window`, such as `1h,1d`; what is not a span is passed over. */
export function windowsOf(text: string): number[] {
  const spans = text
    .split(',')
    .map(durationOf)
    .filter((span) => span !== undefined && span > 0);
  return spans.length === 0 ? [DEFAULT_WINDOW] : (spans as number[]);
}

/** The limits of the attribute `limits`: a JSON list of numbers, or of a value with a title. */
export function limitsOf(text: string): Limit[] {
  if (text === '') return [];
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    console.warn(`tide-chart: limits are not JSON: ${text}`);
  }
  return (Array.isArray(list) ? list : []).flatMap((item: unknown) => {
    if (typeof item === 'number') return [{ value: item, title: 'Limit' }];
    if (!isRecord(item) || typeof item['value'] !== 'number') return [];
    return [{ value: item['value'], title: String(item['title'] ?? 'Limit') }];
  });
}
