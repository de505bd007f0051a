import uPlot from 'uplot';
import type { ZoneFormat } from '../elements/format.js';
import { seriesColour, token, withAlpha, type Theme } from '../elements/palette.js';
import { calmRange, extent, timeLabels, valueLabels, type Range } from './axes.js';
import type { Limit } from './options.js';
import { lonelyPoints, stacked, type Series } from './series.js';

/** Left and right of the plot, the same in every chart, so that charts below each other share their time axis. */
export const LEFT = 52;
export const RIGHT = 20;
/** Below the last plot, for its times. */
export const TIME_AXIS_HEIGHT = 22;
/** Above a plot that has a heading of its own, and above one that has none. */
const TOP_HEADED = 25;
const TOP = 9;

/** Whether a value holds until the next one, since the one before, or is a point of a straight line. */
export type Step = 'after' | 'before' | 'none';

/** What decides how a pane is built; a change of any of it builds the pane anew. */
export interface PaneStyle {
  readonly names: readonly string[];
  readonly stack: boolean;
  /** How a value holds, where lines are not drawn from point to point. */
  readonly step: Step;
  readonly limits: readonly Limit[];
  readonly theme: Theme;
  readonly zone: ZoneFormat;
  readonly sync: string;
  /** Whether the time axis is written under this pane. */
  readonly timeAxis: boolean;
  /** Whether the pane has a heading of its own. */
  readonly headed: boolean;
}

/** Whom a pane tells what the viewer does in it. */
export interface PaneEvents {
  /** A stretch of time was brushed. */
  zoom(range: Range): void;
  /** The pointer was pressed twice. */
  live(): void;
  /** The cursor is at this index of the times, or nowhere. */
  cursor(index: number | null): void;
}

/** One plot with one value axis: a thin wrapper of uPlot that knows lines, stacked areas and limits. */
export class Pane {
  readonly #plot: uPlot;
  readonly #style: PaneStyle;
  #times: readonly number[] = [];
  #edges: (readonly (number | null)[])[] = [];
  #middles: (readonly (number | null)[])[] = [];
  #range: Range | undefined;

  constructor(host: HTMLElement, style: PaneStyle, events: PaneEvents) {
    this.#style = style;
    this.#plot = new uPlot(this.#options(style, events), [[]], host);
  }

  get canvas(): HTMLCanvasElement {
    return this.#plot.ctx.canvas;
  }

  /** Shows series over a stretch of time. */
  show(times: number[], series: readonly Series[], time: Range, width: number, height: number): void {
    const plot = this.#plot;
    if (plot.width !== width || plot.height !== height) plot.setSize({ width, height });
    this.#times = times;
    const stack = this.#style.stack ? stacked(series) : undefined;
    const lines = series.map(({ values }) => values);
    this.#edges = stack?.flatMap(({ above, below }) => [above.high, above.low, below.high, below.low]) ?? lines;
    this.#middles = stack?.map(({ middle }) => middle) ?? lines;
    this.#range = this.#fit(time);
    const [min, max] = this.#range ?? [0, 1];
    plot.batch(() => {
      plot.setData([times, ...this.#edges] as uPlot.AlignedData, false);
      plot.setScale('x', { min: time[0], max: time[1] });
      plot.setScale('y', { min, max });
    });
  }

  /** Where a series stands at an index, in pixels from the top of the pane, or undefined in a gap. */
  heightOf(series: number, index: number): number | undefined {
    const middle = this.#middles[series]?.[index];
    if (middle === null || middle === undefined) return undefined;
    return this.#plot.valToPos(middle, 'y') + this.#plot.bbox.top / uPlot.pxRatio;
  }

  /** Where a time stands, in pixels from the left of the pane. */
  leftOf(at: number): number {
    return this.#plot.valToPos(at, 'x') + this.#plot.bbox.left / uPlot.pxRatio;
  }

  /** Puts the cursor on an index. */
  moveTo(index: number): void {
    const at = this.#times[index];
    if (at === undefined) return;
    this.#plot.setCursor({ left: this.#plot.valToPos(at, 'x'), top: this.#plot.bbox.height / uPlot.pxRatio / 2 });
  }

  clearCursor(): void {
    this.#plot.setCursor({ left: -10, top: -10 });
  }

  destroy(): void {
    this.#plot.destroy();
  }

  /** The values to show; undefined as long as there were none. */
  #fit(time: Range): Range | undefined {
    const from = this.#times.findIndex((at) => at >= time[0]);
    let to = this.#times.length - 1;
    while (to > 0 && (this.#times[to] as number) > time[1]) to--;
    // The lines come in from the times just outside, so these count too.
    const data = from < 0 ? undefined : extent(this.#edges, Math.max(0, from - 1), Math.min(this.#times.length - 1, to + 1));
    const limits = this.#style.limits.map((limit) => limit.value);
    if (data === undefined) return this.#range;
    // A limit belongs into the picture once the data comes near it.
    const near = limits.filter((limit) => limit >= data[0] - (data[1] - data[0]) && limit <= data[1] + (data[1] - data[0]));
    return calmRange([Math.min(data[0], ...near), Math.max(data[1], ...near)], this.#range, this.#style.stack);
  }

  #options(style: PaneStyle, events: PaneEvents): uPlot.Options {
    return {
      width: 300,
      height: 100,
      ms: 1,
      tzDate: (at) => uPlot.tzDate(new Date(at), style.zone.zone),
      padding: [style.headed ? TOP_HEADED : TOP, RIGHT, style.timeAxis ? 0 : 5, 0],
      legend: { show: false },
      cursor: this.#cursor(style, events),
      scales: { x: { time: true, auto: false }, y: { auto: false } },
      axes: axes(style, () => this.#range !== undefined),
      series: [{}, ...seriesOptions(style)],
      bands: style.stack ? bands(style) : [],
      hooks: {
        drawAxes: [(plot) => drawZone(plot, style)],
        draw: [(plot) => drawLines(plot, style)],
        setCursor: [(plot) => events.cursor(plot.cursor.idx ?? null)],
        setSelect: [
          (plot) => {
            const { left, width } = plot.select;
            if (width < 4) return;
            events.zoom([plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')]);
            plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          },
        ],
      },
    };
  }

  #cursor(style: PaneStyle, events: PaneEvents): uPlot.Cursor {
    return {
      y: false,
      points: style.stack ? { show: false } : { size: 6 },
      drag: { x: true, y: false, setScale: false },
      bind: {
        dblclick: () => () => {
          events.live();
          return null;
        },
      },
      sync: {
        key: style.sync,
        scales: ['x', null],
        // Only the cursor is shared this way: a brush is shared as a stretch of time, which suits charts of any width.
        filters: {
          pub: (type) => type === 'mousemove' || type === 'mouseleave',
          sub: (type) => type === 'mousemove' || type === 'mouseleave',
        },
      },
    };
  }
}

function axes({ theme, zone, timeAxis }: PaneStyle, valued: () => boolean): uPlot.Axis[] {
  const axis: uPlot.Axis = {
    stroke: token('ink-2', theme),
    font: '11px "Inter Variable", Inter, system-ui, sans-serif',
    ticks: { show: false },
    border: { show: false },
    grid: { stroke: withAlpha(token('line', theme), 0.6), width: 1 },
  };
  return [
    { ...axis, show: timeAxis, size: TIME_AXIS_HEIGHT, gap: 4, space: 64, values: (_plot, splits) => timeLabels(splits, zone) },
    {
      ...axis,
      size: LEFT,
      gap: 6,
      space: (_plot, _axis, _min, _max, height) => (height < 110 ? 17 : 26),
      // Without a value any number beside the plot would be invented.
      values: (_plot, splits) => (valued() ? valueLabels(splits) : splits.map(() => '')),
    },
  ];
}

/** In a stack each series has four lines: the edges of what is above zero, and of what is below. */
function bands({ names, theme }: PaneStyle): uPlot.Band[] {
  return names.flatMap((name, i): uPlot.Band[] => {
    const fill = withAlpha(seriesColour(name, i, theme), 0.82);
    return [
      { series: [4 * i + 1, 4 * i + 2], fill },
      { series: [4 * i + 3, 4 * i + 4], fill },
    ];
  });
}

function seriesOptions({ names, stack, step, theme }: PaneStyle): uPlot.Series[] {
  const paths = step === 'none' ? uPlot.paths.linear?.() : uPlot.paths.stepped?.({ align: step === 'after' ? 1 : -1 });
  return names.flatMap((name, i): uPlot.Series[] => {
    const line: uPlot.Series = {
      label: name,
      stroke: seriesColour(name, i, theme),
      width: stack ? 1 : 1.5,
      points: {
        show: false,
        size: 5,
        width: 0,
        fill: seriesColour(name, i, theme),
        filter: (plot, at) => {
          const [from, to] = plot.series[0]?.idxs ?? [0, -1];
          const lonely = lonelyPoints(plot.data[at] as (number | null)[], from, to);
          return lonely.length === 0 ? null : lonely;
        },
      },
      spanGaps: false,
      ...(paths === undefined ? {} : { paths }),
    };
    if (!stack) return [line];
    const edge: uPlot.Series = { ...line, label: `${name}, edge`, stroke: 'transparent', width: 0, points: { show: false } };
    return [line, edge, edge, line];
  });
}

/** Names the zone where the two axes meet, so that no time stands without one. */
function drawZone(plot: uPlot, { timeAxis, theme, zone }: PaneStyle): void {
  const { ctx, bbox } = plot;
  const at = plot.scales['x']?.max;
  if (!timeAxis || at === undefined) return;
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.fillStyle = token('ink-3', theme);
  ctx.font = `${11 * ratio}px "Inter Variable", Inter, system-ui, sans-serif`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  ctx.fillText(zone.name(at), 4 * ratio, bbox.top + bbox.height + 4 * ratio);
  ctx.restore();
}

/** The line at zero where the axis crosses it, and the limits with their values written on them. */
function drawLines(plot: uPlot, { limits, theme }: PaneStyle): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  const { min, max } = plot.scales['y'] as uPlot.Scale;
  const line = (value: number, colour: string, dash: number[], text: string): void => {
    if (min === undefined || max === undefined || value < min || value > max) return;
    const y = Math.round(plot.valToPos(value, 'y', true)) + 0.5;
    ctx.strokeStyle = colour;
    ctx.lineWidth = ratio;
    ctx.setLineDash(dash.map((length) => length * ratio));
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    if (text === '') return;
    ctx.fillStyle = colour;
    ctx.font = `${11 * ratio}px "Inter Variable", Inter, system-ui, sans-serif`;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'bottom';
    ctx.fillText(text, bbox.left + 4 * ratio, y - 2 * ratio);
  };
  ctx.save();
  if (min !== undefined && max !== undefined && min < 0 && max > 0) line(0, token('border', theme), [], '');
  for (const { value, title } of limits) line(value, token('warn', theme), [5, 4], `${title} ${valueLabels([value])[0]}`.trim());
  ctx.restore();
}
