import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cursorKeyFrom, readCursor, writeCursor } from '../../functions/http/cursor.ts';

const key = cursorKeyFrom('desk_a');
const position = fc.record({
  createdAt: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  id: fc.uuid(),
});
const refused = expect.objectContaining({ refusal: 'invalid_cursor' });

describe('a cursor', () => {
  it('reads back as the position it was written for', () => {
    fc.assert(
      fc.property(position, (where) => {
        expect(readCursor(key, 'open', writeCursor(key, 'open', where))).toEqual(where);
      }),
    );
  });

  it('is refused when any character of it is changed, dropped or added', () => {
    fc.assert(
      fc.property(position, fc.nat(), fc.constantFrom('', 'A', 'z', '=', '\u0000'), (where, at, replacement) => {
        const cursor = writeCursor(key, 'open', where);
        const index = at % cursor.length;
        const tampered = cursor.slice(0, index) + replacement + cursor.slice(index + 1);
        fc.pre(tampered !== cursor);
        expect(() => readCursor(key, 'open', tampered)).toThrow(refused);
      }),
    );
  });

  it('is refused in another list, from another agent, and when it is none', () => {
    const cursor = writeCursor(key, 'open', { createdAt: '2026-11-23T00:00:00.000000000Z', id: 'x' });
    expect(() => readCursor(key, 'closed', cursor)).toThrow(refused);
    expect(() => readCursor(cursorKeyFrom('desk_b'), 'open', cursor)).toThrow(refused);
    for (const foreign of ['', 'abc', 'eyJpZCI6MX0', '%%%']) {
      expect(() => readCursor(key, 'open', foreign)).toThrow(refused);
    }
  });
});
