import { describe, expect, it } from 'vitest';
import { Sources } from '../../src/feed/sources.js';
import type { BeatMessage, SourceBeat, TableBeat } from '../../src/feed/messages.js';

const FED = { sources: ['feed'], tables: ['readings'] };

function beat(
  tables: Record<string, [ageMs: number | null, periodMs: number | null, staleMs?: number]>,
  states: Record<string, SourceBeat['state']> = { feed: 'live' },
): BeatMessage {
  const sources = Object.fromEntries(
    Object.entries(states).map(([name, state]): [string, SourceBeat] => [name, { ageMs: 50, state, refused: 0 }]),
  );
  const ages = Object.fromEntries(
    Object.entries(tables).map(([name, [ageMs, periodMs, staleMs]]): [string, TableBeat] => [
      name,
      { ageMs, periodMs, staleMs: staleMs ?? null, dataTime: null },
    ]),
  );
  return { kind: 'beat', tick: 1, now: 0, boards: 1, sources, tables: ages };
}

describe('the age of a view', () => {
  it('grows by the local clock between beats', () => {
    const sources = new Sources();
    sources.hear(beat({ readings: [200, 1000] }), 10_000);
    expect(sources.of(FED, 12_000)).toEqual({ state: 'live', ageMs: 2200 });
  });

  it('makes it stale after three seconds at least', () => {
    const sources = new Sources();
    sources.hear(beat({ readings: [0, 0] }), 10_000);
    expect(sources.of(FED, 13_000).state).toBe('live');
    expect(sources.of(FED, 13_001).state).toBe('stale');
  });

  it('makes it stale after three of the periods that the server measured', () => {
    const sources = new Sources();
    sources.hear(beat({ readings: [0, 300_000] }), 0);
    expect(sources.of(FED, 900_000).state).toBe('live');
    expect(sources.of(FED, 900_001).state).toBe('stale');
  });

  it('is given three minutes while nobody knows how often something comes', () => {
    const sources = new Sources();
    sources.hear(beat({ readings: [0, null] }), 0);
    expect(sources.of(FED, 180_000).state).toBe('live');
    expect(sources.of(FED, 180_001).state).toBe('stale');
  });

  it('is given the time that the project says, however fast it came before', () => {
    const sources = new Sources();
    sources.hear(beat({ readings: [0, 1000, 7_200_000] }), 0);
    expect(sources.of(FED, 7_200_000).state).toBe('live');
    expect(sources.of(FED, 7_200_001).state).toBe('stale');
  });

  it('has its own rhythm beside a faster one of the same view', () => {
    const sources = new Sources();
    const both = { sources: ['feed'], tables: ['readings', 'market'] };
    sources.hear(beat({ readings: [100, 1000], market: [170_000, 60_000] }), 0);
    expect(sources.of(both, 0).state).toBe('live');
    sources.hear(beat({ readings: [100, 1000], market: [181_000, 60_000] }), 0);
    expect(sources.of(both, 0)).toEqual({ state: 'stale', ageMs: 181_000 });
  });

  it('is that of its own table, however fresh another of the same source is', () => {
    const sources = new Sources();
    sources.hear(beat({ readings: [100, 1000], market: [90_000, 1000] }), 100_000);
    expect(sources.of(FED, 100_000)).toEqual({ state: 'live', ageMs: 100 });
    expect(sources.of({ sources: ['feed'], tables: ['market'] }, 100_000)).toEqual({ state: 'stale', ageMs: 90_000 });
    expect(sources.of({ sources: ['feed'], tables: ['readings', 'market'] }, 100_000)).toEqual({
      state: 'stale',
      ageMs: 90_000,
    });
  });

  it('counts a table that never had a row only where no other has', () => {
    const sources = new Sources();
    sources.hear(beat({ readings: [100, 1000], outages: [null, null] }), 0);
    expect(sources.of({ sources: [], tables: ['readings', 'outages'] }, 0)).toEqual({ state: 'live', ageMs: 100 });
    expect(sources.of({ sources: [], tables: ['outages'] }, 0)).toEqual({ state: 'waiting', ageMs: null });
  });

  it('tells a source that is down, once all of a view are', () => {
    const sources = new Sources();
    sources.hear(beat({ readings: [50, 1000] }, { feed: 'offline', other: 'live' }), 1000);
    expect(sources.of(FED, 1000)).toEqual({ state: 'offline', ageMs: 50 });
    expect(sources.of({ ...FED, sources: ['feed', 'other'] }, 1000).state).toBe('live');
  });

  it('does not matter to a view that nothing feeds', () => {
    expect(new Sources().of({ sources: [], tables: [] }, 0)).toEqual({ state: 'live', ageMs: null });
  });

  it('goes on from the frozen data while the drawing is paused, and from the newest after it', () => {
    const sources = new Sources();
    sources.hear(beat({ readings: [0, 1000] }), 1000);
    sources.freeze();
    sources.hear(beat({ readings: [0, 1000] }), 9000);
    expect(sources.of(FED, 10_000)).toEqual({ state: 'live', ageMs: 9000 });
    expect(sources.all(10_000)[0]?.ageNow, 'the source itself is as old as it is').toBe(1050);
    sources.thaw();
    expect(sources.of(FED, 10_000)).toEqual({ state: 'live', ageMs: 1000 });
  });

  it('tells a table that falls silent during a pause as stale', () => {
    const sources = new Sources();
    sources.hear(beat({ readings: [0, 1000] }), 1000);
    sources.freeze();
    expect(sources.of(FED, 60_000).state).toBe('stale');
  });
});

describe('the time of the data', () => {
  const heard = (dataTime: number | null, other: number | null): BeatMessage => {
    const said = beat({ readings: [0, 1000], forecasts: [0, 1000], files: [null, null] });
    const table = (name: string, time: number | null): TableBeat => ({ ...(said.tables[name] as TableBeat), dataTime: time });
    return { ...said, tables: { ...said.tables, readings: table('readings', dataTime), forecasts: table('forecasts', other) } };
  };

  it('is the newest of the tables that are asked for', () => {
    const sources = new Sources();
    sources.hear(heard(5000, 9000), 0);
    expect(sources.dataTime(['readings', 'files'])).toBe(5000);
    expect(sources.dataTime(['readings', 'forecasts'])).toBe(9000);
    expect(sources.dataTime(['files', 'gone'])).toBeUndefined();
  });

  it('stands still while the drawing is paused', () => {
    const sources = new Sources();
    sources.hear(heard(5000, null), 0);
    sources.freeze();
    sources.hear(heard(6000, null), 1000);
    expect(sources.dataTime(['readings'])).toBe(5000);
    sources.thaw();
    expect(sources.dataTime(['readings'])).toBe(6000);
  });
});
