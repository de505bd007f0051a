/** The board the stand-in serves: the panels and options of the demo of the electricity market. */
export const BOARD = {
  name: 'nem',
  title: 'NEM live',
  zone: 'Australia/Brisbane',
  notice: 'simulated',
  controls: [
    { filter: 'region', from: 'output_now.region', title: 'Region' },
    { filter: 'fuel', from: 'output_now.fuel', title: 'Fuel' },
  ],
  panels: [
    { kind: 'stat', view: 'power_now', y: 'power', spark: 'output_trend', x: 'at', title: 'Total power', at: [1, 1, 3, 1] },
    { kind: 'stat', view: 'emissions_now', y: 'emissions', spark: 'output_trend', x: 'at', title: 'Emissions', unit: 't CO₂ per 5 min', at: [4, 1, 3, 1] },
    { kind: 'stat', view: 'demand_weighted_price', y: 'price', spark: 'market_total', x: 'at', title: 'Price, weighted by demand', at: [7, 1, 3, 1] },
    { kind: 'stat', view: 'demand_now', y: 'demand', spark: 'market_total', x: 'at', title: 'Demand', at: [10, 1, 3, 1] },
    { kind: 'map', view: 'output_now', size: ['power', 'emissions'], shape: 'fuel', lat: 'lat', lon: 'lon', name: 'name', group: 'region', base: 'au-states', title: 'Facilities', at: [1, 2, 5, 6] },
    { kind: 'chart', view: 'market_trend', x: 'at', y: ['price', 'demand'], by: 'region', window: ['1h', '1d'], title: 'Price and demand', at: [6, 2, 7, 3] },
    { kind: 'chart', view: 'power_by_fuel', x: 'at', y: 'power', by: 'fuel', stack: true, window: ['1h', '1d'], title: 'Generation by fuel', at: [6, 5, 7, 3] },
    {
      kind: 'table', view: 'output_now', title: 'Latest readings', sort: 'power desc', bar: { column: 'power', of: 'capacity', title: 'Of capacity' },
      tabs: [{ view: 'output_now', title: 'Facilities', columns: ['name', 'region', 'fuel', 'capacity', 'power', 'emissions', 'at'] }, { view: 'market_now', title: 'Market' }],
      at: [1, 8, 12, 4],
    },
  ],
};
