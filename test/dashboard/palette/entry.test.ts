import { describe, expect, it } from 'vitest';
import { actionEntries } from '#dashboard/palette/entries.ts';
import { findEntries, type PaletteEntry } from '#dashboard/palette/entry.ts';
import { deskOfThree, settled } from '#test/dashboard/desk/desk-of-three.ts';

describe('the palette finds', () => {
  const entry = (kind: PaletteEntry['kind'], text: string, more?: string): PaletteEntry => ({
    id: `${kind} ${text}`,
    kind,
    text,
    ...(more !== undefined && { more }),
    run: () => {},
  });
  const entries = [
    entry('action', 'Assign'),
    entry('action', 'Assign to me'),
    entry('view', 'Unassigned'),
    entry('ticket', '#0abc1234 About signing in', 'ada@example.com'),
    entry('canned', 'Signed', 'Please assign it to us'),
  ];
  const found = (query: string, ...recent: string[]) => findEntries(entries, query, recent).map(({ text }) => text);

  it('what matches best first, and texts by more than their names', () => {
    expect(found('assign')).toEqual(['Assign', 'Assign to me', 'Unassigned', 'Signed']);
    expect(found('ada')).toEqual(['#0abc1234 About signing in']);
  });

  it('an action by the word of its button, too', async () => {
    const { desk, ticket } = await deskOfThree();
    desk.changeStatus(ticket(1), 'closed');
    desk.select('ticket-1');
    await settled();
    expect(findEntries(actionEntries(desk), 'reopen', []).map(({ text }) => text)).toEqual(['Mark open']);
  });

  it('letters only in names of actions and views', () => {
    expect(found('atm')).toEqual(['Assign to me']);
    expect(found('asi')).toEqual(['Assign', 'Assign to me']);
  });

  it('of equals what was used last, and that first if nothing was typed', () => {
    expect(found('assi', 'action Assign to me')).toEqual(['Assign to me', 'Assign', 'Unassigned', 'Signed']);
    expect(found('', 'view Unassigned', 'action Assign to me').slice(0, 3)).toEqual([
      'Unassigned',
      'Assign to me',
      'Assign',
    ]);
  });
});
