import { formatNumber, type ZoneFormat } from '../elements/format.js';
import type { TwinColumn } from '../elements/twin-table.js';
import type { ChartData, PaneData } from './series.js';

/** How many rows the table twin of a chart has. */
const TWIN_ROWS = 60;

/** How many digits the values of a pane are told with. */
export type DigitsOf = (pane: PaneData) => number;

/** The last values of a chart as a table, the newest first. */
export function twinOf(data: ChartData, zone: ZoneFormat, digitsOf: DigitsOf): { columns: TwinColumn[]; rows: string[][] } {
  const series = data.panes.flatMap((pane) => pane.series.map((one) => ({ ...one, pane })));
  // One unit for all is told in the panel's head already.
  const titleOf = (name: string, pane: PaneData): string =>
    data.panes.length > 1 ? `${name} ${name === pane.columns[0]?.name ? '' : (pane.columns[0]?.name ?? '')} ${pane.unit}` : name;
  const columns = [
    { title: `Time ${zone.name(data.times.at(-1) ?? 0)}`, number: false },
    ...series.map(({ name, pane }) => ({ title: titleOf(name, pane).replace(/ +/g, ' ').trim(), number: true })),
  ];
  const rows: string[][] = [];
  for (let i = data.times.length - 1; i >= 0 && rows.length < TWIN_ROWS; i--) {
    // A time without any value only stands there to break the lines.
    if (series.every(({ values }) => values[i] === null)) continue;
    rows.push([
      zone.dayTime(data.times[i] as number),
      ...series.map(({ values, pane }) => formatNumber(values[i], digitsOf(pane))),
    ]);
  }
  return { columns, rows };
}

/** What a chart says at one time: "10:05 AEST: NSW1 76.30 $/MWh, QLD1 …". */
export function spokenAt(data: ChartData, index: number, zone: ZoneFormat, digitsOf: DigitsOf): string {
  const at = data.times[index];
  if (at === undefined) return '';
  const values = data.panes.flatMap((pane) =>
    pane.series.map((series) => `${series.name} ${formatNumber(series.values[index], digitsOf(pane))} ${pane.unit}`.trim()),
  );
  return `${zone.time(at)} ${zone.name(at)}: ${values.join(', ')}`;
}
