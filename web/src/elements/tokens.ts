import { TOKENS } from './palette.js';
import { sheetOf } from './dom.js';

const tokens = Object.entries(TOKENS)
  .map(([name, [light, dark]]) => `--tide-${name}: light-dark(${light}, ${dark});`)
  .join(' ');

/** What every element shares: the colours, the type and the small parts. */
export const BASE_CSS = `
:host {
  ${tokens}
  display: block;
  box-sizing: border-box;
  min-width: 0;
  color: var(--tide-ink);
  font: 400 13px/1.35 var(--tide-font, 'Inter Variable', Inter, system-ui, -apple-system, 'Segoe UI', sans-serif);
  font-variant-numeric: tabular-nums;
}
:host([hidden]) { display: none; }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
h1, h2, h3, p, ol, ul, dl, dd { margin: 0; padding: 0; font: inherit; }
ol, ul { list-style: none; }
button, select, input { font: inherit; color: inherit; }
button {
  min-height: 24px; padding: 1px 8px; border: 1px solid var(--tide-line); border-radius: 4px;
  background: var(--tide-panel); cursor: pointer; white-space: nowrap;
}
button:hover { background: var(--tide-panel-2); border-color: var(--tide-border); }
button[aria-pressed='true'] { background: var(--tide-ink-2); border-color: var(--tide-ink-2); color: var(--tide-panel); }
button:disabled { color: var(--tide-ink-3); cursor: default; }
:focus { outline: none; }
:focus-visible { outline: 2px solid var(--tide-focus); outline-offset: 1px; }
.badge {
  display: inline-flex; align-items: center; gap: 5px; min-height: 20px; padding: 0 7px; border: 1px solid transparent; border-radius: 4px;
  font-size: 12px; white-space: nowrap;
}
.badge.stale { color: var(--tide-warn); background: var(--tide-warn-bg); border-color: var(--tide-warn); }
.badge.offline, .badge.error { color: var(--tide-alarm); background: var(--tide-alarm-bg); border-color: var(--tide-alarm); }
.quiet { color: var(--tide-ink-2); }
.only-read { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;

/** The frame of a panel: header, body, and what stands in the body when there is nothing to draw. */
export const PANEL_CSS = `
/* On a page that gives it no height a panel has one of its own. */
:host { display: flex; flex-direction: column; height: 100%; min-height: var(--tide-panel-height, 280px); }
section {
  container-type: inline-size; position: relative; display: flex; flex-direction: column; flex: 1; min-height: 0; overflow: hidden;
  background: var(--tide-panel); border: 1px solid var(--tide-line); border-radius: 4px;
}
header { display: flex; align-items: center; gap: 8px; flex: none; min-height: 32px; padding: 3px 8px 3px 10px; border-bottom: 1px solid var(--tide-line); }
h2 { font-weight: 600; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
header .unit { color: var(--tide-ink-2); font-size: 12px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; min-width: 0; flex-shrink: 100000; }
header .note { color: var(--tide-ink-2); font-size: 12px; font-style: italic; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; min-width: 0; padding-right: 2px; }
.polled:empty { display: none; }
.polled { padding: 0 6px; border: 1px solid var(--tide-line); border-radius: 4px; color: var(--tide-ink-2); font-size: 11px; line-height: 16px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; min-width: 0; }
header .space { flex: 1; }
header .buttons { display: flex; gap: 4px; flex: none; }
header button { padding: 0 7px; font-size: 12px; }
header .icon { display: inline-flex; align-items: center; justify-content: center; width: 26px; padding: 0; }
.choice { display: flex; }
.choice button { border-radius: 0; margin-left: -1px; }
.choice button:first-child { border-radius: 4px 0 0 4px; margin-left: 0; }
.choice button:last-child { border-radius: 0 4px 4px 0; }
.body { position: relative; flex: 1; min-height: 0; }
.body.faded { filter: saturate(0.3); }
.body.faded canvas, .body.faded tbody { opacity: 0.85; }
.message { position: absolute; inset: 0; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 8px; padding: 16px; text-align: center; color: var(--tide-ink-2); pointer-events: none; }
.message > * { pointer-events: auto; overflow-wrap: anywhere; }
.message:not(.problem) > span { padding: 3px 10px; border-radius: 4px; background: color-mix(in srgb, var(--tide-panel) 85%, transparent); }
.message.problem { z-index: 4; inset: auto 8px 8px 8px; flex-direction: row; flex-wrap: wrap; justify-content: flex-start; text-align: left; padding: 8px; background: var(--tide-alarm-bg); color: var(--tide-alarm); border: 1px solid var(--tide-alarm); border-radius: 4px; }
.body.waiting > :not(.skeleton, .message) { visibility: hidden; }
.skeleton { position: absolute; inset: 10px; border-radius: 4px; background: var(--tide-panel-2); }
@container (max-width: 420px) { header:has(.buttons .live:not([hidden])) .unit { display: none; } }
@container (max-width: 300px) { header .unit, header [aria-label='PNG'] { display: none; } }
/* Where the title would have no room, note and badge stand below it. */
@container (max-width: 420px) {
  header:has(:is(.note, .polled):not(:empty), .badge:not([hidden])) { flex-wrap: wrap; row-gap: 0; }
  header:has(:is(.note, .polled):not(:empty), .badge:not([hidden]))::after { content: ''; order: 1; flex-basis: 100%; }
  header :is(:is(.note, .polled):not(:empty), .badge:not([hidden])) { order: 2; margin-bottom: 2px; }
}
`;

export const baseSheet = sheetOf(BASE_CSS);
export const panelSheet = sheetOf(PANEL_CSS);
