/**
 * Registers the panels, for a board and for any page of your own:
 *
 *     <script type="module" src="http://host/elements.js"></script>
 *     <tide-chart src="http://host" view="power_by_fuel" x="at" y="power" by="fuel" stack></tide-chart>
 */
import { TideBoard } from './elements/tide-board.js';
import { TideBoards } from './elements/tide-boards.js';
import { TideChart } from './elements/tide-chart.js';
import { TideFilter } from './elements/tide-filter.js';
import { TideMap } from './elements/tide-map.js';
import { TideStat } from './elements/tide-stat.js';
import { TideStatus } from './elements/tide-status.js';
import { TideTable } from './elements/tide-table.js';

const ELEMENTS = {
  'tide-stat': TideStat,
  'tide-chart': TideChart,
  'tide-map': TideMap,
  'tide-table': TideTable,
  'tide-status': TideStatus,
  'tide-filter': TideFilter,
  'tide-board': TideBoard,
  'tide-boards': TideBoards,
} as const;

// A page may load this file twice, say by two addresses of one server: the first one counts.
for (const [name, element] of Object.entries(ELEMENTS))
  if (customElements.get(name) === undefined) customElements.define(name, element);

export { TideBoard, TideBoards, TideChart, TideFilter, TideMap, TideStat, TideStatus, TideTable };
