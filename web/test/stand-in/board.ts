/** The board the stand-in serves: the panels and options of the demo of the electricity market. */
export const BOARD = {
  name: 'nem',
  title: 'NEM live',
  zone: 'Australia/Brisbane',
  notice: 'simulated',
  controls: [
    { filter: 'region', from: 'facilities_known.region', title: 'Region' },
    { filter: 'fuel', from: 'facilities_known.fuel', title: 'Fuel' },
  ],
  panels: [
    { kind: 'status', status: 'all', at: [1, 1, 12, 1] },
    { kind: 'stat', view: 'power_now', y: 'power', spark: 'power_and_emissions', x: 'at', title: 'Power', digits: 0, at: [1, 2, 3, 1] },
    { kind: 'stat', view: 'emissions_now', y: 'emissions', spark: 'power_and_emissions', x: 'at', title: 'Emissions per 5m interval', digits: 1, at: [4, 2, 3, 1] },
    { kind: 'stat', view: 'demand_weighted_price', y: 'price', spark: 'market_total', x: 'at', title: 'Price, demand-weighted', unit: '$/MWh', digits: 2, at: [7, 2, 3, 1] },
    { kind: 'stat', view: 'demand_now', y: 'demand', spark: 'market_total', x: 'at', title: 'Demand', digits: 0, at: [10, 2, 3, 1] },
    { kind: 'map', view: 'output_now', title: 'Facilities', size: ['power', 'emissions'], shape: 'fuel', group: 'region', name: 'name', label: 'name', base: 'au-states', at: [1, 3, 5, 4] },
    { kind: 'chart', view: 'power_by_fuel', title: 'Generation by fuel', x: 'at', y: 'power', by: 'fuel', stack: true, window: ['1h', '1d'], digits: 0, at: [6, 3, 4, 2] },
    { kind: 'chart', view: 'power_and_emissions', title: 'Power and emissions per 5m', x: 'at', y: ['power', 'emissions'], window: ['1h', '1d'], digits: 0, at: [10, 3, 3, 2] },
    { kind: 'chart', view: 'market_history', title: 'Price by region', x: 'at', y: 'price', by: 'region', step: true, window: ['1h', '1d'], digits: 2, at: [6, 5, 4, 2] },
    { kind: 'chart', view: 'market_history', title: 'Demand by region', x: 'at', y: 'demand', by: 'region', window: ['1h', '1d'], digits: 0, at: [10, 5, 3, 2] },
    {
      kind: 'table',
      view: 'output_now',
      title: 'Latest readings',
      tabs: [
        {
          view: 'output_now',
          title: 'Facilities',
          columns: [
            { column: 'name', title: 'Facility' }, { column: 'region', title: 'Region' }, { column: 'fuel', title: 'Fuel' }, { column: 'capacity', title: 'Capacity', digits: 0 },
            { column: 'power', title: 'Output', digits: 1 }, { column: 'emissions', title: 'Emissions per 5m', digits: 2 }, { column: 'at', title: 'Interval ending' },
          ],
          bar: { column: 'power', of: 'capacity', title: 'Of capacity' },
          sort: 'power desc',
        },
        { view: 'market_now', title: 'Market', columns: [{ column: 'region', title: 'Region' }, { column: 'price', title: 'Price', digits: 2 }, { column: 'demand', title: 'Demand', digits: 0 }, { column: 'at', title: 'Interval ending' }], sort: 'region' },
      ],
      at: [1, 7, 12, 3],
    },
  ],
};
