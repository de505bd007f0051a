import type { Area } from './base-map.js';
import type { Mark } from './marks.js';
import type { Viewport } from './viewport.js';

/** Where the name of an area is written, in degrees. */
export interface NameSpot {
  readonly text: string;
  readonly lon: number;
  readonly lat: number;
}

/** How many places across and down an area are tried. */
const TRIES = 16;
/** Half the size of a name with some air, in pixels. */
export const HALF_WIDTH = 22;
export const HALF_HEIGHT = 10;
const CORNERS = [
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
] as const;

/** Longitude and latitude. */
type Point = readonly [number, number];
type Rings = readonly (readonly Point[])[];

/**
 * Finds a place for the name of each area where no mark hides it: inside, as far as possible from the marks; else, for a
 * small one, beside it where there is nothing else. An area without such a place stays without a name.
 */
export function nameSpots(areas: readonly Area[], marks: readonly Mark[], viewport: Viewport): NameSpot[] {
  const shapes = areas.map((area) => ringsOf(area));
  const spots: NameSpot[] = [];
  const named = new Set<string>();
  areas.forEach((area, i) => {
    // The first area of a group is its greatest; an enclave needs no name of its own.
    if (area.group === '' || named.has(area.group)) return;
    named.add(area.group);
    const spot = insideSpot(shapes[i] as Rings, marks, viewport) ?? besideSpot(shapes[i] as Rings, shapes, marks, viewport);
    if (spot !== undefined) spots.push({ text: area.name, lon: spot[0], lat: spot[1] });
  });
  return spots;
}

function insideSpot(rings: Rings, marks: readonly Mark[], viewport: Viewport): Point | undefined {
  const [west, south, east, north] = boundsOfRings(rings);
  let best: Point | undefined;
  let bestScore = -Infinity;
  for (let i = 1; i < TRIES; i++) {
    for (let j = 1; j < TRIES; j++) {
      const at: Point = [west + ((east - west) * i) / TRIES, south + ((north - south) * j) / TRIES];
      const room = roomAt(at, marks, viewport);
      // Enough room is enough: beyond that the middle of the area is the better place.
      const score = Math.min(room, 2.2) - 3 * Math.hypot(i / TRIES - 0.5, j / TRIES - 0.5);
      if (room <= 1 || score <= bestScore || !corners(at, viewport).every((corner) => inside(rings, corner))) continue;
      bestScore = score;
      best = at;
    }
  }
  return best;
}

function besideSpot(rings: Rings, all: readonly Rings[], marks: readonly Mark[], viewport: Viewport): Point | undefined {
  const [west, south, east, north] = boundsOfRings(rings);
  const middle = (south + north) / 2;
  const [left, top] = viewport.projection([west, middle]) ?? [0, 0];
  const [right] = viewport.projection([east, middle]) ?? [0, 0];
  const [, bottom] = viewport.projection([(west + east) / 2, south]) ?? [0, 0];
  const candidates: [number, number][] = [
    [left - HALF_WIDTH, top],
    [right + HALF_WIDTH, top],
    [(left + right) / 2, bottom + 2 * HALF_HEIGHT],
  ];
  for (const candidate of candidates) {
    const at = viewport.projection.invert?.(candidate);
    if (at === undefined || at === null || roomAt(at, marks, viewport) <= 1) continue;
    if (!corners(at, viewport).some((corner) => all.some((other) => inside(other, corner)))) return at;
  }
  return undefined;
}

/** How far the nearest mark is from a name put there, in half sizes of the name: more than 1 is free. */
function roomAt(at: Point, marks: readonly Mark[], viewport: Viewport): number {
  const [x, y] = viewport.projection([at[0], at[1]]) ?? [0, 0];
  let room = 4;
  for (const mark of marks) {
    const [markX, markY] = viewport.projection([mark.lon, mark.lat]) ?? [0, 0];
    const across = (Math.abs(markX - x) - mark.radius) / HALF_WIDTH;
    const down = (Math.abs(markY - y) - mark.radius) / HALF_HEIGHT;
    room = Math.min(room, Math.max(across, down));
  }
  return room;
}

function corners(at: Point, viewport: Viewport): Point[] {
  const [x, y] = viewport.projection([at[0], at[1]]) ?? [0, 0];
  return CORNERS.flatMap(([dx, dy]) => {
    const corner = viewport.projection.invert?.([x + dx * HALF_WIDTH * 0.8, y + dy * HALF_HEIGHT * 0.8]);
    return corner === undefined || corner === null ? [] : [corner];
  });
}

function ringsOf({ shape }: Area): Rings {
  const rings = shape.type === 'Polygon' ? shape.coordinates : shape.type === 'MultiPolygon' ? shape.coordinates.flat() : [];
  return rings as unknown as Rings;
}

function boundsOfRings(rings: Rings): readonly [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (const [lon, lat] of ring) {
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
  }
  return [west, south, east, north];
}

/** Whether a point is inside, by counting the edges to its east: even is outside. */
function inside(rings: Rings, [lon, lat]: Point): boolean {
  let odd = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [x, y] = ring[i] as Point;
      const [px, py] = ring[j] as Point;
      if (y > lat !== py > lat && lon < ((px - x) * (lat - y)) / (py - y) + x) odd = !odd;
    }
  }
  return odd;
}

/** The bounds of the areas that have a group: where the data is, before there is any. */
export function boundsOfGroups(areas: readonly Area[]): readonly [number, number, number, number] | undefined {
  const rings = areas.filter((area) => area.group !== '').flatMap((area) => [...ringsOf(area)]);
  return rings.length === 0 ? undefined : boundsOfRings(rings);
}
