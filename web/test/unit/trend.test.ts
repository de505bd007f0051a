import { describe, expect, it } from 'vitest';
import { changeOver, sparkPath, trendOf } from '../../src/elements/trend.js';
import { ViewStore } from '../../src/feed/view-store.js';

describe('the trend of a tile', () => {
  const store = ViewStore.of(['at'], { at: [3, 1, 2, 9], power: [30, 10, null, 40] });

  it('is in order of time, and only as long as asked for', () => {
    expect(trendOf(store, 'at', 'power', 7)).toEqual([
      { at: 2, value: null },
      { at: 3, value: 30 },
      { at: 9, value: 40 },
    ]);
  });

  it('can end before a time, and is as long then', () => {
    expect(trendOf(store, 'at', 'power', 1, 9)).toEqual([
      { at: 2, value: null },
      { at: 3, value: 30 },
    ]);
  });

  it('tells the change up to the newest value only', () => {
    expect(changeOver(trendOf(store, 'at', 'power', 10))).toEqual({ by: 30, over: 8 });
    expect(
      changeOver([
        { at: 1, value: 5 },
        { at: 2, value: null },
      ]),
    ).toBeUndefined();
    expect(changeOver([{ at: 1, value: 5 }])).toBeUndefined();
  });

  it('breaks its line at missing values and marks zero where it crosses it', () => {
    const { line, zero } = sparkPath(
      [
        { at: 0, value: -1 },
        { at: 1, value: null },
        { at: 2, value: 1 },
      ],
      100,
      20,
    );
    expect(line).toBe('M0.0 20.0M100.0 0.0');
    expect(zero).toBe('M0 10.0H100');
  });
});
