import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  attributesOf,
  gridOf,
  identities,
  layoutOf,
  parseBoard,
  type PanelDefinition,
} from '../../src/elements/board-definition.js';
import {
  digitsOf,
  durationOf,
  formatAge,
  formatCell,
  formatInterval,
  formatNumber,
  formatLapse,
  formatSpan,
  headingOf,
  zoneFormat,
} from '../../src/elements/format.js';
import type { ColumnType } from '../../src/feed/catalogue.js';
import { inUsualOrder, seriesColour, SERIES_COLOURS, TOKENS, type Theme } from '../../src/elements/palette.js';
import { orderOf, sortedRows } from '../../src/elements/row-order.js';
import { filterText } from '../../src/elements/filter-values.js';
import { lettersOf } from '../../src/elements/table-columns.js';
import { ViewStore } from '../../src/feed/view-store.js';
import { BOARD } from '../stand-in/board.js';

describe('a number', () => {
  it('has fixed digits, thousands apart and a real minus sign', () => {
    expect(formatNumber(12345.678, 1)).toBe('12,345.7');
    expect(formatNumber(-47, 2)).toBe('−47.00');
  });

  it('that is missing is a dash and not a zero', () => {
    expect([null, undefined, '', Number.NaN].map((value) => formatNumber(value, 1))).toEqual(['–', '–', '–', '–']);
  });

  it('that rounds to zero has no sign', () => {
    expect(formatNumber(-0.04, 1)).toBe('0.0');
    expect(formatNumber(-0, 0)).toBe('0');
  });

  it('has the digits of its unit', () => {
    expect(digitsOf({ type: 'double', unit: 'MW' })).toBe(1);
    expect(digitsOf({ type: 'double', unit: '$/MWh' })).toBe(2);
    expect(digitsOf({ type: 'long', unit: 'MW' })).toBe(0);
    expect(digitsOf({ type: 'double', unit: 'constructor' })).toBe(2);
  });
});

describe('a time', () => {
  const zone = zoneFormat('Australia/Brisbane');

  it('is market time, +10:00 all year, and says so', () => {
    for (const month of [0, 6, 9]) {
      const at = Date.UTC(2025, month, 15, 0, 5);
      expect(`${zone.time(at)} ${zone.name(at)} ${zone.offset(at)}`).toBe('10:05 AEST +10:00');
    }
  });

  it('is named by its offset where the zone has no short name', () => {
    const kathmandu = zoneFormat('Asia/Kathmandu');
    expect(kathmandu.name(0)).toBe(kathmandu.offset(0));
  });

  it('tells the two offsets of a zone with daylight saving apart', () => {
    const sydney = zoneFormat('Australia/Sydney');
    expect([sydney.name(Date.UTC(2025, 0, 1)), sydney.name(Date.UTC(2025, 6, 1))]).toEqual(['AEDT', 'AEST']);
  });

  it('in a zone that nobody knows is UTC', () => {
    expect(zoneFormat('Mars/Olympus').time(0)).toBe('00:00');
  });

  it('has seconds only where there are some', () => {
    expect([zone.time(0), zone.time(1000)]).toEqual(['10:00', '10:00:01']);
  });
});

describe('spans', () => {
  it('are told in one unit', () => {
    expect([0, 4900, 89_000, 300_000, 7_200_000, 200_000_000].map(formatAge)).toEqual([
      '0 s',
      '4 s',
      '89 s',
      '5 min',
      '2 h',
      '2 d',
    ]);
    expect([49_959, 59_600, 720_000, 3_595_000, 5_400_000, 259_000_000].map(formatLapse)).toEqual([
      '50 s',
      '1 min',
      '12 min',
      '1 h',
      '1 h 30 min',
      '3 d',
    ]);
    expect([3_600_000, 86_400_000, 300_000].map(formatSpan)).toEqual(['1 h', '1 d', '5 min']);
  });

  it('are read as projects write them', () => {
    expect(['1h', '1d', '5m', '30s', '1.5h', 'x', '', '5'].map(durationOf)).toEqual([
      3_600_000,
      86_400_000,
      300_000,
      30_000,
      5_400_000,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('a cell', () => {
  it('is shown by the type of its column', () => {
    const zone = zoneFormat('Australia/Brisbane');
    const cell = (type: ColumnType, value: string | number | boolean | null) =>
      formatCell(value, { name: 'c', type, unit: '' }, zone);
    expect(cell('text', '<b>')).toBe('<b>');
    expect(cell('boolean', true)).toBe('yes');
    expect(cell('timestamp', Date.UTC(2025, 9, 15, 0, 5))).toBe('Wed 15 Oct 10:05');
    expect(cell('long', '9007199254740993')).toBe('9007199254740993');
    expect(cell('double', null)).toBe('–');
    expect(cell('decimal(18,2)', 1234.5)).toBe('1,234.50');
    expect(cell('decimal(18,4)', -0.07)).toBe('−0.0700');
    expect(cell('decimal(18,1)', '900719925474099.3')).toBe('900719925474099.3');
    expect(cell('date', Date.UTC(2025, 9, 15))).toBe('2025-10-15');
    expect(cell('interval', -5_400_000)).toBe('−1 h 30 min');
  });

  it('that is an interval says its two largest units', () => {
    expect([0, 7, 1000, 67_500, 90_000, 3_600_000, 3_629_000, 3_631_000, 86_399_999, 183_600_000].map(formatInterval)).toEqual([
      '0 s',
      '7 ms',
      '1 s',
      '1 min 8 s',
      '1 min 30 s',
      '1 h',
      '1 h',
      '1 h 1 min',
      '1 d',
      '2 d 3 h',
    ]);
  });

  it('has a heading made from the name of its column', () => {
    expect(headingOf('emission_factor')).toBe('Emission factor');
  });
});

describe('the rows of a table', () => {
  const store = ViewStore.of(['code'], {
    code: ['B', 'A', 'C', 'D'],
    power: [5, 5, null, 90],
    name: ['Unit 10', 'Unit 9', 'x', null],
  });
  const codes = (order: string): unknown[] => [...sortedRows(store, orderOf(order))].map((row) => store.column('code')[row]);

  it('are sorted with missing values last either way, and equal ones by key', () => {
    expect(codes('power desc')).toEqual(['D', 'A', 'B', 'C']);
    expect(codes('power')).toEqual(['A', 'B', 'D', 'C']);
  });

  it('without an order come by key, numbers as numbers', () => {
    const numbered = ViewStore.of(['id'], { id: [107, 3, 20, 1] });
    expect([...sortedRows(numbered, undefined)].map((row) => numbered.column('id')[row])).toEqual([1, 3, 20, 107]);
  });

  it('sort the numbers in names as numbers', () => {
    expect(codes('name')).toEqual(['A', 'B', 'C', 'D']);
  });

  it('stand by key where no order is given', () => {
    expect(codes('')).toEqual(['A', 'B', 'C', 'D']);
  });
});

describe('a board', () => {
  const board = parseBoard(BOARD);

  it('is read with its filters and panels; kinds that nobody knows are left out', () => {
    expect(board.controls[0]).toEqual({ filter: 'region', title: 'Region', view: 'facilities_known', column: 'region' });
    expect(board.panels).toHaveLength(BOARD.panels.length);
    expect(parseBoard({ name: 'x', panels: [{ kind: 'script', at: [1, 1, 1, 1] }, 7] }).panels).toEqual([]);
    expect(parseBoard({ name: 'x' }).zone).toBe('UTC');
  });

  it('describes its panels by attributes', () => {
    const chart = board.panels.find(({ view }) => view === 'power_by_fuel') as PanelDefinition;
    expect(attributesOf(chart)).toEqual({
      view: 'power_by_fuel',
      label: 'Generation by fuel',
      x: 'at',
      y: 'power',
      by: 'fuel',
      stack: '',
      window: '1h,1d',
      digits: '0',
    });
    const map = board.panels.find(({ kind }) => kind === 'map') as PanelDefinition;
    expect(attributesOf(map)).toMatchObject({ size: 'power,emissions', 'short-name': 'name', base: 'au-states' });
    const table = board.panels.find(({ kind }) => kind === 'table') as PanelDefinition;
    expect(JSON.parse(attributesOf(table)['tabs'] ?? '')).toHaveLength(2);
  });

  it('gives tiles a fixed height and tables less room than charts, and drops empty rows', () => {
    const panels = board.panels.filter(({ kind }) => kind !== 'status');
    const { rows, areas } = layoutOf(panels);
    expect(rows.split(/ (?=minmax|84)/)).toEqual([
      '84px',
      ...Array(4).fill('minmax(52px, 1fr)'),
      ...Array(3).fill('minmax(36px, 0.62fr)'),
    ]);
    expect(areas[0]).toBe('1 / 1 / 2 / 4');
    expect(areas.at(-1)).toBe('6 / 1 / 9 / 13');
  });

  it('leaves no hole where the status was given cells', () => {
    const at = (panels: readonly object[]): unknown[] => gridOf(parseBoard({ panels }).panels).map((panel) => panel.at);
    const status = { kind: 'status', at: [1, 1, 3, 1] };
    const [one, two, below] = [
      { kind: 'stat', at: [4, 1, 3, 1] },
      { kind: 'stat', at: [7, 1, 6, 1] },
      { kind: 'table', at: [1, 2, 12, 4] },
    ];
    expect(at([status, one, two, below])).toEqual([
      [1, 1, 6, 1],
      [7, 1, 6, 1],
      [1, 2, 12, 4],
    ]);
    expect(
      at([
        { kind: 'stat', at: [1, 1, 9, 1] },
        { ...status, at: [10, 1, 3, 1] },
      ]),
    ).toEqual([[1, 1, 12, 1]]);
    expect(at([{ kind: 'status' }, one]), 'without cells nothing moves').toEqual([[4, 1, 3, 1]]);
    const tall = { kind: 'chart', at: [4, 1, 9, 3] };
    expect(at([status, tall]), 'a taller one would cover what is below').toEqual([[4, 1, 9, 3]]);
  });

  it('tells why an edit was refused', () => {
    expect(parseBoard({ refused_edit: ['table a changed'] }).refusedEdit).toEqual(['table a changed']);
    expect(parseBoard({}).refusedEdit).toEqual([]);
  });

  it('knows a panel again after its options were edited, and two that look alike apart', () => {
    const before = identities(board.panels);
    expect(new Set(before).size).toBe(before.length);
    const edited = board.panels.map((panel) => ({
      ...panel,
      options: { ...panel.options, title: 'New', digits: 3 },
      at: [1, 1, 1, 1] as const,
    }));
    expect(identities(edited)).toEqual(before);
    const twice = [board.panels[1], board.panels[1]] as PanelDefinition[];
    expect(new Set(identities(twice)).size).toBe(2);
  });
});

describe('the colours', () => {
  const themes: readonly (readonly [Theme, 0 | 1])[] = [
    ['light', 0],
    ['dark', 1],
  ];

  it.each(themes)('of series have a contrast of 3 to 1 on a %s panel', (_, i) => {
    for (const [name, pair] of Object.entries(SERIES_COLOURS))
      expect(contrast(pair[i], TOKENS.panel[i]), name).toBeGreaterThanOrEqual(2.95);
  });

  it.each(themes)('of words have a contrast of 4.5 to 1 on every %s ground', (_, i) => {
    for (const ground of ['panel', 'panel-2', 'bg'] as const) {
      for (const ink of ['ink', 'ink-2'] as const)
        expect(contrast(TOKENS[ink][i], TOKENS[ground][i]), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(TOKENS['ink-3'][i], TOKENS.panel[i])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(TOKENS.warn[i], TOKENS['warn-bg'][i])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(TOKENS.alarm[i], TOKENS['alarm-bg'][i])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(themes)('of fuels and of lines stay apart for every kind of sight in the %s theme', (_, i) => {
    const group = (names: string[]): string[] => names.map((name) => SERIES_COLOURS[name]?.[i] ?? '');
    expect(
      leastDistance(group(['coal', 'gas', 'hydro', 'bioenergy', 'distillate', 'battery', 'wind', 'solar', 'pumps'])),
    ).toBeGreaterThan(8);
    expect(leastDistance(group(['nsw1', 'qld1', 'vic1', 'sa1', 'tas1']))).toBeGreaterThan(11);
  });

  it('follow the name, not the order, where the name is well known', () => {
    expect(seriesColour('Wind', 0, 'light')).toBe(seriesColour('wind', 7, 'light'));
    expect(seriesColour('toString', 0, 'light')).toBe(seriesColour('x', 0, 'light'));
  });

  it('of the page are those of the tokens', () => {
    const css = readFileSync(join(import.meta.dirname, '../../src/page/page.css'), 'utf8');
    expect(css).toContain(`light-dark(${TOKENS.bg.join(', ')})`);
    expect(css).toContain(`light-dark(${TOKENS.ink.join(', ')})`);
  });

  it('come in the usual order of their names', () => {
    expect(inUsualOrder(['solar', 'zeta', 'coal', 'alpha', 'gas'])).toEqual(['coal', 'gas', 'solar', 'alpha', 'zeta']);
  });
});

type Rgb = readonly [number, number, number];

function linear(hex: string): Rgb {
  return [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
}

function contrast(a: string, b: string): number {
  const light = (hex: string): number => {
    const [red, green, blue] = linear(hex);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  return Math.max(light(a), light(b)) / Math.min(light(a), light(b));
}

/** Machado, Oliveira and Fernandes (2009), severity 1, in linear RGB: how colours look without one kind of cone. */
const SIGHTS: readonly (readonly Rgb[])[] = [
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
];

/** The least distance of any two colours in OKLab, times 100, under normal, deutan and protan sight. */
function leastDistance(colours: readonly string[]): number {
  let least = Infinity;
  for (const sight of SIGHTS) {
    const seen = colours.map((colour) => oklab(linear(colour), sight));
    seen.forEach((a, i) => {
      for (const b of seen.slice(i + 1)) least = Math.min(least, 100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]));
    });
  }
  return least;
}

function oklab(rgb: Rgb, sight: readonly Rgb[]): Rgb {
  const dot = (row: Rgb, v: Rgb): number => row[0] * v[0] + row[1] * v[1] + row[2] * v[2];
  const seen = sight.map((row) => Math.min(1, Math.max(0, dot(row, rgb)))) as unknown as Rgb;
  const cones = (
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ] as const
  ).map((row) => Math.cbrt(dot(row, seen))) as unknown as Rgb;
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], cones),
    dot([1.9779984951, -2.428592205, 0.4505937099], cones),
    dot([0.0259040371, 0.7827717662, -0.808675766], cones),
  ];
}

describe('the values of a filter', () => {
  it('are dates where its column has dates, and not milliseconds', () => {
    const noon = Date.UTC(2026, 10, 28, 12);
    expect(filterText(noon, 'date')).toBe('2026-11-28');
    expect(filterText(noon, 'timestamp')).toBe('2026-11-28T12:00:00Z');
    expect(filterText(noon + 250, 'timestamp')).toBe('2026-11-28T12:00:00.250Z');
    expect([filterText(42, 'int'), filterText(true, 'boolean'), filterText('SA1', 'text')]).toEqual(['42', 'true', 'SA1']);
  });
});

describe('the width of a column', () => {
  it('has room for a whole date, a whole time and a whole number', () => {
    const store = ViewStore.of(['at'], { at: [0] });
    const letters = (type: ColumnType): number =>
      lettersOf({ info: { name: 'at', type, unit: '' }, title: 'At', digits: 0, bar: undefined }, store);
    expect(letters('date')).toBeGreaterThanOrEqual('2026-11-28'.length + 5);
    store.apply({ put: { at: [1_234_567_890] }, del: {} });
    expect(letters('long')).toBeGreaterThanOrEqual('1,234,567,890'.length + 3);
    expect(letters('timestamp')).toBeGreaterThanOrEqual('Wed 28 Nov 20:07:48'.length + 3);
  });
});
