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

/** The picture as a canvas, at the resolution of the screen. */
export function draw({ title, subtitle, ground, ink, panes }: Picture): HTMLCanvasElement {
  const ratio = devicePixelRatio || 1;
  const width = Math.max(...panes.map((pane) => pane.canvas.width)) + 2 * MARGIN * ratio;
  const height = (HEAD + MARGIN) * ratio + panes.reduce((sum, pane) => sum + pane.canvas.height + LEGEND * ratio, 0);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const font = (size: number, weight: number): string =>
    `${weight} ${size * ratio}px "Inter Variable", Inter, system-ui, sans-serif`;
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  context.fillStyle = ink;
  context.textBaseline = 'top';
  context.font = font(15, 600);
  context.fillText(title, MARGIN * ratio, 8 * ratio);
  context.font = font(11, 400);
  context.fillText(subtitle, MARGIN * ratio, 28 * ratio);
  let y = HEAD * ratio;
  for (const pane of panes) {
    context.drawImage(pane.canvas, MARGIN * ratio, y);
    y += pane.canvas.height;
    let x = (MARGIN + 8) * ratio;
    for (const { text, colour } of pane.labels) {
      context.fillStyle = colour;
      context.fillRect(x, y + 5 * ratio, 9 * ratio, 9 * ratio);
      context.fillStyle = ink;
      context.fillText(text, x + 13 * ratio, y + 4 * ratio);
      x += context.measureText(text).width + 30 * ratio;
    }
    y += LEGEND * ratio;
  }
  return canvas;
}
