/**
 * The colours, once for style sheets and once for canvases. Series colours have at least 3:1 on the panel and stay apart
 * under the common colour-vision deficiencies; red and amber are kept for what is abnormal.
 */

export type Theme = 'light' | 'dark';

/** A colour as it is on light and on dark ground. */
export type Pair = readonly [light: string, dark: string];

export const TOKENS = {
  bg: ['#e4e7ea', '#11161a'],
  panel: ['#f4f5f6', '#1a2126'],
  'panel-2': ['#eaedef', '#222b31'],
  line: ['#c5ccd2', '#35414a'],
  ink: ['#1c262d', '#dde4e9'],
  'ink-2': ['#4c5962', '#a9b5bd'],
  'ink-3': ['#5a666f', '#8b98a1'],
  warn: ['#8a5a00', '#f0b849'],
  'warn-bg': ['#fbe7b8', '#3d3113'],
  alarm: ['#b3261e', '#ff8a80'],
  'alarm-bg': ['#fbd9d5', '#4d2320'],
  focus: ['#0b57a4', '#7fb8ec'],
  border: ['#78848d', '#73828c'],
  sea: ['#d9dfe3', '#141a1e'],
  land: ['#eceff1', '#20292f'],
} as const satisfies Record<string, Pair>;

export type Token = keyof typeof TOKENS;

/** Colours of well-known values, by name. */
const NAMED: Record<string, Pair> = {
  coal: ['#8b8d99', '#646b76'],
  gas: ['#aa4907', '#b44c19'],
  hydro: ['#063c8b', '#60a8ff'],
  bioenergy: ['#233409', '#779d56'],
  distillate: ['#653f40', '#cba7a1'],
  pumps: ['#188cdc', '#546cf0'],
  battery: ['#8b50a3', '#b66fb9'],
  wind: ['#237d5e', '#91edce'],
  solar: ['#b38700', '#fbcc50'],
  nsw1: ['#3558ae', '#49a2f4'],
  qld1: ['#d27618', '#ffa14e'],
  vic1: ['#129d90', '#73ebd5'],
  sa1: ['#58003a', '#c56396'],
  tas1: ['#6b5004', '#726d22'],
};

/** Colours of any other series, in order. */
const SERIES: readonly Pair[] = [
  'nsw1',
  'qld1',
  'vic1',
  'sa1',
  'tas1',
  'hydro',
  'solar',
  'battery',
  'wind',
  'gas',
  'distillate',
  'coal',
  'bioenergy',
].map((name) => NAMED[name] as Pair);

/** All series colours, for the tests that compute their contrast. */
export const SERIES_COLOURS: Readonly<Record<string, Pair>> = NAMED;

/** The colour of a series: by its name where that is well known, else by its place among the others. */
export function seriesColour(name: string, index: number, theme: Theme): string {
  const lower = name.toLowerCase();
  const pair = Object.hasOwn(NAMED, lower) ? NAMED[lower] : SERIES[index % SERIES.length];
  return (pair as Pair)[theme === 'dark' ? 1 : 0];
}

export function token(name: Token, theme: Theme): string {
  return TOKENS[name][theme === 'dark' ? 1 : 0];
}

/** `#rrggbb` with an opacity, as canvases take it. */
export function withAlpha(colour: string, alpha: number): string {
  return `${colour}${Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0')}`;
}

/** The usual order of fuels in a stack, from what runs all day to what comes and goes. */
const ORDER = [
  'coal',
  'gas',
  'bioenergy',
  'distillate',
  'hydro',
  'pumps',
  'battery',
  'wind',
  'solar',
  'nsw1',
  'qld1',
  'vic1',
  'sa1',
  'tas1',
];

/** Orders series names: well-known ones in their usual order, then the others by name. Never by value, so nothing jumps. */
export function inUsualOrder(names: Iterable<string>): string[] {
  const rank = (name: string): number => {
    const at = ORDER.indexOf(name.toLowerCase());
    return at < 0 ? ORDER.length : at;
  };
  return [...names].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}
