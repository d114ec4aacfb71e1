import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnread } from '#core/ticket/is-unread.ts';
import { announcementOf, type Heard, hear, latestOf, newsIn, sentenceOf, titleOf } from '#dashboard/model/news.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { anyTicket, exampleTicket, numbered, replied } from '#test/dashboard/tickets.ts';

const none: Heard = new Map();
const of = (...tickets: Ticket[]) => hear(none, tickets);
const since = latestOf([numbered(3)]);

describe('news is a ticket', () => {
  it('that came after all there were, the newest first', () => {
    const answered = [numbered(3), numbered(5), numbered(4)];
    expect(newsIn(answered, of(numbered(3)), since)).toEqual([numbered(5), numbered(4)]);
  });

  it('that is the first', () => {
    expect(newsIn([numbered(1)], none, latestOf([]))).toEqual([numbered(1)]);
  });

  it('whose customer has replied, wherever it stands; before a new one, if that is older', () => {
    const reply = replied(2, 4, 6);
    expect(newsIn([numbered(5), reply], of(numbered(2)), since)).toEqual([reply, numbered(5)]);
    expect(newsIn([reply], of(replied(2, 2, 4)), since)).toEqual([reply]);
  });

  it('whose customer has replied, though no list has shown it yet', () => {
    expect(newsIn([replied(1, 4, 6)], none, since)).toEqual([replied(1, 4, 6)]);
  });

  it('that woke from a snooze, and is announced as such', () => {
    const woken = { at: '2026-11-23T12:00:09.000000000Z', version: 3 };
    const ticket = numbered(1, { version: 3, woken });
    expect(newsIn([ticket], none, since)).toEqual([ticket]);
    expect(newsIn([ticket], of(numbered(1)), since)).toEqual([ticket]);
    expect(newsIn([ticket], of(ticket), since)).toEqual([]);
    expect(announcementOf([ticket]).title).toBe('Snooze over: ticket from maria@example.com');
  });

  it('once, though two lists show it, each as of then', () => {
    const later = replied(5, 2, 6);
    expect(newsIn([numbered(5), numbered(5)], none, since)).toEqual([numbered(5)]);
    expect(newsIn([later, numbered(5)], none, since)).toEqual([later]);
  });

  it.each([
    ['it is known already', [numbered(5)], of(numbered(5))],
    ['it came into sight because those before it were closed', [numbered(1)], none],
    ['it came into sight so, with a reply from before the page was opened', [replied(1, 2, 2)], none],
    ['it was reopened, by another agent', [numbered(5, { version: 3 })], none],
    ['it was reopened, by an undo of one’s own', [numbered(5, { version: 3 })], of(numbered(5, { version: 2 }))],
    ['it is answered, being worked on', [numbered(5, { version: 2, status: 'in_progress' })], none],
    ['an agent has written', [{ ...replied(5, 4, 7), latestCustomerVersion: 3 }], of(replied(5, 3, 6))],
    ['an older answer comes late', [numbered(5)], of(replied(5, 2, 6))],
  ])('but not when %s', (_, answered, heard) => {
    expect(newsIn(answered, heard, since)).toEqual([]);
  });

  it('once for each message, whatever the desk answers in whatever order', () => {
    const written = anyTicket.chain((ticket) =>
      fc
        .integer({ min: 1, max: ticket.version })
        .map((latestCustomerVersion) => ({ ...ticket, latestCustomerVersion })),
    );
    fc.assert(
      fc.property(fc.array(fc.array(written)), (answers) => {
        const [first = [], ...later] = answers;
        let heard = of(...first);
        const announced = later.flatMap((answered) => {
          const news = newsIn(answered, heard, latestOf(first));
          heard = hear(heard, answered);
          return news.map(({ id, latestCustomerVersion }) => `${id} ${latestCustomerVersion}`);
        });
        expect(new Set(announced).size).toBe(announced.length);
        for (const { id, latestCustomerVersion } of first)
          expect(announced).not.toContain(`${id} ${latestCustomerVersion}`);
      }),
    );
  });
});

describe('a ticket is unread', () => {
  it.each([
    ['it was never opened', numbered(1), [], true],
    ['its customer replied after it was read', replied(1, 3, 2), [['ticket-1', 2]], true],
    ['it was read since', replied(1, 3, 2), [['ticket-1', 3]], false],
    ['only agents have written since', numbered(1, { version: 4 }), [['ticket-1', 1]], false],
    ['it is closed', numbered(1, { status: 'closed' }), [], false],
  ] as const)('if %s: %#', (_, ticket, read, unread) => {
    expect(isUnread(ticket, new Map(read))).toBe(unread);
  });
});

describe('what is said', () => {
  it('names the customer and the subject of one', () => {
    const news = [exampleTicket({ userEmail: 'dana@example.com', subject: 'Need help' })];
    expect(sentenceOf(announcementOf(news))).toBe('New ticket from dana@example.com: Need help');
  });

  it('is the number of several', () => {
    expect(sentenceOf(announcementOf([numbered(1), numbered(2), numbered(3)]))).toBe('3 new tickets');
  });

  it('tells replies from tickets', () => {
    const reply = replied(1, 3, 4);
    expect(sentenceOf(announcementOf([reply]))).toBe('New reply from maria@example.com: Export stuck');
    expect(sentenceOf(announcementOf([reply, replied(2, 2, 3)]))).toBe('2 new replies');
    expect(sentenceOf(announcementOf([reply, numbered(2), numbered(3)]))).toBe('2 new tickets, 1 new reply');
  });

  it('shows control characters instead of obeying them', () => {
    expect(sentenceOf(announcementOf([exampleTicket({ subject: '\u001b[2JGone' })]))).toMatch(/: \u241b\[2JGone$/);
  });
});

describe('the tab’s title', () => {
  it.each([
    [3, false, '(3) Support desk'],
    [3, true, '• (3) Support desk'],
    [undefined, false, 'Support desk'],
  ])('%s open, something unseen: %s', (open, unseen, title) => {
    expect(titleOf(open, unseen)).toBe(title);
  });
});
