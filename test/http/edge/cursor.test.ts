import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cursorKeyFrom,
  openCursor,
  openPlace,
  readCursor,
  sealCursor,
  sealPlace,
  writeCursor,
} from '#http/edge/cursor.ts';
import { anyTime } from '#test/core/arbitraries.ts';

const key = cursorKeyFrom('desk_a');
const position = fc.record({
  createdAt: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  id: fc.uuid(),
});
const refused = expect.objectContaining({
  refusal: 'invalid_cursor',
  message: 'Start again without a cursor, then follow the Link header unchanged.',
});

describe('a cursor', () => {
  it('reads back as the position it was issued for', () => {
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

  it('is refused in another list, from another agent, and if it is not a cursor', () => {
    const cursor = writeCursor(key, 'open', { createdAt: '2026-11-23T00:00:00.000000000Z', id: 'x' });
    expect(() => readCursor(key, 'closed', cursor)).toThrow(refused);
    expect(() => readCursor(cursorKeyFrom('desk_b'), 'open', cursor)).toThrow(refused);
    for (const foreign of ['', 'abc', 'eyJpZCI6MX0', '%%%']) {
      expect(() => readCursor(key, 'open', foreign)).toThrow(refused);
    }
  });

  it('that an agent signed is refused unless it is a time and an id, neither too long for a key', () => {
    const id = 'abc12345-0000-4000-8000-000000000000';
    const signed = (createdAt: string, of: string) => writeCursor(key, 'open', { createdAt, id: of });
    expect(readCursor(key, 'open', signed('x'.repeat(64), id))).toEqual({ createdAt: 'x'.repeat(64), id });
    const wrong = [
      signed('x'.repeat(65), id),
      signed('', id),
      signed('a b', id),
      signed('a', `${id}0`),
      signed('a', 'x'),
    ];
    for (const cursor of wrong) expect(() => readCursor(key, 'open', cursor)).toThrow(refused);
  });

  it('that a caller signed is refused unless it is a short text, whatever it is for', () => {
    const signed = (text: string) => sealCursor(key, 'a ticket', text);
    for (const text of ['x', 'a b#c', 'x'.repeat(200)]) expect(openCursor(key, 'a ticket', signed(text))).toBe(text);
    for (const text of ['', 'x'.repeat(201), 'x'.repeat(2000), 'ä', 'a\nb', '\0']) {
      expect(() => openCursor(key, 'a ticket', signed(text))).toThrow(refused);
    }
  });

  it('for the entries before a place reads back as that place, and is refused unless it is one', () => {
    const id = 'abc12345-0000-4000-8000-000000000000';
    const position = fc.option(fc.record({ createdAt: anyTime, id: fc.uuid() }), { nil: undefined });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), position, (version, position) => {
        const place = { version, ...(position && { position }) };
        expect(openPlace(key, 'a ticket', sealPlace(key, 'a ticket', place))).toEqual(place);
        expect(() => openPlace(key, 'another', sealPlace(key, 'a ticket', place))).toThrow(refused);
      }),
    );
    for (const text of [
      '0',
      '-1',
      '1.5',
      '1e3',
      '02',
      ' 2',
      '1000000000',
      'two',
      'NaN',
      '2 x',
      `2 ${id}`,
      `x y ${id}`,
    ]) {
      expect(() => openPlace(key, 'a ticket', sealCursor(key, 'a ticket', text))).toThrow(refused);
    }
  });

  it('and its signature never change between releases: agents follow links across a deploy', () => {
    const position = { createdAt: '2026-11-23T00:00:00.000000000Z', id: 'abc12345-0000-4000-8000-000000000000' };
    const cursor =
      'zVZ42hb0vSA-JlPjCCifkDIwMjYtMTEtMjNUMDA6MDA6MDAuMDAwMDAwMDAwWiBhYmMxMjM0NS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDA';
    expect(writeCursor(key, 'open', position)).toBe(cursor);
    expect(() => readCursor(key, 'open', `${cursor}=`)).toThrow(refused);
  });
});
