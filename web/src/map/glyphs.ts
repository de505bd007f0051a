/** The shapes of marks, as SVG paths within a circle of radius 1; they serve the canvas and the legend alike. */

const GLYPHS = {
  square: 'M-.84-.84H.84V.84H-.84Z',
  diamond: 'M0-1.1L1.1 0 0 1.1-1.1 0Z',
  down: 'M-1.02-.78H1.02L0 1.05Z',
  up: 'M-1.02.78H1.02L0-1.05Z',
  circle: 'M-.95 0A.95.95 0 1 1 .95 0 .95.95 0 1 1-.95 0Z',
  pill: 'M-.62-.58H.62A.58.58 0 0 1 .62.58H-.62A.58.58 0 0 1-.62-.58Z',
  hexagon: 'M-1 0L-.5-.87H.5L1 0 .5.87H-.5Z',
  pentagon: 'M0-1L.95-.31.59.81H-.59L-.95-.31Z',
  star: 'M0-1.1L.32-.36 1.05-.34.52.17.65.9 0 .5-.65.9-.52.17-1.05-.34-.32-.36Z',
  cross: 'M-.35-1H.35V-.35H1V.35H.35V1H-.35V.35H-1V-.35H-.35Z',
} as const;

export type Glyph = keyof typeof GLYPHS;

/** The shape that stands for a well-known value. */
const NAMED: Readonly<Record<string, Glyph>> = {
  coal: 'square',
  gas: 'diamond',
  hydro: 'down',
  wind: 'up',
  solar: 'circle',
  battery: 'pill',
  bioenergy: 'hexagon',
  distillate: 'pentagon',
  pumps: 'star',
};
const OTHERS: readonly Glyph[] = ['circle', 'square', 'diamond', 'up', 'down', 'pill', 'hexagon', 'pentagon', 'star', 'cross'];

/** The shape for a value: by its name where that is well known, else by its place among the others. */
export function glyphOf(name: string, index: number): Glyph {
  const lower = name.toLowerCase();
  return (Object.hasOwn(NAMED, lower) ? NAMED[lower] : OTHERS[index % OTHERS.length]) as Glyph;
}

/** Whether the value has a shape that stands for it wherever it appears. */
export function hasOwnGlyph(name: string): boolean {
  return Object.hasOwn(NAMED, name.toLowerCase());
}

/** The shape as an SVG path within a circle of radius 1. */
export function glyphPath(glyph: Glyph): string {
  return GLYPHS[glyph];
}

const paths = new Map<Glyph, Path2D>();

/** The shape as a canvas path within a circle of radius 1. */
export function glyphPath2D(glyph: Glyph): Path2D {
  let path = paths.get(glyph);
  if (path === undefined) {
    path = new Path2D(GLYPHS[glyph]);
    paths.set(glyph, path);
  }
  return path;
}
