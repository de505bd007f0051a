import type { ColumnInfo } from '../feed/catalogue.js';
import type { Cell } from '../feed/messages.js';

/** What stands where a value is missing: never a zero. */
export const MISSING = '–';

/** How many digits after the point a unit is read with; fixed, so that digits do not jump. */
const DIGITS: Readonly<Record<string, number>> = { MW: 1, MWh: 1, GW: 2, kW: 1, t: 1, '$/MWh': 2, '%': 1, Hz: 3, '°C': 1 };

/** The number of digits for a column. */
export function digitsOf(column: Pick<ColumnInfo, 'type' | 'unit'> | undefined): number {
  if (column === undefined) return 2;
  if (column.type === 'int' || column.type === 'long') return 0;
  const scale = scaleOf(column.type);
  if (scale !== undefined) return scale;
  return Object.hasOwn(DIGITS, column.unit) ? (DIGITS[column.unit] as number) : 2;
}

/** How many digits a decimal has after the point, all of which count; undefined for other types. */
function scaleOf(type: ColumnInfo['type']): number | undefined {
  const match = /^decimal\(\d+,(\d+)\)$/.exec(type);
  return match === null ? undefined : Number(match[1]);
}

const numberFormats = new Map<number, Intl.NumberFormat>();

/** A number with fixed digits, thousands apart, and a real minus sign. */
export function formatNumber(value: Cell | undefined, digits: number): string {
  if (value === null || value === undefined || value === '') return MISSING;
  const number = Number(value);
  if (!Number.isFinite(number)) return MISSING;
  let format = numberFormats.get(digits);
  if (format === undefined) {
    format = new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
    numberFormats.set(digits, format);
  }
  const text = format.format(number);
  // What rounds to zero is zero, without a sign.
  return /^-[0.,]+$/.test(text) ? text.slice(1) : text.replace('-', '−');
}

/** A span such as "4 s", "12 min" or "3 h". */
export function formatAge(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} d`;
}

const INTERVAL_UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/** A length of time to its second unit: "1 h 30 min", "45 s", "−2 d 5 h". */
export function formatInterval(ms: number): string {
  const length = Math.abs(ms);
  const largest = INTERVAL_UNITS.findIndex(([, size]) => length >= size);
  if (largest < 0) return '0 s';
  const [, smallest] = INTERVAL_UNITS[Math.min(largest + 1, INTERVAL_UNITS.length - 1)] as (typeof INTERVAL_UNITS)[number];
  let rest = Math.round(length / smallest) * smallest;
  const parts: string[] = [];
  for (const [unit, size] of INTERVAL_UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${unit}`);
    rest -= count * size;
  }
  return (ms < 0 ? '−' : '') + parts.join(' ');
}

/** Milliseconds of a span such as "5m", "1h" or "1d"; undefined where it is not one. */
export function durationOf(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|min|h|d)$/.exec(text.trim());
  if (match === null) return undefined;
  const unit = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 }[match[2] as string] as number;
  return Number(match[1]) * unit;
}

/** A span in words, for a button: "1 h", "1 d". */
export function formatSpan(ms: number): string {
  for (const [unit, size] of [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
  ] as const) {
    if (ms % size === 0) return `${ms / size} ${unit}`;
  }
  return `${ms / 1000} s`;
}

/** A span as a person says it, in whole numbers: "50 s", "12 min", "1 h 30 min", "3 d". */
export function formatLapse(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.round(hours / 24)} d`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** Times in one zone. The zone is always named where a time stands alone. */
export class ZoneFormat {
  readonly zone: string;
  readonly #minute: Intl.DateTimeFormat;
  readonly #second: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;

  constructor(zone: string) {
    this.zone = known(zone);
    const common = { timeZone: this.zone, hourCycle: 'h23' } as const;
    this.#minute = new Intl.DateTimeFormat('en-GB', { ...common, hour: '2-digit', minute: '2-digit' });
    this.#second = new Intl.DateTimeFormat('en-GB', { ...common, hour: '2-digit', minute: '2-digit', second: '2-digit' });
    this.#day = new Intl.DateTimeFormat('en-GB', { ...common, weekday: 'short', day: 'numeric', month: 'short' });
  }

  /** "10:05", with seconds only where there are some. */
  time(at: number): string {
    return at % 60_000 === 0 ? this.#minute.format(at) : this.#second.format(at);
  }

  /** "10:05:00". */
  clock(at: number): string {
    return this.#second.format(at);
  }

  /** "Wed 15 Oct". */
  day(at: number): string {
    return this.#day.format(at).replace(',', '');
  }

  /** "Wed 15 Oct 10:05". */
  dayTime(at: number): string {
    return `${this.day(at)} ${this.time(at)}`;
  }

  /** "AEST", or "+10:00" where the zone has no short name. */
  name(at: number): string {
    for (const locale of ['en-AU', 'en-US', 'en-GB']) {
      const name = zonePart(locale, this.zone, 'short', at);
      if (!/^(GMT|UTC)[+\-−]/.test(name)) return name;
    }
    return this.offset(at);
  }

  /** "+10:00". */
  offset(at: number): string {
    const name = zonePart('en-US', this.zone, 'longOffset', at).replace('GMT', '');
    return name === '' ? '+00:00' : name;
  }
}

const zones = new Map<string, ZoneFormat>();

/** The formats of a zone; "" is the viewer's own. */
export function zoneFormat(zone: string): ZoneFormat {
  let format = zones.get(zone);
  if (format === undefined) {
    format = new ZoneFormat(zone);
    zones.set(zone, format);
  }
  return format;
}

function known(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', zone === '' ? {} : { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

const zonePartFormats = new Map<string, Intl.DateTimeFormat>();

function zonePart(locale: string, timeZone: string, timeZoneName: 'short' | 'longOffset', at: number): string {
  const key = `${locale} ${timeZone} ${timeZoneName}`;
  let format = zonePartFormats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName });
    zonePartFormats.set(key, format);
  }
  return format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
}

/** "of_capacity" as "Of capacity": a heading from a column's name. */
export function headingOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A cell as text, by its column. */
export function formatCell(value: Cell | undefined, column: ColumnInfo, zone: ZoneFormat, digits = digitsOf(column)): string {
  if (value === null || value === undefined) return MISSING;
  switch (column.type) {
    case 'timestamp':
      return zone.dayTime(Number(value));
    case 'boolean':
      return value === true || value === 1 ? 'yes' : 'no';
    case 'date':
      return new Date(Number(value)).toISOString().slice(0, 10);
    case 'interval':
      return formatInterval(Number(value));
    case 'text':
      return String(value);
    default:
      return isNumeric(column) && typeof value !== 'string' ? formatNumber(value, digits) : String(value);
  }
}

/** Whether a column holds numbers, which stand at the right. */
export function isNumeric(column: ColumnInfo): boolean {
  return ['int', 'long', 'double', 'interval'].includes(column.type) || scaleOf(column.type) !== undefined;
}
