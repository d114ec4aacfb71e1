import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  withAddedMessages,
  withEarlierMessages,
  withLatest,
  withLatestMessages,
  withMore,
  withTicket,
} from '#site/support-tickets/known-tickets.ts';
import type { OwnTicket, OwnTicketSummary, TicketPage } from '#site/support-tickets/own-ticket.ts';

const PAGE = 3;

const name = (number: number) => String(number).padStart(4, '0');
const message = (number: number) => ({
  id: name(number),
  author: 'you' as const,
  body: '',
  attachments: [],
  createdAt: name(number),
});

/** The desk's response for a ticket with so many messages: those before `end`, as many as a page has. */
function part(count: number, end = count): OwnTicket {
  const from = Math.max(0, end - PAGE);
  const messages = Array.from({ length: end - from }, (_, index) => message(from + index));
  return {
    ...summary('a', name(count)),
    message: '',
    attachments: [],
    messages,
    earlier: from > 0 ? String(from) : undefined,
  };
}
const summary = (id: string, updatedAt = '', subject = ''): OwnTicketSummary => ({
  id,
  subject,
  status: 'open',
  supportLevel: '',
  createdAt: id,
  updatedAt,
});
const idsOf = ({ messages }: OwnTicket) => messages.map(({ id }) => id);

describe('a known ticket', () => {
  /** The desk's response for a ticket with these messages: those before one of them, as many as a page has. */
  const pageOf = (
    all: readonly number[],
    updatedAt: string,
    { id = 'a', before = Number.POSITIVE_INFINITY } = {},
  ): OwnTicket => {
    const until = all.filter((number) => number < before);
    const messages = until.slice(-PAGE).map(message);
    const earlier = until.length > PAGE ? messages[0]?.id : undefined;
    return { ...summary(id, updatedAt), message: '', attachments: [], messages, earlier };
  };

  it.each([
    ['in between', [0, 2, 4], [1, 3]],
    ['in between, of which a part was read', [0, 2, 4, 6, 8], [5, 7]],
    ['before it', [4, 5, 6], [0, 1, 2]],
    ['before it, with room for one on the page', [5, 6], [0, 1, 2]],
  ])('has all messages of one that is merged into it while it is open: %s', (_, own, merged) => {
    const both = [...own, ...merged].sort((a, b) => a - b);
    let known = withLatestMessages(undefined, pageOf(own, '1'));
    if (known.earlier !== undefined)
      known = withEarlierMessages(known, pageOf(own, '1', { before: Number(known.earlier) }));
    known = withLatestMessages(known, pageOf(both, '2'));
    while (known.earlier !== undefined) {
      known = withEarlierMessages(known, pageOf(both, '2', { before: Number(known.earlier) }));
    }
    expect(idsOf(known)).toEqual(both.map(name));
  });

  it('is the one that it was merged into from then on, with all of its messages', () => {
    const known = withLatestMessages(undefined, pageOf([4, 5], '1'));
    const survivor = pageOf([0, 1, 2, 3, 4, 5], '2', { id: 'b' });
    expect(withLatestMessages(known, survivor)).toEqual(survivor);
  });

  it('has every message from some point on, once and in order, and the newest state, however responses overtake each other', () => {
    const step = fc.oneof(
      fc.record({ written: fc.nat({ max: 2 * PAGE }) }),
      fc.constant({ reads: 'earlier' as const }),
      fc.record({ late: fc.nat() }),
      fc.constant({ replies: true as const }),
    );
    fc.assert(
      fc.property(fc.nat({ max: 9 }), fc.array(step, { maxLength: 12 }), (atFirst, steps) => {
        let count = atFirst;
        let known = withLatestMessages(undefined, part(count));
        for (const now of steps) {
          if ('written' in now) {
            count += now.written;
            known = withLatestMessages(known, part(count));
          } else if ('late' in now) {
            const from = Number(known.earlier ?? 0);
            const fewest = from === 0 ? 0 : from + PAGE;
            known = withLatestMessages(known, part(fewest + (now.late % (count - fewest + 1))));
          } else if ('replies' in now) {
            count += 1;
            known = withAddedMessages(known, { ...part(count), messages: [message(count - 1)], earlier: undefined });
          } else if (known.earlier !== undefined) {
            known = withEarlierMessages(known, part(count, Number(known.earlier)));
          }
          const from = Number(known.earlier ?? 0);
          expect(idsOf(known)).toEqual(Array.from({ length: count - from }, (_, index) => name(from + index)));
          expect(known.updatedAt).toBe(name(count));
        }
      }),
    );
  });
});

describe('the list', () => {
  const page = (...ids: string[]): TicketPage => ({ tickets: ids.map((id) => summary(id)), next: 'next' });
  const ids = ({ tickets }: TicketPage) => tickets.map(({ id }) => id);

  it('keeps the pages loaded below its first page', () => {
    const loaded = withMore(withLatest(undefined, page('c', 'b')), { tickets: [summary('a')], next: undefined });
    expect(ids(loaded)).toEqual(['c', 'b', 'a']);
    const again = withLatest(loaded, page('d', 'c'));
    expect(ids(again)).toEqual(['d', 'c', 'b', 'a']);
    expect(again.next).toBeUndefined();
  });

  it('starts over if it could have a gap', () => {
    const loaded = withLatest(page('c', 'b', 'a'), page('h', 'g', 'f'));
    expect(ids(loaded)).toEqual(['h', 'g', 'f']);
    expect(loaded.next).toBe('next');
  });

  it('has a new ticket at once, and keeps it when an older response arrives', () => {
    const added = withTicket(page('b'), summary('c'));
    expect(ids(added)).toEqual(['c', 'b']);
    expect(ids(withTicket(added, summary('c')))).toEqual(['c', 'b']);
    expect(ids(withLatest(added, page('b', 'a')))).toEqual(['c', 'b', 'a']);
  });

  it('shows the newest state of a ticket, in its place', () => {
    const { tickets } = withTicket(page('c', 'b', 'a'), summary('b', '', 'new'));
    expect(tickets.map(({ subject }) => subject)).toEqual(['', 'new', '']);
  });
});
