import { geoMercator, type GeoProjection } from 'd3-geo';

/** Degrees: west, south, east, north. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** Free room around what is fitted, in pixels. */
export interface Margins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const MOST_ZOOM = 40;
const LEAST_ZOOM = 0.5;
/** At least this many degrees are shown either way. */
const LEAST_DEGREES = 5;

/** From degrees to pixels: a fit of some bounds, and on top of it the viewer's own pan and zoom. */
export class Viewport {
  readonly projection: GeoProjection = geoMercator();
  #zoom = 1;
  #x = 0;
  #y = 0;

  /** How far the viewer has zoomed in; 1 is the fit. */
  get zoom(): number {
    return this.#zoom;
  }

  /** Whether the viewer has moved or zoomed. */
  get touched(): boolean {
    return this.#zoom !== 1 || this.#x !== 0 || this.#y !== 0;
  }

  /** Fits bounds into a size; the viewer's own pan and zoom stay on top. */
  fit([west, south, east, north]: Bounds, width: number, height: number, margins: Margins): void {
    const corners = {
      type: 'MultiPoint' as const,
      coordinates: [
        [west, south],
        [west, north],
        [east, south],
        [east, north],
      ],
    };
    const right = Math.max(margins.left + 20, width - margins.right);
    const bottom = Math.max(margins.top + 20, height - margins.bottom);
    this.projection.fitExtent(
      [
        [margins.left, margins.top],
        [right, bottom],
      ],
      corners,
    );
  }

  toScreen(lon: number, lat: number): readonly [number, number] {
    return this.onScreen(this.projection([lon, lat]) ?? [0, 0]);
  }

  /** Where a point of the projection is on the screen. */
  onScreen([x, y]: readonly [number, number]): readonly [number, number] {
    return [x * this.#zoom + this.#x, y * this.#zoom + this.#y];
  }

  /** Zooms by a factor about a point of the screen. */
  zoomAt(x: number, y: number, factor: number): void {
    const zoom = Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, this.#zoom * factor));
    const applied = zoom / this.#zoom;
    this.#x = x - (x - this.#x) * applied;
    this.#y = y - (y - this.#y) * applied;
    this.#zoom = zoom;
  }

  pan(dx: number, dy: number): void {
    this.#x += dx;
    this.#y += dy;
  }

  reset(): void {
    this.#zoom = 1;
    this.#x = this.#y = 0;
  }

  /** Sets up a canvas so that what the projection gives is drawn where {@link toScreen} says. */
  transform(context: CanvasRenderingContext2D, ratio: number): void {
    context.setTransform(ratio * this.#zoom, 0, 0, ratio * this.#zoom, ratio * this.#x, ratio * this.#y);
  }
}

/** The bounds of points, with a little room; undefined where there are none. */
export function boundsOf(points: readonly { readonly lon: number; readonly lat: number }[]): Bounds | undefined {
  if (points.length === 0) return undefined;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { lon, lat } of points) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  // A single place would be shown as a bare spot: its surroundings belong to it.
  const across = Math.max(0.4, (LEAST_DEGREES - (east - west)) / 2);
  const along = Math.max(0.4, (LEAST_DEGREES - (north - south)) / 2);
  return [west - across, Math.max(-85, south - along), east + across, Math.min(85, north + along)];
}

/** Whether one contains the other. */
export function contains(outer: Bounds, inner: Bounds): boolean {
  return outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];
}
