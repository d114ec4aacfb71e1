import { describe, expect, it } from 'vitest';
import { readQuery } from '#core/search/query.ts';
import { isPreviewed } from '#dashboard/search/preview.ts';
import { exampleTicket, numbered, replied } from '#test/dashboard/tickets.ts';

const maria = exampleTicket({ subject: 'Rückerstattung', message: 'Second line\nCafé', tags: ['Billing'] });
const ali = numbered(2, {
  userEmail: 'ali@example.com',
  userId: 'u-77',
  status: 'closed',
  assignee: { id: 'a-1', name: 'Olga' },
});
const file = { id: 'f', name: 'screen.png', type: 'image/png', size: 1 };
const zoe = replied(3, 4, 5, { userEmail: 'zoe@example.com', attachments: [file], priority: 'high' });
const all = { maria, ali, zoe };

const previewed = (question: string) => {
  const query = readQuery(question, { me: 'a-1', agents: [{ id: 'a-1', name: 'Olga' }] });
  const read = new Map([[maria.id, maria.version]]);
  return Object.entries(all).flatMap(([name, ticket]) => (isPreviewed(query, ticket, read) ? [name] : []));
};

describe('the preview of a search', () => {
  it.each([
    ['ruckerstattung', ['maria']],
    ['CAFE second', ['maria']],
    ['caf', ['maria']],
    ['u-77', ['ali']],
    ['maria u-77', []],
    ['-maria', ['ali', 'zoe']],
    ['screen.png', ['zoe']],
    ['still', ['zoe']],
    ['abc12345', ['maria']],
    ['status:open', ['maria', 'zoe']],
    ['status:open status:closed', ['maria', 'ali', 'zoe']],
    ['status:open -tag:billing', ['zoe']],
    ['priority:high tag:billing', []],
    ['assignee:olga', ['ali']],
    ['assignee:none', ['maria', 'zoe']],
    ['from:zoe@example.com', ['zoe']],
    ['after:2026-11 before:2026-12', ['maria', 'ali', 'zoe']],
    ['before:2026-11', []],
    ['is:unread', ['zoe']],
    ['is:waiting is:unassigned', ['maria', 'zoe']],
    ['has:file', ['zoe']],
    // Not known here.
    ['has:note', []],
    ['-has:note', []],
    ['-has:file', []],
  ])('for %j', (question, names) => {
    expect(previewed(question)).toEqual(names);
  });
});
