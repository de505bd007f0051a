import { css } from 'lit';

/** The bar, the filters and the grid of a board; below 1000 pixels one column, below 600 a phone. */
export const boardStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 100dvh;
    background: var(--tide-bg);
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 6px 12px;
    min-height: 44px;
    padding: 4px 12px;
    background: var(--tide-panel);
    border-bottom: 1px solid var(--tide-line);
  }
  .bar h1 {
    font-size: 15px;
    font-weight: 600;
    white-space: nowrap;
  }
  .bar a {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 24px;
    color: var(--tide-ink-2);
    text-decoration: none;
  }
  .bar a:hover {
    color: var(--tide-ink);
    text-decoration: underline;
  }
  .bar tide-status {
    flex: 1;
  }
  .edit:has(ul) {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 8px;
    padding: 6px 12px;
    border-bottom: 1px solid var(--tide-line);
    background: var(--tide-warn-bg);
    color: var(--tide-warn);
    overflow-wrap: anywhere;
  }
  .edit strong {
    font-weight: 600;
  }
  .edit ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .filters {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 20px;
    min-height: 38px;
    padding: 4px 12px;
    border-bottom: 1px solid var(--tide-line);
    background: var(--tide-panel-2);
  }
  .filters .count {
    margin-left: auto;
    color: var(--tide-ink-2);
    font-size: 12px;
    white-space: nowrap;
  }
  main {
    position: relative;
    flex: 1;
    display: flex;
    min-height: 0;
    padding: 8px;
  }
  .grid {
    flex: 1;
    display: grid;
    grid-template-columns: repeat(12, minmax(0, 1fr));
    gap: 8px;
    min-width: 0;
  }
  .grid > * {
    min-height: 0;
    --tide-panel-height: 0;
  }
  .alone {
    margin: 48px auto;
    max-width: 560px;
    padding: 16px 20px;
    border: 1px solid var(--tide-line);
    border-radius: 6px;
    background: var(--tide-panel);
    overflow-wrap: anywhere;
  }
  .alone a {
    color: var(--tide-focus);
  }
  dialog {
    width: min(560px, calc(100vw - 24px));
    padding: 12px 16px;
    border: 1px solid var(--tide-border);
    border-radius: 6px;
    background: var(--tide-panel);
    color: var(--tide-ink);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 40%);
  }
  dialog h2 {
    font-size: 15px;
    font-weight: 600;
    margin-bottom: 8px;
  }
  dialog dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 6px 14px;
    margin-bottom: 12px;
  }
  kbd {
    display: inline-block;
    min-width: 22px;
    padding: 0 5px;
    border: 1px solid var(--tide-border);
    border-radius: 4px;
    text-align: center;
    font: inherit;
    font-size: 12px;
  }
  @media (min-width: 1000px) {
    :host {
      height: 100dvh;
      min-height: 640px;
    }
    main {
      overflow: hidden;
    }
  }
  @media (max-width: 999px) {
    .bar {
      flex-wrap: wrap;
    }
    .bar tide-status {
      flex: 1 1 auto;
    }
    .grid {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      grid-template-rows: none !important;
      grid-auto-rows: auto;
      align-content: start;
    }
    .grid > * {
      grid-area: auto / span 2 !important;
    }
    .grid > tide-stat {
      grid-area: auto / span 1 !important;
      order: 1;
    }
    .grid > tide-map {
      order: 2;
      height: 460px;
    }
    .grid > tide-table {
      order: 3;
      height: 340px;
    }
    .grid > tide-chart {
      order: 4;
      height: 340px;
    }
  }
  @media (max-width: 599px) {
    .grid > tide-map {
      height: 420px;
    }
    .grid > tide-chart {
      height: 400px;
    }
  }
`;
