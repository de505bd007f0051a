import { describe, expect, it } from 'vitest';
import { calmRange, extent, roundStep, spread, timeLabels, valueLabels } from '../../src/charts/axes.js';
import { limitsOf, windowsOf } from '../../src/charts/options.js';
import { spokenAt, twinOf } from '../../src/charts/reading.js';
import {
  chartData,
  hasValues,
  lastUntil,
  lonelyPoints,
  nearest,
  stacked,
  usualStep,
  withHoles,
  withoutLast,
  type Series,
} from '../../src/charts/series.js';
import { Settling } from '../../src/charts/settling.js';
import { legendPlaces } from '../../src/charts/picture.js';
import { zoneFormat } from '../../src/elements/format.js';
import { inUsualOrder } from '../../src/elements/palette.js';
import type { ColumnInfo } from '../../src/feed/catalogue.js';
import { ViewStore } from '../../src/feed/view-store.js';
import { generator } from '../stand-in/market.js';

const column = (name: string, unit = 'MW'): ColumnInfo => ({ name, type: 'double', unit });
const MINUTE = 60_000;

describe('the series of a chart', () => {
  it('are one per value of the column that tells them apart, in the usual order, whatever the order of rows', () => {
    const store = ViewStore.of(['at', 'fuel'], {
      at: [20, 10, 10, 20],
      fuel: ['solar', 'solar', 'coal', 'coal'],
      power: [4, 3, 1, 2],
    });
    const data = chartData(store, { x: 'at', y: [column('power')], by: 'fuel' }, inUsualOrder);
    expect(data.times).toEqual([10, 20]);
    expect(data.panes[0]?.series).toEqual([
      { name: 'coal', values: [1, 2] },
      { name: 'solar', values: [3, 4] },
    ]);
  });

  it('have a gap where a row is missing or its value is, never a zero', () => {
    const store = ViewStore.of(['at', 'fuel'], { at: [10, 20, 10], fuel: ['coal', 'coal', 'gas'], power: [1, null, 5] });
    const data = chartData(store, { x: 'at', y: [column('power')], by: 'fuel' }, inUsualOrder);
    expect(data.panes[0]?.series).toEqual([
      { name: 'coal', values: [1, null] },
      { name: 'gas', values: [5, null] },
    ]);
  });

  it('stand in panes of their own where their units differ', () => {
    const store = ViewStore.of(['at'], { at: [10], power: [1], emissions: [2], demand: [3] });
    const data = chartData(
      store,
      { x: 'at', y: [column('power'), column('emissions', 't'), column('demand')], by: undefined },
      inUsualOrder,
    );
    expect(data.panes.map((pane) => [pane.unit, pane.series.map((series) => series.name)])).toEqual([
      ['MW', ['power', 'demand']],
      ['t', ['emissions']],
    ]);
  });

  it('break where times are missing for all of them', () => {
    const times = [0, 5, 10, 15, 40, 45].map((minute) => minute * MINUTE);
    expect(withHoles(times)).toEqual([0, 5, 10, 15, 20, 40, 45].map((minute) => minute * MINUTE));
    const store = ViewStore.of(['at'], { at: times, power: [1, 1, 1, 1, 1, 1] });
    expect(chartData(store, { x: 'at', y: [column('power')], by: undefined }, inUsualOrder).panes[0]?.series[0]?.values).toEqual([
      1,
      1,
      1,
      1,
      null,
      1,
      1,
    ]);
  });

  it('have no usual step while there are too few times to tell', () => {
    expect(usualStep([0, 5, 100])).toBeUndefined();
    expect(withHoles([0, 5, 100])).toEqual([0, 5, 100]);
  });

  it('take integers that came as text for numbers', () => {
    const store = ViewStore.of(['at'], { at: [10], power: ['9007199254740993'] });
    expect(
      chartData(store, { x: 'at', y: [column('power')], by: undefined }, inUsualOrder).panes[0]?.series[0]?.values[0],
    ).toBeCloseTo(9.007e15, -13);
  });
});

describe('the newest time of a chart', () => {
  it('waits until no row has come for a while, and stays once it was shown', () => {
    const settling = new Settling();
    settling.changed(0);
    expect(settling.wait(1000, 0), 'what is there at the start').toBe(0);
    settling.changed(500);
    expect(settling.wait(2000, 500)).toBe(250);
    settling.changed(600);
    expect(settling.wait(2000, 700)).toBe(150);
    expect(settling.wait(2000, 850)).toBe(0);
    settling.changed(900);
    expect(settling.wait(2000, 900)).toBe(0);
  });

  it('is shown after a second although rows keep coming', () => {
    const settling = new Settling();
    settling.wait(1000, 0);
    const waits = Array.from({ length: 12 }, (_, i) => {
      settling.changed(i * 100);
      return settling.wait(2000, i * 100);
    });
    expect(waits).toEqual([250, 250, 250, 250, 250, 250, 250, 250, 200, 100, 0, 0]);
  });

  it('stays back while the connection is cut, for nobody knows what is still to come', () => {
    const settling = new Settling();
    settling.wait(1000, 0);
    settling.changed(100);
    expect(settling.wait(2000, 100)).toBe(250);
    expect(settling.wait(2000, 5000, true)).toBeGreaterThan(0);
    expect(settling.wait(2000, 6000)).toBe(0);
    expect(settling.wait(2000, 7000, true), 'what was shown stays').toBe(0);
  });

  it('does not wait when other rows follow, as after a filter', () => {
    const settling = new Settling();
    settling.wait(5000, 0);
    settling.changed(10);
    expect(settling.wait(4000, 10)).toBe(0);
    settling.reset();
    settling.changed(20);
    expect(settling.wait(9000, 20)).toBe(0);
    expect(settling.wait(undefined, 20)).toBe(0);
  });

  it('can be left out, and only that', () => {
    const store = ViewStore.of(['at'], { at: [1, 2, 3], power: [10, null, 30] });
    const data = chartData(store, { x: 'at', y: [column('power')], by: undefined }, inUsualOrder);
    const { times, panes } = withoutLast(data);
    expect([times, panes[0]?.series[0]?.values]).toEqual([
      [1, 2],
      [10, null],
    ]);
    expect(data.times).toEqual([1, 2, 3]);
    expect(hasValues(panes[0] as (typeof panes)[0], times, [2, 3])).toBe(false);
    expect(hasValues(panes[0] as (typeof panes)[0], times, [1, 3])).toBe(true);
  });
});

describe('a stack', () => {
  it('adds what is positive upwards and what is negative downwards', () => {
    const stack = stacked([
      { name: 'coal', values: [10] },
      { name: 'battery', values: [-3] },
      { name: 'wind', values: [5] },
      { name: 'pumps', values: [-1] },
    ]);
    expect(stack.map(({ above, below }) => [above.low[0], above.high[0], below.low[0], below.high[0]])).toEqual([
      [0, 10, null, null],
      [null, null, -3, 0],
      [10, 15, null, null],
      [null, null, -4, -3],
    ]);
    expect(stack.map(({ middle }) => middle[0])).toEqual([5, -1.5, 12.5, -3.5]);
  });

  it('has a gap where a value is missing, and the others stand on what is there', () => {
    const [a, b] = stacked([
      { name: 'a', values: [1, null, 1] },
      { name: 'b', values: [2, 2, 2] },
    ]);
    expect(a?.above.high).toEqual([1, null, 1]);
    expect(b?.above.low).toEqual([1, 0, 1]);
  });

  it('lets an area run out where its sign changes, on its own side of zero', () => {
    const [, battery] = stacked([
      { name: 'coal', values: [9, 9, 9, 9] },
      { name: 'battery', values: [4, 2, -1, -3] },
    ]);
    expect(battery?.above).toEqual({ high: [13, 11, 9, null], low: [9, 9, 9, null] });
    expect(battery?.below).toEqual({ high: [null, 0, 0, 0], low: [null, 0, -1, -3] });
  });

  it('does not draw an area of no height, but knows where it would be', () => {
    const [, solar] = stacked([
      { name: 'coal', values: [9, 9] },
      { name: 'solar', values: [0, 0] },
    ]);
    expect(solar?.above.high).toEqual([null, null]);
    expect(solar?.middle).toEqual([9, 9]);
  });

  it('ends as high as the sum of what it holds, for any values', () => {
    const random = generator(4);
    for (let run = 0; run < 100; run++) {
      const series: Series[] = Array.from({ length: 6 }, (_, i) => ({
        name: `${i}`,
        values: Array.from({ length: 20 }, () => (random() < 0.2 ? null : random() * 100 - 30)),
      }));
      const stack = stacked(series);
      for (let i = 0; i < 20; i++) {
        const edges = stack.flatMap(({ above, below }) => [above.high[i] ?? 0, below.low[i] ?? 0]);
        const values = series.flatMap(({ values: own }) => own[i] ?? 0);
        expect(Math.max(0, ...edges)).toBeCloseTo(values.filter((value) => value > 0).reduce((a, b) => a + b, 0));
        expect(Math.min(0, ...edges)).toBeCloseTo(values.filter((value) => value < 0).reduce((a, b) => a + b, 0));
      }
    }
  });
});

describe('an axis', () => {
  it('stands still while the data moves within it, and follows when the data leaves or shrinks', () => {
    const first = calmRange([10, 90], undefined, false);
    expect(first[0]).toBeLessThanOrEqual(10);
    expect(first[1]).toBeGreaterThanOrEqual(90);
    expect(calmRange([15, 88], first, false)).toBe(first);
    expect(calmRange([15, 300], first, false)[1]).toBeGreaterThanOrEqual(300);
    expect(calmRange([40, 45], first, false)).not.toBe(first);
  });

  it('goes below zero with the price, and starts at zero for a stack', () => {
    expect(calmRange([-47, 110], undefined, false)[0]).toBeLessThanOrEqual(-47);
    expect(calmRange([12_000, 24_000], undefined, true)[0]).toBe(0);
  });

  it('holds any data it is given', () => {
    const random = generator(9);
    let before;
    for (let i = 0; i < 1000; i++) {
      const low = (random() - 0.5) * 10 ** Math.floor(random() * 8);
      const high = low + (random() < 0.1 ? 0 : random() * 10 ** Math.floor(random() * 8));
      before = calmRange([low, high], before, random() < 0.5);
      expect(before[0]).toBeLessThanOrEqual(low);
      expect(before[1]).toBeGreaterThanOrEqual(high);
      expect(before[1]).toBeGreaterThan(before[0]);
    }
  });

  it('has ends at round numbers', () => {
    expect([0.03, 1, 2.2, 7, 40, 1500].map(roundStep)).toEqual([0.05, 1, 2.5, 10, 50, 2000]);
    expect(calmRange([-337, 21_000], undefined, true)).toEqual([-2000, 22_000]);
    expect(calmRange([0, 0], undefined, false)).toEqual([0, 1]);
  });

  it('writes as many digits as tell its labels apart', () => {
    expect(valueLabels([0, 5000, 10_000])).toEqual(['0', '5,000', '10,000']);
    expect(valueLabels([-0.5, 0, 0.5])).toEqual(['−0.5', '0.0', '0.5']);
  });

  it('writes times in the zone of the market, and the day where it begins', () => {
    const midnight = Date.UTC(2025, 9, 15, 14);
    const zone = zoneFormat('Australia/Brisbane');
    expect(timeLabels([midnight - 10 * MINUTE, midnight, midnight + 10 * MINUTE], zone)).toEqual(['23:50', '16 Oct', '00:10']);
  });

  it('finds the extent of what has a value', () => {
    expect(
      extent(
        [
          [1, null, 9],
          [null, -2, 100],
        ],
        0,
        1,
      ),
    ).toEqual([-2, 1]);
    expect(extent([[null]], 0, 0)).toBeUndefined();
  });

  it('finds the time nearest to a point', () => {
    expect([-5, 4, 6, 14, 16, 99].map((at) => nearest([0, 10, 20], at))).toEqual([0, 0, 1, 1, 2, 2]);
  });
});

describe('labels that are spread', () => {
  it('never cover each other while there is room, keep their order and stay inside', () => {
    const random = generator(2);
    for (let run = 0; run < 500; run++) {
      const wanted = Array.from({ length: 1 + Math.floor(random() * 9) }, () => random() * 240 - 20);
      const placed = spread(wanted, 15, 200);
      const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] as number) - (wanted[b] as number));
      order.forEach((i, at) => {
        expect(placed[i]).toBeGreaterThanOrEqual(0);
        expect(placed[i]).toBeLessThanOrEqual(185);
        const above = order[at - 1];
        if (above !== undefined) expect((placed[i] as number) - (placed[above] as number)).toBeGreaterThanOrEqual(14.999);
      });
    }
  });

  it('stay where they want to be when nothing is in the way', () => {
    expect(spread([10, 100, 50], 15, 200)).toEqual([10, 100, 50]);
  });

  it('share the room where there is too little', () => {
    expect(spread([0, 0, 0], 15, 31)).toEqual([0, 8, 16]);
  });
});

describe('a chart that is read', () => {
  const zone = zoneFormat('Australia/Brisbane');
  const at = Date.UTC(2025, 9, 15, 0, 5);
  const store = ViewStore.of(['at', 'region'], {
    at: [at, at, at + 5 * MINUTE],
    region: ['NSW1', 'QLD1', 'NSW1'],
    price: [76.3, -12, null],
  });
  const data = chartData(store, { x: 'at', y: [column('price', '$/MWh')], by: 'region' }, inUsualOrder);

  it('says the time with its zone, and every value with its unit', () => {
    expect(spokenAt(data, 0, zone, () => 2)).toBe('10:05 AEST: NSW1 76.30 $/MWh, QLD1 −12.00 $/MWh');
    expect(spokenAt(data, 1, zone, () => 2)).toBe('10:10 AEST: NSW1 – $/MWh, QLD1 – $/MWh');
    expect(spokenAt(data, 9, zone, () => 2)).toBe('');
  });

  it('is a table with the newest time first, without the times that only break lines', () => {
    const { columns, rows } = twinOf(data, zone, () => 1);
    expect(columns.map(({ title }) => title)).toEqual(['Time AEST', 'NSW1', 'QLD1']);
    expect(rows).toEqual([['Wed 15 Oct 10:05', '76.3', '−12.0']]);
  });

  it('names column and unit where panes differ', () => {
    const two = chartData(
      ViewStore.of(['at'], { at: [at], power: [1], emissions: [2] }),
      { x: 'at', y: [column('power'), column('emissions', 't')], by: undefined },
      inUsualOrder,
    );
    expect(twinOf(two, zone, () => 0).columns.map(({ title }) => title)).toEqual(['Time AEST', 'power MW', 'emissions t']);
  });
});

describe('the options of a chart', () => {
  it('name its windows, and pass over what is none', () => {
    expect(windowsOf('1h, 1d,soon')).toEqual([3_600_000, 86_400_000]);
    expect(windowsOf('')).toEqual([3_600_000]);
    expect(windowsOf('0s')).toEqual([3_600_000]);
  });

  it('name its limits', () => {
    expect(limitsOf('[300,{"value":0,"title":"Floor"},{"title":"x"},"y"]')).toEqual([
      { value: 300, title: 'Limit' },
      { value: 0, title: 'Floor' },
    ]);
    expect(limitsOf('')).toEqual([]);
  });
});

describe('a chart as a picture', () => {
  it('names every series, in as many lines as they need', () => {
    expect(legendPlaces([40, 40, 40, 40, 40], 100)).toEqual([
      { x: 0, line: 0 },
      { x: 40, line: 0 },
      { x: 0, line: 1 },
      { x: 40, line: 1 },
      { x: 0, line: 2 },
    ]);
    expect(legendPlaces([300, 10], 100).map(({ line }) => line)).toEqual([0, 1]);
    expect(legendPlaces([], 100)).toEqual([]);
  });
});

describe('points that no line leads to', () => {
  it('are those between two gaps, and the only one there is', () => {
    expect(lonelyPoints([5], 0, 0)).toEqual([0]);
    expect(lonelyPoints([1, null, 2, null, 3, 4], 0, 5)).toEqual([0, 2]);
    expect(lonelyPoints([null, null], 0, 1)).toEqual([]);
  });

  it('are looked for in the time shown, where a line that comes in from outside still counts', () => {
    expect(lonelyPoints([1, 2, null, 3], 1, 2)).toEqual([]);
    expect(lonelyPoints([1, null, 2, null, 3], 1, 3)).toEqual([2]);
  });
});

describe('the last time in sight', () => {
  it('is never after the end of what is shown', () => {
    expect([0, 10, 14, 17, 20, 99].map((at) => lastUntil([10, 20, 30], at))).toEqual([0, 0, 0, 0, 1, 2]);
    expect(lastUntil([], 5)).toBe(0);
  });
});
