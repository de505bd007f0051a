import { formatNumber } from '../elements/format.js';
import { seriesColour, token, withAlpha, type Theme } from '../elements/palette.js';
import { glyphOf, glyphPath2D } from './glyphs.js';
import { placeLabels, shortName, type Box, type Mark } from './marks.js';

export interface MarkStyle {
  readonly theme: Theme;
  /** The values of the shape column, in order. */
  readonly shapes: readonly string[];
  /** The mark under the pointer or the keyboard. */
  readonly selected: string | undefined;
  /** Whether names and values stand beside the marks, where there is room. */
  readonly labelled: boolean;
  /** Where no label may stand. */
  readonly covered: readonly Box[];
}

/**
 * Draws the marks, the greatest first so that small ones stay visible. Filled: a positive value; hollow: none or a
 * negative one (a battery that charges); dashed: no value.
 */
export function drawMarks(canvas: HTMLCanvasElement, marks: readonly Mark[], style: MarkStyle, ratio: number): void {
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  const inside = marks.filter(
    (mark) => mark.x > -40 && mark.y > -40 && mark.x * ratio < canvas.width + 40 && mark.y * ratio < canvas.height + 40,
  );
  inside.sort((a, b) => b.radius - a.radius || (a.key < b.key ? -1 : 1));
  for (const mark of inside) drawMark(context, mark, style, ratio);
  const selected = inside.find((mark) => mark.key === style.selected);
  if (selected !== undefined) drawSelected(context, selected, style, ratio);
  if (style.labelled) drawLabels(context, inside, style, ratio);
}

function drawMark(context: CanvasRenderingContext2D, mark: Mark, { theme, shapes }: MarkStyle, ratio: number): void {
  const index = shapes.indexOf(mark.shape);
  const colour = seriesColour(mark.shape, index, theme);
  const path = glyphPath2D(glyphOf(mark.shape, index));
  const radius = mark.radius * ratio;
  context.setTransform(radius, 0, 0, radius, mark.x * ratio, mark.y * ratio);
  const pixel = ratio / radius;
  const filled = mark.value !== null && mark.value > 0;
  context.setLineDash(mark.value === null ? [2 * pixel, 2 * pixel] : []);
  context.fillStyle = filled ? withAlpha(colour, 0.92) : withAlpha(token('panel', theme), 0.75);
  context.fill(path);
  context.lineWidth = (filled ? 1 : 1.5) * pixel;
  // A thin edge in the colour of the ground keeps marks apart that overlap.
  context.strokeStyle = filled ? token('panel', theme) : mark.value === null ? token('ink-3', theme) : colour;
  context.stroke(path);
}

/** What stands beside a mark: a short name and the value, with a decimal where it is small. */
function labelOf({ label, value }: Mark): string {
  return `${shortName(label)} ${formatNumber(value, value !== null && Math.abs(value) < 1000 ? 1 : 0)}`;
}

function drawSelected(context: CanvasRenderingContext2D, mark: Mark, style: MarkStyle, ratio: number): void {
  drawMark(context, mark, style, ratio);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.setLineDash([]);
  context.lineWidth = 2;
  context.strokeStyle = token('focus', style.theme);
  context.beginPath();
  context.arc(mark.x, mark.y, mark.radius + 4, 0, 2 * Math.PI);
  context.stroke();
}

function drawLabels(
  context: CanvasRenderingContext2D,
  marks: readonly Mark[],
  { theme, covered }: MarkStyle,
  ratio: number,
): void {
  const { width, height } = context.canvas;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.setLineDash([]);
  context.font = '11px "Inter Variable", Inter, system-ui, sans-serif';
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.strokeStyle = withAlpha(token('panel', theme), 0.85);
  context.fillStyle = token('ink', theme);
  const room = { width: width / ratio, height: height / ratio, covered };
  for (const { text, x, y } of placeLabels(marks, labelOf, (words) => context.measureText(words).width, room)) {
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
}
