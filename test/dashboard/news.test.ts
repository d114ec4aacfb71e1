import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { announcementOf, newestOf, newTickets, sentenceOf, titleOf } from '../../admin-site/dashboard/news.ts';
import { learn } from '../../admin-site/dashboard/ticket.ts';
import { anyTicket, byId, exampleTicket, numbered } from './tickets.ts';

const none = byId();

describe('a ticket is new', () => {
  it('when it came after all there were, the newest first', () => {
    const answered = [numbered(3), numbered(5), numbered(4)];
    expect(newTickets(answered, byId(numbered(3)), numbered(3))).toEqual([numbered(5), numbered(4)]);
  });

  it('when there was none before', () => {
    expect(newTickets([numbered(1)], none, null)).toEqual([numbered(1)]);
  });

  it.each([
    ['it is known already', [numbered(5)], byId(numbered(5))],
    ['it came into sight because those before it were closed', [numbered(1)], none],
    ['it was reopened, by another agent', [numbered(5, { version: 3 })], none],
    ['it was reopened, by an undo of one’s own', [numbered(5, { version: 3 })], byId(numbered(5, { version: 2 }))],
    ['it is answered, being worked on', [numbered(5, { version: 2, status: 'in_progress' })], none],
  ])('but not when %s', (_, answered, known) => {
    expect(newTickets(answered, known, numbered(3))).toEqual([]);
  });

  it('once, whatever the desk answers in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(anyTicket, { selector: ({ id }) => id })), (answers) => {
        const [first = [], ...later] = answers;
        const since = newestOf(first);
        let known = learn(none, first);
        const announced = later.flatMap((answered) => {
          const news = newTickets(answered, known, since);
          known = learn(known, answered);
          return news.map(({ id }) => id);
        });
        expect(new Set(announced).size).toBe(announced.length);
        for (const { id } of first) expect(announced).not.toContain(id);
      }),
    );
  });
});

describe('what is said', () => {
  it('names the customer and the subject of one', () => {
    const news = [exampleTicket({ userEmail: 'dana@example.com', subject: 'Need help' })];
    expect(sentenceOf(announcementOf(news))).toBe('1 new ticket from dana@example.com: Need help');
  });

  it('is the number of several', () => {
    expect(sentenceOf(announcementOf([numbered(1), numbered(2), numbered(3)]))).toBe('3 new tickets');
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
