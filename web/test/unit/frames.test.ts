import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forget, invalidate, type Drawable } from '../../src/elements/frames.js';

class Panel implements Drawable {
  readonly hz = 5;
  readonly drawn: number[] = [];

  draw(): void {
    this.drawn.push(performance.now());
  }
}

let panel: Panel;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.stubGlobal('requestAnimationFrame', (draw: FrameRequestCallback) => setTimeout(() => draw(performance.now()), 16));
  panel = new Panel();
});

afterEach(() => {
  forget(panel);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('draws what comes after a beginning without waiting an interval', () => {
  invalidate(panel);
  vi.advanceTimersByTime(50);
  invalidate(panel);
  vi.advanceTimersByTime(20);
  expect(panel.drawn).toHaveLength(2);
});

it('draws no more often than the ceiling allows, however often rows change', () => {
  for (let ms = 0; ms < 4000; ms += 5) {
    invalidate(panel);
    vi.advanceTimersByTime(5);
  }
  expect(panel.drawn.length).toBeGreaterThanOrEqual(19);
  expect(panel.drawn.length).toBeLessThanOrEqual(22);
});

it('draws the last change, and then nothing more', () => {
  invalidate(panel);
  vi.advanceTimersByTime(20);
  invalidate(panel);
  vi.advanceTimersByTime(20);
  invalidate(panel);
  vi.advanceTimersByTime(5000);
  expect(panel.drawn).toHaveLength(3);
});
