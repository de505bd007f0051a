import { describe, expect, it } from 'vitest';
import { Sources } from '../../src/feed/sources.js';
import type { BeatMessage } from '../../src/feed/messages.js';

function beat(ageMs: number): BeatMessage {
  return { sources: { meters: { state: 'live', ageMs, periodMs: null, refused: 0 } } } as unknown as BeatMessage;
}

describe('the ages of sources', () => {
  it('go on from the frozen data while the drawing is paused, and from the newest after it', () => {
    const sources = new Sources();
    sources.hear(beat(0), 1000);
    sources.freeze();
    sources.hear(beat(0), 9000);
    expect(sources.of(['meters'], 10_000)).toEqual({ state: 'live', ageMs: 9000 });
    expect(sources.all(10_000)[0]?.freshness.ageMs, 'the source itself is as old as it is').toBe(1000);
    sources.thaw();
    expect(sources.of(['meters'], 10_000)).toEqual({ state: 'live', ageMs: 1000 });
  });

  it('tell a source that falls silent during a pause as stale', () => {
    const sources = new Sources();
    sources.hear(beat(0), 1000);
    sources.freeze();
    expect(sources.of(['meters'], 60_000).state).toBe('stale');
  });
});
