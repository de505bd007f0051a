import { describe, expect, it } from 'vitest';
import { HeldChanges } from '../../src/feed/pause.js';
import { keysOf, ViewStore } from '../../src/feed/view-store.js';
import { KEY, NAMES, RandomView, sortedRows } from './random.js';

describe('a view store', () => {
  it('holds what a naive model holds after any changes', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const view = new RandomView(seed);
      const store = ViewStore.of(KEY, view.snapshot());
      for (let i = 0; i < 30; i++) {
        store.apply(view.change());
        expect(sortedRows(store), `seed ${seed}, change ${i}`).toEqual(view.model.sorted());
      }
    }
  });

  it('finds every row by its key after rows have moved', () => {
    const view = new RandomView(5);
    const store = new ViewStore(KEY);
    for (let i = 0; i < 50; i++) {
      store.apply(view.change());
      for (let row = 0; row < store.rows; row++) expect(store.rowOf(store.keyAt(row))).toBe(row);
    }
  });

  it('applies removals before rows, so that a row may leave and come back in one change', () => {
    const store = ViewStore.of(['code'], { code: ['A', 'B'], power: [1, 2] });
    store.apply({ del: { code: ['A'] }, put: { code: ['A'], power: [7] } });
    expect(store.rows).toBe(2);
    expect(store.column('power')[store.rowOf(keysOf(['code'], { code: ['A'] })[0] as string)]).toBe(7);
  });

  it('keeps keys apart whose parts only look alike when joined', () => {
    const keys = keysOf(['a', 'b'], { a: ['x', 'xy', null, ''], b: ['yz', 'z', '', null] });
    expect(new Set(keys).size).toBe(4);
  });

  it('keeps a missing value missing', () => {
    const store = ViewStore.of(['code'], { code: ['A'], power: [null] });
    expect(store.column('power')[0]).toBeNull();
  });

  it('copes with a column that calls itself __proto__', () => {
    const columns = JSON.parse('{"__proto__":["A"],"power":[1]}') as Record<string, string[]>;
    const store = ViewStore.of(['__proto__'], columns);
    expect(store.column('__proto__')).toEqual(['A']);
    expect(({} as Record<string, unknown>)['0']).toBeUndefined();
  });
});

describe('held changes', () => {
  it('resume to exactly the rows that were held back, in one change', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const view = new RandomView(seed);
      for (let i = 0; i < 5; i++) view.change();
      const store = ViewStore.of(KEY, view.snapshot());
      const before = sortedRows(store);
      const held = new HeldChanges(store);
      for (let i = 0; i < 20; i++) {
        if (view.below(12) === 0) {
          view.change();
          held.replace(KEY, view.snapshot());
        } else held.hold(view.change());
        expect(sortedRows(store), 'nothing moves while paused').toEqual(before);
      }
      expect(sortedRows(held.resume()), `seed ${seed}`).toEqual(view.model.sorted());
    }
  });

  it('never hold more than the frozen rows and the rows now', () => {
    const store = ViewStore.of(['code'], { code: ['A'], power: [1] });
    const held = new HeldChanges(store);
    for (let i = 0; i < 1000; i++) {
      held.hold({ put: { code: [`N${i}`], power: [i] }, del: {} });
      held.hold({ put: {}, del: { code: [`N${i}`] } });
    }
    expect(held.waiting).toBe(0);
    held.hold({ put: {}, del: { code: ['A'] } });
    expect(held.waiting).toBe(1);
    expect(held.resume().rows).toBe(0);
  });

  it('resume onto a replaced view', () => {
    const held = new HeldChanges(ViewStore.of(NAMES, { region: ['a'], fuel: ['b'], power: [1] }));
    held.replace(['region'], { region: ['z'], power: [3] });
    held.hold({ put: { region: ['y'], power: [4] }, del: {} });
    const store = held.resume();
    expect(store.key).toEqual(['region']);
    expect(store.rows).toBe(2);
  });
});
