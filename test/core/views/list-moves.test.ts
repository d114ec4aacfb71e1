import { describe, expect, it } from 'vitest';
import { listMoveOf, strayMoveOf } from '#core/views/list-moves.ts';

const ticket = { id: 't1', createdAt: '2026-11-01T10:00:00.000000000Z' };
const inLists = (version: number, ...lists: string[]) => ({ version, lists });

describe('a step moves a ticket', () => {
  it('into all its lists if nobody knows of any, also if it was applied before there were lists', () => {
    const move = { ticket, version: 2, enters: ['a', 'b'], leaves: [], isFirst: true };
    expect(listMoveOf(ticket, [undefined, undefined], inLists(2, 'a', 'b'))).toEqual(move);
    expect(listMoveOf(ticket, [{ version: 1 }, undefined], inLists(2, 'a', 'b'))).toEqual(move);
  });

  it('by the difference to the latest version that any generation knows', () => {
    const move = { ticket, version: 4, enters: ['c'], leaves: ['b'], isFirst: false };
    const known = [inLists(1, 'a', 'old'), inLists(3, 'a', 'b')];
    expect(listMoveOf(ticket, known, inLists(4, 'a', 'c'))).toEqual(move);
    expect(listMoveOf(ticket, known.toReversed(), inLists(4, 'a', 'c'))).toEqual(move);
  });

  it('nowhere if the latest known version is as late, or has the same lists', () => {
    expect(listMoveOf(ticket, [undefined, inLists(3, 'a')], inLists(3, 'a'))).toBeUndefined();
    expect(listMoveOf(ticket, [inLists(1, 'b'), inLists(3, 'a')], inLists(2, 'b'))).toBeUndefined();
    expect(listMoveOf(ticket, [inLists(1, 'a', 'b'), undefined], inLists(2, 'b', 'a'))).toBeUndefined();
  });

  it('out of all lists once it is removed', () => {
    expect(listMoveOf(ticket, [inLists(1, 'a'), undefined], inLists(2))).toMatchObject({ enters: [], leaves: ['a'] });
  });
});

describe('an attempt to move a ticket that a later version overtook', () => {
  const attempt = { ticket, version: 2, enters: ['a', 'b'], leaves: ['c'], isFirst: true };

  it('is followed by leaving the lists that the latest known version is not in', () => {
    const known = [inLists(1, 'c'), inLists(3, 'a')];
    const move = { ticket, version: 3, enters: [], leaves: ['b'], isFirst: false };
    expect(strayMoveOf(attempt, known)).toEqual(move);
    expect(strayMoveOf(attempt, known.toReversed())).toEqual(move);
    expect(strayMoveOf(attempt, [inLists(3), undefined])).toMatchObject({ leaves: ['a', 'b'] });
  });

  it('is followed by nothing if that version is in them, or is not later after all', () => {
    expect(strayMoveOf(attempt, [inLists(3, 'a', 'b', 'd')])).toBeUndefined();
    expect(strayMoveOf(attempt, [inLists(2, 'a', 'b'), undefined])).toBeUndefined();
    expect(strayMoveOf(attempt, [inLists(1, 'c'), undefined])).toBeUndefined();
  });
});
