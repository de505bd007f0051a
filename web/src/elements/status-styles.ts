import { css } from 'lit';

/** The status in a bar, and its dialog. */
export const statusStyles = css`
  :host {
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: 6px 12px;
    flex-wrap: wrap;
  }
  .state {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    font-weight: 500;
  }
  .refused {
    padding-left: 7px;
    border-left: 1px solid var(--tide-line);
    color: var(--tide-ink-2);
    font-weight: 400;
  }
  .state.stale {
    color: var(--tide-warn);
    background: var(--tide-warn-bg);
    border-color: var(--tide-warn);
  }
  .state.offline {
    color: var(--tide-alarm);
    background: var(--tide-alarm-bg);
    border-color: var(--tide-alarm);
  }
  .notice {
    padding: 1px 8px;
    border: 1px dashed var(--tide-border);
    border-radius: 4px;
    color: var(--tide-ink-2);
    font-size: 12px;
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    font-size: 12px;
    white-space: nowrap;
  }
  dl div {
    display: flex;
    gap: 5px;
    align-items: baseline;
  }
  dt {
    color: var(--tide-ink-2);
  }
  dd {
    font-weight: 500;
  }
  .tools .paused {
    background: var(--tide-ink-2);
    border-color: var(--tide-ink-2);
    color: var(--tide-panel);
  }
  .tools .paused:hover {
    background: var(--tide-ink);
  }
  .tools {
    display: flex;
    gap: 6px;
  }
  dialog {
    width: min(1040px, calc(100vw - 24px));
    max-height: 80vh;
    padding: 0;
    border: 1px solid var(--tide-border);
    border-radius: 6px;
    background: var(--tide-panel);
    color: var(--tide-ink);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 40%);
  }
  dialog .head {
    position: sticky;
    top: 0;
    display: flex;
    justify-content: space-between;
    align-items: center;
    padding: 8px 12px;
    background: var(--tide-panel);
    border-bottom: 1px solid var(--tide-line);
  }
  dialog h2 {
    font-size: 15px;
    font-weight: 600;
  }
  dialog h3 {
    margin: 12px 0 4px;
    font-weight: 600;
  }
  .inside {
    padding: 4px 12px 12px;
  }
  .wide {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 12px;
  }
  th,
  td {
    padding: 4px 8px 4px 0;
    text-align: left;
    vertical-align: top;
    border-bottom: 1px solid var(--tide-line);
  }
  th {
    color: var(--tide-ink-2);
    font-weight: 500;
  }
  td {
    overflow-wrap: anywhere;
  }
  td.time {
    white-space: nowrap;
  }
  td.number,
  th.number {
    text-align: right;
  }
  @media (max-width: 599px) {
    :host {
      justify-content: flex-start;
      gap: 4px 8px;
    }
    .wide-only {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .tools {
      gap: 4px;
      margin-left: auto;
    }
  }
`;
