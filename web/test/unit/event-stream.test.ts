import { describe, expect, it } from 'vitest';
import { EventStreamParser, MAX_EVENT_CHARACTERS } from '../../src/feed/event-stream.js';
import { FeedFormatError, parseMessage } from '../../src/feed/messages.js';
import { generator } from '../stand-in/market.js';

const STREAM = [
  ': a comment\r\n',
  'event: snapshot\ndata: {"a":\ndata: 1}\n\n',
  'event:delta\r\nid: 7-8\r\ndata: x\r\n\r\n',
  'id: ignored without data\n\n',
  'data:  two spaces\rid: 9\r\r',
  'event: beat\ndata: ü→😀\n\n',
  'retry: 1\ndata: after\n\n',
].join('');

const EVENTS = [
  { event: 'snapshot', data: '{"a":\n1}', id: undefined },
  { event: 'delta', data: 'x', id: '7-8' },
  { event: 'message', data: ' two spaces', id: '9' },
  { event: 'beat', data: 'ü→😀', id: undefined },
  { event: 'message', data: 'after', id: undefined },
];

describe('the event stream', () => {
  it('gives the same events wherever the pieces were cut', () => {
    const random = generator(11);
    for (let run = 0; run < 500; run++) {
      const parser = new EventStreamParser();
      const events = [];
      for (let at = 0; at < STREAM.length;) {
        const length = 1 + Math.floor(random() * (run % 40));
        events.push(...parser.push(STREAM.slice(at, at + length)));
        at += length;
      }
      expect(events).toEqual(EVENTS);
    }
  });

  it('skips a byte order mark at the very start', () => {
    expect(new EventStreamParser().push('\uFEFFdata: x\n\n')).toEqual([{ event: 'message', data: 'x', id: undefined }]);
  });

  it('refuses an event without end', () => {
    const parser = new EventStreamParser();
    const piece = `data: ${'x'.repeat(8 * 1024 * 1024)}\n`;
    expect(() => {
      for (let sent = 0; sent <= MAX_EVENT_CHARACTERS + piece.length; sent += piece.length) parser.push(piece);
    }).toThrow(RangeError);
  });
});

describe('a message', () => {
  it('of an unknown kind is passed over', () => {
    expect(parseMessage('hello', '{}')).toBeUndefined();
  });

  it.each([
    ['snapshot', 'nonsense', 'not JSON'],
    ['snapshot', '[]', 'expected an object'],
    ['snapshot', '{"view":"a","tick":1,"key":[],"columns":{}}', 'key=[]'],
    ['snapshot', '{"view":"a","tick":1,"key":["k"],"columns":{"v":[1]}}', 'key column k'],
    ['snapshot', '{"view":"a","tick":1.5,"key":["k"],"columns":{"k":[1]}}', 'tick=1.5'],
    ['snapshot', '{"view":"a","tick":1,"key":["k"],"columns":{"k":[1],"v":[]}}', 'column v has 0 values'],
    ['delta', '{"view":"a","tick":1,"put":{}}', 'from=undefined'],
    ['beat', '{"tick":1,"now":"soon"}', 'now="soon"'],
    ['end', '{"reason":"x"}', 'view=undefined'],
  ])('%s %s is refused, saying why', (event, data, reason) => {
    expect(() => parseMessage(event, data)).toThrow(FeedFormatError);
    expect(() => parseMessage(event, data)).toThrow(reason);
  });

  it('beat tells of the sources, with what is unknown left open', () => {
    const beat = parseMessage(
      'beat',
      '{"tick":3,"now":"2026-11-22T02:00:00Z","sources":{"feed":{"age_ms":140,"state":"live","refused":2},"other":{}},"tables":{"readings":{"age_ms":20,"data_time":1763776799000,"period_ms":1000},"market":{"age_ms":null,"stale_ms":7200000}},"boards":5}',
    );
    expect(beat).toEqual({
      kind: 'beat',
      tick: 3,
      now: Date.UTC(2026, 10, 22, 2),
      sources: {
        feed: { ageMs: 140, state: 'live', refused: 2 },
        other: { ageMs: null, state: 'connecting', refused: 0 },
      },
      tables: {
        readings: { ageMs: 20, periodMs: 1000, staleMs: null, dataTime: 1_763_776_799_000 },
        market: { ageMs: null, periodMs: null, staleMs: 7_200_000, dataTime: null },
      },
      boards: 5,
    });
  });
});
