/** A chart as a PNG file: the drawings under each other, with what stands around them in the page. */

export interface Picture {
  readonly title: string;
  readonly subtitle: string;
  readonly ground: string;
  readonly ink: string;
  readonly panes: readonly {
    readonly canvas: HTMLCanvasElement;
    readonly labels: readonly { readonly text: string; readonly colour: string }[];
  }[];
}

const HEAD = 44;
const LEGEND = 22;
const MARGIN = 12;

/** Draws the picture and offers it as a download. */
export function savePicture(picture: Picture, name: string): void {
  draw(picture).toBlob((blob) => {
    if (blob === null) return;
    const address = URL.createObjectURL(blob);
    const link = document.createElement('a');
    link.href = address;
    link.download = `${name.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase()}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }, 'image/png');
}

/** Where the entries of a legend stand: as many beside each other as fit, the others in lines below. */
export function legendPlaces(widths: readonly number[], room: number): { x: number; line: number }[] {
  let [x, line] = [0, 0];
  return widths.map((width) => {
    if (x > 0 && x + width > room) [x, line] = [0, line + 1];
    const place = { x, line };
    x += width;
    return place;
  });
}

/** The picture as a canvas, at the resolution of the screen. */
export function draw({ title, subtitle, ground, ink, panes }: Picture): HTMLCanvasElement {
  const ratio = devicePixelRatio || 1;
  const width = Math.max(...panes.map((pane) => pane.canvas.width)) + 2 * MARGIN * ratio;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const font = (size: number, weight: number): string =>
    `${weight} ${size * ratio}px "Inter Variable", Inter, system-ui, sans-serif`;
  context.font = font(11, 400);
  const legends = panes.map(({ labels }) =>
    legendPlaces(
      labels.map(({ text }) => context.measureText(text).width + 30 * ratio),
      width - 2 * (MARGIN + 8) * ratio,
    ),
  );
  const legendHeight = (i: number): number => (1 + (legends[i]?.at(-1)?.line ?? 0)) * LEGEND * ratio;
  canvas.width = width;
  canvas.height = (HEAD + MARGIN) * ratio + panes.reduce((sum, pane, i) => sum + pane.canvas.height + legendHeight(i), 0);
  context.fillStyle = ground;
  context.fillRect(0, 0, width, canvas.height);
  context.fillStyle = ink;
  context.textBaseline = 'top';
  context.font = font(15, 600);
  context.fillText(title, MARGIN * ratio, 8 * ratio);
  context.font = font(11, 400);
  context.fillText(subtitle, MARGIN * ratio, 28 * ratio);
  let y = HEAD * ratio;
  panes.forEach((pane, i) => {
    context.drawImage(pane.canvas, MARGIN * ratio, y);
    y += pane.canvas.height;
    drawLegend(context, { labels: pane.labels, places: legends[i] ?? [], top: y, ink, ratio });
    y += legendHeight(i);
  });
  return canvas;
}

interface Legend {
  readonly labels: Picture['panes'][number]['labels'];
  readonly places: readonly { x: number; line: number }[];
  readonly top: number;
  readonly ink: string;
  readonly ratio: number;
}

function drawLegend(context: CanvasRenderingContext2D, { labels, places, top, ink, ratio }: Legend): void {
  labels.forEach(({ text, colour }, i) => {
    const place = places[i] as { x: number; line: number };
    const x = (MARGIN + 8) * ratio + place.x;
    const y = top + place.line * LEGEND * ratio;
    context.fillStyle = colour;
    context.fillRect(x, y + 5 * ratio, 9 * ratio, 9 * ratio);
    context.fillStyle = ink;
    context.fillText(text, x + 13 * ratio, y + 4 * ratio);
  });
}
