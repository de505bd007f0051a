import { describe, expect, it } from 'vitest';
import { glyphOf, glyphPath, hasOwnGlyph } from '../../src/map/glyphs.js';
import {
  diameterOf,
  marksAt,
  marksOf,
  neighbour,
  percentile95,
  place,
  placeLabels,
  shortName,
  type Mark,
} from '../../src/map/marks.js';
import { boundsOf, contains, Viewport } from '../../src/map/viewport.js';
import { ViewStore } from '../../src/feed/view-store.js';
import { FUELS } from '../stand-in/facilities.js';
import { generator } from '../stand-in/market.js';

const COLUMNS = { lat: 'lat', lon: 'lon', name: 'name', label: '', shape: 'fuel', group: 'region', size: 'power' };

function mark(key: string, x: number, y: number, value: number | null = 1): Mark {
  return { key, row: 0, name: key, label: key, shape: 'coal', group: 'NSW1', value, lon: x, lat: y, x, y, radius: 6 };
}

describe('the marks of a map', () => {
  it('are the rows that have a place; the others are counted and put nowhere', () => {
    const store = ViewStore.of(['code'], {
      code: ['A', 'B', 'C'],
      name: ['a', 'b', 'c'],
      lat: [-33, null, 0],
      lon: [151, 150, null],
      fuel: ['coal', 'gas', null],
      region: ['NSW1', 'NSW1', 'NSW1'],
      power: [5, 6, 7],
    });
    const { marks, unplaced } = marksOf(store, COLUMNS);
    expect(marks.map((one) => one.name)).toEqual(['a']);
    expect(unplaced).toEqual([1, 2]);
  });

  it('grow with the root of the value up to the 95th percentile, from 12 to 36 pixels', () => {
    expect([0, 25, 100, 400].map((value) => diameterOf(value, 100))).toEqual([12, 24, 36, 36]);
    expect(diameterOf(null, 100)).toBe(12);
    expect(diameterOf(-25, 100)).toBe(24);
    expect(diameterOf(5, 0)).toBe(12);
  });

  it('are scaled by the value that 95 of 100 do not exceed', () => {
    expect(percentile95(Array.from({ length: 100 }, (_, i) => mark(`${i}`, 0, 0, i + 1)))).toBe(95);
    expect(percentile95([])).toBe(0);
    expect(percentile95([mark('a', 0, 0, null)])).toBe(0);
  });

  it('are labelled the greatest value first, also where their sizes are capped alike', () => {
    const marks = [mark('small', 50, 50, 0), mark('great', 51, 50, 128), mark('capped', 52, 50, 60)];
    const placed = placeLabels(
      marks,
      (one) => one.name,
      () => 60,
      { width: 120, height: 100, covered: [] },
    );
    expect(placed[0]?.text).toBe('great');
  });

  it('are labelled over smaller ones where only these stand in the way of the greatest', () => {
    const small = Array.from({ length: 200 }, (_, i) => mark(`s${i}`, (i % 20) * 6, Math.floor(i / 20) * 10, 1));
    const placed = placeLabels(
      [...small, mark('great', 60, 50, 128)],
      (one) => one.name,
      () => 60,
      { width: 120, height: 100, covered: [] },
    );
    expect(placed.map(({ text }) => text)).toEqual(['great']);
  });

  it('that share a place stand in a ring around it, the same ring each time', () => {
    const stack = (order: number[]): Mark[] => {
      const marks = order.map((i) => ({ ...mark(`H${i}`, 0, 0), lon: 138.5, lat: -33 }));
      place(marks, (lon, lat) => [lon, lat], 1, 1);
      return marks.sort((a, b) => (a.key < b.key ? -1 : 1));
    };
    const [first, second] = [stack([1, 2, 3]), stack([3, 1, 2])];
    expect(first.map(({ x, y }) => [x, y])).toEqual(second.map(({ x, y }) => [x, y]));
    for (const a of first) for (const b of first) if (a !== b) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(a.radius);
  });

  it('are found under the pointer, the nearest first', () => {
    const marks = [mark('far', 100, 100), mark('near', 10, 10), mark('beside', 14, 10)];
    expect(marksAt(marks, 10, 10).map(({ key }) => key)).toEqual(['near', 'beside']);
    expect(marksAt(marks, 50, 50)).toEqual([]);
  });

  it('are walked by the arrow keys to whatever lies straightest ahead', () => {
    const [centre, right, up, diagonal] = [mark('c', 0, 0), mark('r', 50, 2), mark('u', 1, -30), mark('d', 20, 30)];
    const marks = [centre, right, up, diagonal];
    expect(neighbour(marks, centre, 1, 0)).toBe(right);
    expect(neighbour(marks, centre, 0, -1)).toBe(up);
    expect(neighbour(marks, centre, 0, 1)).toBe(diagonal);
    expect(neighbour(marks, centre, -1, 0)).toBeUndefined();
  });

  it('have labels that cover neither each other nor a mark, and stay on the map', () => {
    const random = generator(8);
    const marks = Array.from({ length: 120 }, (_, i) => mark(`m${i}`, random() * 500, random() * 400));
    const room = { width: 500, height: 400, covered: [{ x: 0, y: 300, right: 150, bottom: 400 }] };
    const labels = placeLabels(
      marks,
      () => 'a label',
      () => 40,
      room,
    );
    expect(labels.length).toBeGreaterThan(10);
    const boxes = labels.map(({ x, y }) => ({ x, y: y - 6.5, right: x + 40, bottom: y + 6.5 }));
    boxes.forEach((a, i) => {
      expect(a.x >= 0 && a.right <= 500 && a.y >= 0 && a.bottom <= 400).toBe(true);
      expect(a.x < 150 && a.bottom > 300).toBe(false);
      for (const b of boxes.slice(i + 1)) expect(a.x < b.right && b.x < a.right && a.y < b.bottom && b.y < a.bottom).toBe(false);
      for (const one of marks) expect(one.x > a.x && one.x < a.right && one.y > a.y && one.y < a.bottom).toBe(false);
    });
  });

  it('have names of at most 22 letters', () => {
    expect(shortName('Bayswater')).toBe('Bayswater');
    expect(shortName('Bungala and Clements Gap Combined')).toBe('Bungala and Clements G…');
  });

  it('have a shape of their own for each fuel, and some shape for anything else', () => {
    const glyphs = FUELS.map((fuel, i) => glyphOf(fuel, i));
    expect(new Set(glyphs).size).toBe(FUELS.length);
    expect(hasOwnGlyph('Coal')).toBe(true);
    expect(hasOwnGlyph('constructor')).toBe(false);
    expect(glyphPath(glyphOf('constructor', 99))).toMatch(/^M/);
  });
});

describe('the viewport', () => {
  const NEM = [136, -43, 154, -16] as const;

  it('fits the bounds into what the margins leave', () => {
    const viewport = new Viewport();
    viewport.fit(NEM, 580, 460, { left: 158, right: 44, top: 14, bottom: 14 });
    for (const [lon, lat] of [
      [NEM[0], NEM[1]],
      [NEM[2], NEM[3]],
    ] as const) {
      const [x, y] = viewport.toScreen(lon, lat);
      expect(x).toBeGreaterThanOrEqual(157.9);
      expect(x).toBeLessThanOrEqual(536.1);
      expect(y).toBeGreaterThanOrEqual(13.9);
      expect(y).toBeLessThanOrEqual(446.1);
    }
  });

  it('zooms about a point that stays where it is', () => {
    const viewport = new Viewport();
    viewport.fit(NEM, 580, 460, { left: 0, right: 0, top: 0, bottom: 0 });
    const [x, y] = viewport.toScreen(150, -33);
    viewport.zoomAt(x, y, 3);
    const [x2, y2] = viewport.toScreen(150, -33);
    expect(x2).toBeCloseTo(x);
    expect(y2).toBeCloseTo(y);
    expect(viewport.touched).toBe(true);
    viewport.reset();
    expect(viewport.touched).toBe(false);
  });

  it('has bounds that contain all points', () => {
    const bounds = boundsOf([
      { lon: 138, lat: -35 },
      { lon: 151, lat: -20 },
    ]);
    expect(bounds).toBeDefined();
    expect(contains(bounds ?? NEM, [138, -35, 151, -20])).toBe(true);
    expect(boundsOf([])).toBeUndefined();
  });
});
