import { geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import type { FeatureCollection, Geometry } from 'geojson';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { seriesColour, token, withAlpha, type Theme } from '../elements/palette.js';
import type { NameSpot } from './area-names.js';
import type { Viewport } from './viewport.js';

/** One area of a base map. */
export interface Area {
  /** The name written on it. */
  readonly name: string;
  /** The value of the group column that it stands for; "" for none. */
  readonly group: string;
  readonly shape: Geometry;
}

const loaded = new Map<string, Promise<readonly Area[]>>();

/** The areas of the base map of this name, from the server at `base`; loaded once per page. */
export function loadBase(base: string, name: string): Promise<readonly Area[]> {
  const url = `${base}/geo/${encodeURIComponent(name)}.topo.json`;
  let areas = loaded.get(url);
  if (areas === undefined) {
    areas = fetch(url).then(async (response) => {
      if (!response.ok) throw new Error(`The base map "${name}" could not be loaded: ${response.status}.`);
      return areasOf((await response.json()) as Topology);
    });
    areas.catch(() => loaded.delete(url));
    loaded.set(url, areas);
  }
  return areas;
}

function areasOf(topology: Topology): Area[] {
  const areas: Area[] = [];
  for (const object of Object.values(topology.objects)) {
    const collection = feature(topology, object as GeometryCollection) as FeatureCollection<
      Geometry,
      Record<string, unknown> | null
    >;
    for (const { properties, geometry } of collection.features) {
      const group = properties?.['region'];
      areas.push({ name: String(properties?.['state'] ?? ''), group: typeof group === 'string' ? group : '', shape: geometry });
    }
  }
  return areas;
}

/** How the base map is drawn. */
export interface BaseStyle {
  readonly theme: Theme;
  /** Whether areas are tinted by their group. */
  readonly hues: boolean;
  /** The groups there are, in order; an area of another one stays grey. */
  readonly groups: readonly string[];
  /** The groups that are shown; all where empty. */
  readonly chosen: readonly string[];
  /** Where the names of areas are written. */
  readonly names: readonly NameSpot[];
}

/** Draws the areas, and a name on each that has a group. */
export function drawBase(
  canvas: HTMLCanvasElement,
  areas: readonly Area[],
  viewport: Viewport,
  style: BaseStyle,
  ratio: number,
): void {
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const { theme } = style;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = token('sea', theme);
  context.fillRect(0, 0, canvas.width, canvas.height);
  viewport.transform(context, ratio);
  const path = geoPath(viewport.projection, context);
  context.lineJoin = 'round';
  for (const area of areas) {
    context.beginPath();
    path(area.shape);
    context.fillStyle = token('land', theme);
    context.fill();
    const index = style.groups.indexOf(area.group);
    if (style.hues && index >= 0 && (style.chosen.length === 0 || style.chosen.includes(area.group))) {
      context.fillStyle = withAlpha(seriesColour(area.group, index, theme), theme === 'dark' ? 0.2 : 0.17);
      context.fill();
    }
    context.lineWidth = 1 / viewport.zoom;
    context.strokeStyle = withAlpha(token('border', theme), area.group === '' ? 0.5 : 0.9);
    context.stroke();
  }
  drawNames(context, viewport, style, ratio);
}

function drawNames(context: CanvasRenderingContext2D, viewport: Viewport, style: BaseStyle, ratio: number): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.font = '600 12px "Inter Variable", Inter, system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = token('ink-3', style.theme);
  for (const { text, lon, lat } of style.names) {
    const [x, y] = viewport.toScreen(lon, lat);
    context.fillText(text, x, y);
  }
}
