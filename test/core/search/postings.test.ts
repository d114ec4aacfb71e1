import { describe, expect, it } from 'vitest';
import { factList, wordIn } from '#core/search/lists.ts';
import { dictionaryWords, listsOfEntry, listsOfTicket, listsUntilChanged } from '#core/search/postings.ts';
import { wordsOf } from '#core/search/words-of.ts';
import { latestMessage } from '#core/ticket/latest-message.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';

const file = (name: string) => ({ id: 'f1', name, type: 'text/plain', size: 1 });

describe('a ticket is for good in the lists of', () => {
  const ticket: Ticket = {
    ...exampleTicket,
    userId: 'cust_77',
    userEmail: 'olivia@example.com',
    userName: 'Olivia Müller',
    subject: 'Invoice INV-2026/0042, invoice',
    message: '返金 please',
    attachments: [file('Crash log.txt')],
  };

  it('its words, each once: subject, message, files, the customer’s address, name and id, and its own id', () => {
    const words = listsOfTicket(ticket).flatMap((list) => (list.startsWith('word#') ? list.slice(5) : []));
    expect(words).toHaveLength(new Set(words).size);
    expect(words).toEqual(
      expect.arrayContaining(
        'abc12345 cust 77 olivia example com muller invoice inv 2026 0042 返 金 please crash log txt'.split(' '),
      ),
    );
  });

  it('its tier, folded, and files if it has any', () => {
    const facts = (of: Ticket) => listsOfTicket(of).filter((list) => list.startsWith('fact#'));
    expect(facts(ticket)).toEqual(['fact#tier:email (48h response)', 'fact#has:file']);
    expect(facts(exampleTicket)).toEqual(['fact#tier:email (48h response)']);
  });

  it('no tag: tags move', () => {
    expect(listsOfTicket({ ...ticket, tags: ['billing'] })).toEqual(listsOfTicket(ticket));
  });
});

describe('a ticket is in the list of what is due', () => {
  const due = { replyDueAt: 120_000, resolveDueAt: 60_000 };
  const targets = { calendar: null, ...due, repliedAt: null, pausedAt: null };
  const dueListsOf = (of: Partial<Ticket>) =>
    listsUntilChanged({ ...exampleTicket, targets, ...of }).filter((list) => list.startsWith('due'));

  it('by what comes first, while it is open and its time runs', () => {
    expect(dueListsOf({})).toEqual(['due#1970-01-01T00:01:00.000Z']);
    expect(dueListsOf({ targets: { ...targets, resolveDueAt: null } })).toEqual(['due#1970-01-01T00:02:00.000Z']);
    expect(dueListsOf({ targets: { ...targets, resolveDueAt: null, repliedAt: 1 } })).toEqual([]);
    expect(dueListsOf({ targets: { ...targets, pausedAt: 1 } })).toEqual([]);
    expect(dueListsOf({ status: 'closed' })).toEqual([]);
    expect(dueListsOf({ targets: undefined })).toEqual([]);
  });
});

describe('an entry puts its ticket into the lists of', () => {
  it.each([
    ['a reply', { kind: 'reply', body: 'Try again, try.' }, ['word#try', 'word#again']],
    ['a note', { kind: 'note', body: 'Try again' }, ['note#try', 'note#again', 'fact#has:note']],
    ['an automatic mail', { kind: 'mail_automatic', body: 'Away' }, ['note#away']],
    ['an agent’s mail that wasn’t sent', { kind: 'mail_unsent', body: 'Oops' }, ['note#oops']],
    [
      'a file',
      { kind: 'reply', body: 'See', attachments: [file('a.log')] },
      ['word#see', 'word#a', 'word#log', 'fact#has:file'],
    ],
    [
      'a note’s file',
      { kind: 'note', body: 'See', attachments: [file('b')] },
      ['note#see', 'note#b', 'fact#has:file', 'fact#has:note'],
    ],
    ['a change', { kind: 'change' }, []],
  ] as const)('%s', (_, entry, lists) => {
    expect(listsOfEntry(entry)).toEqual(lists);
  });
});

describe('a ticket is, until it changes, in the lists of', () => {
  const moving = (changes: Partial<Ticket>) => listsUntilChanged({ ...exampleTicket, ...changes });

  it('its status, its priority, nobody or its assignee, and waiting until an agent replies', () => {
    expect(moving({})).toEqual(['fact#status:open', 'fact#priority:normal', 'fact#assignee:none', 'fact#is:waiting']);
    const dana = authorNamed('Dana');
    const answered = { latestMessage: latestMessage(dana, 'Hello', exampleTicket.createdAt), assignee: dana };
    expect(moving(answered)).toEqual(['fact#status:open', 'fact#priority:normal', `fact#assignee:${dana.id}`]);
    const asked = { latestMessage: latestMessage({ type: 'customer' }, 'Hello?', exampleTicket.createdAt) };
    expect(moving(asked)).toContain('fact#is:waiting');
    expect(moving({ snoozedUntil: exampleTicket.createdAt })).toContain('fact#is:snoozed');
  });

  it('its tags, folded, and their words', () => {
    const lists = moving({ tags: ['Größe XL', 'größe'] }).filter((list) => list.startsWith('fact#tag'));
    expect(lists).toEqual(['fact#tag:grosse xl', 'fact#tag:grosse', 'fact#tagword:grosse', 'fact#tagword:xl']);
  });
});

describe('a list', () => {
  it('of a word has one for the dictionary', () => {
    expect(['word#a', 'note#b', 'fact#tagword:c', 'fact#tag:d', 'fact#status:open'].map(wordIn)).toEqual([
      ...['a', 'b', 'c'],
      ...[undefined, undefined],
    ]);
    expect(dictionaryWords(['word#a', 'note#a', 'fact#has:file'])).toEqual(['a']);
  });

  it('has a name that fits into a key of DynamoDB, however long the word or the value is', () => {
    expect(wordsOf(`${'x'.repeat(99)} ${'\u{1f1e6}a\u{10400}'.repeat(99)}`).map((word) => [...word].length)).toContain(
      64,
    );
    expect(wordsOf('x'.repeat(99))).toEqual(['x'.repeat(64)]);
    expect(Buffer.byteLength(factList('tier', '長'.repeat(5000)))).toBeLessThan(2000);
    expect(factList('tier', `${'x'.repeat(499)}\u{1f600}`).isWellFormed()).toBe(true);
  });
});
