import { describe, expect, it } from 'vitest';
import { withinDeadline } from '#core/deadline.ts';
import { readTerms } from '#core/search/query.ts';
import { searchOwnTickets } from '#core/search/search-own-tickets.ts';
import type { Message } from '#core/ticket/entry.ts';
import { isOlder } from '#core/ticket/merged-messages.ts';
import { newestFirst, type Position, type Ticket } from '#core/ticket/ticket.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';

/** A customer's tickets, each with its replies, and the number of threads read. */
function desk(...written: { subject: string; message?: string; replies?: string[] }[]) {
  const stored = written.map(({ subject, message = '', replies = [] }, index) => ({
    ticket: {
      ...exampleTicket,
      id: `ticket-${index}`,
      subject,
      message,
      createdAt: `2026-11-24T${String(index).padStart(4, '0')}`,
    } as Ticket,
    replies: replies.map((body, at) => ({ id: String(at), createdAt: String(at).padStart(4, '0'), body }) as Message),
  }));
  const read: string[] = [];
  const listed = stored.map(({ ticket }) => ticket).toSorted(newestFirst);
  return {
    read,
    tickets: {
      get: async (id: string) => listed.find((ticket) => ticket.id === id),
      ofCustomer: async (_: string, limit: number, after?: Position) => {
        const from = after === undefined ? 0 : listed.findIndex(({ id }) => id === after.id) + 1;
        return { tickets: listed.slice(from, from + limit), more: from + limit < listed.length };
      },
    },
    threads: {
      replies: async (id: string, limit: number, before?: Position) => {
        read.push(id);
        const all = stored.find(({ ticket }) => ticket.id === id)?.replies ?? [];
        const earlier = all.filter((one) => !before || isOlder(one, before));
        return { messages: earlier.slice(-limit), more: earlier.length > limit };
      },
    },
  };
}
const search = async (of: ReturnType<typeof desk>, q: string, limit = 20, after?: Position) => {
  const { tickets, ...rest } = await searchOwnTickets(of, 'user', readTerms(q), limit, after);
  return { ...rest, found: tickets.map(({ subject }) => subject) };
};

describe('a customer’s search', () => {
  it('finds subjects, messages and replies, newest first, and names of files', async () => {
    const of = desk(
      { subject: 'Printer', message: 'It jams.' },
      { subject: 'Invoice', message: 'Where is it?', replies: ['The printer has it.'] },
      { subject: 'Refund' },
    );
    expect(await search(of, 'printer')).toMatchObject({ found: ['Invoice', 'Printer'], more: false });
    expect((await search(of, 'printer -invoice')).found).toEqual(['Printer']);
    expect((await search(of, 'ticket-2')).found).toEqual(['Refund']);
  });

  it('reads no replies of a ticket that matches without them', async () => {
    const of = desk({ subject: 'Printer', replies: ['Hello.'] }, { subject: 'Other', replies: ['A printer.'] });
    await search(of, 'printer');
    expect(of.read).toEqual(['ticket-1']);
  });

  it('finds a word in the first of very many replies', async () => {
    const replies = ['The needle.', ...Array.from({ length: 450 }, (_, index) => `Reply ${index}`)];
    expect((await search(desk({ subject: 'Long', replies }), 'needle')).found).toEqual(['Long']);
  });

  it('goes on where it ended, and says how far it came if it found nothing', async () => {
    const many = Array.from({ length: 250 }, (_, index) => ({ subject: index % 100 === 0 ? 'Needle' : 'Hay' }));
    const of = desk(...many);
    const first = await search(of, 'needle', 1);
    expect(first).toMatchObject({ found: ['Needle'], more: true });
    const found: string[] = [];
    let pages = 0;
    for (let after: Position | undefined, more = true; more; pages += 1) {
      const page = await search(of, 'needle', 20, after);
      found.push(...page.found);
      ({ reached: after, more } = page);
    }
    expect([found.length, pages]).toEqual([3, 3]);
  });

  it('stops in time', async () => {
    const of = desk(...Array.from({ length: 50 }, () => ({ subject: 'Hay' })));
    expect(await withinDeadline(1000, () => search(of, 'needle'))).toMatchObject({ found: [], more: true });
    expect(of.read).toHaveLength(10);
  });
});
