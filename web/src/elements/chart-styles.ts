import uplotCss from 'uplot/dist/uPlot.min.css?inline';
import { CURSOR_TIME_CSS } from '../charts/cursor-time.js';
import { END_LABEL_CSS } from '../charts/end-labels.js';
import { sheetOf } from './dom.js';
import { TWIN_CSS } from './twin-table.js';

/** The looks of a chart: its panes, its labels, what uPlot draws in HTML, and its twin. */
export const CHART_SHEET = sheetOf(`${uplotCss} ${TWIN_CSS} ${END_LABEL_CSS} ${CURSOR_TIME_CSS}
.panes { position: absolute; inset: 0; display: flex; flex-direction: column; }
.panes:focus-visible { outline-offset: -2px; }
.panes.vacant { visibility: hidden; }
.pane { position: relative; }
.plot { position: relative; }
.pane h3 { position: absolute; left: 10px; top: 2px; font-size: 11px; font-weight: 500; color: var(--tide-ink-2); pointer-events: none; }
.none {
  position: absolute; inset: 9px calc(var(--ends-room) + 20px) 22px 52px; display: grid; place-items: center; text-align: center;
  color: var(--tide-ink-2); font-size: 12px; pointer-events: none;
}
.uplot { width: auto; }
.u-select { background: color-mix(in srgb, var(--tide-focus) 18%, transparent); }
.u-cursor-x { border-right-color: var(--tide-ink-2); }
`);
