import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../functions/core/message.ts';
import { ownedBy } from '../../functions/core/owned-by.ts';
import { entriesOf, inOrder, since, type ThreadEntry } from '../../functions/core/thread.ts';
import type { TicketEvent } from '../../functions/core/ticket-event.ts';
import { exampleTicket } from '../http/example-ticket.ts';

const at = (second: number) => `2026-11-02T00:00:${String(second).padStart(2, '0')}.000000000Z`;
const message = (version: number, second = version): Message => ({
  id: `m${version}`,
  kind: 'note',
  author: { type: 'agent', name: 'Dana' },
  body: 'x',
  createdAt: at(second),
  version,
});
const event = (version: number, second = version): TicketEvent => ({
  op: `e${version}`,
  kind: 'message_added',
  author: { type: 'agent', name: 'Dana' },
  at: at(second),
  from: 'open',
  to: 'open',
  version,
});
const name = (entry: ThreadEntry) => (entry.type === 'message' ? entry.message.id : entry.event.op);

describe('a thread', () => {
  it('is read in the order of the ticket’s versions, whatever clocks said, each message before its event', () => {
    const second = fc.integer({ min: 0, max: 59 });
    fc.assert(
      fc.property(fc.array(second, { maxLength: 8 }), fc.func(fc.integer()), (seconds, rank) => {
        const entries = seconds.flatMap((of, index) => entriesOf(message(index + 2, of), event(index + 2, of)));
        const shuffled = entries.toSorted((a, b) => rank(name(a)) - rank(name(b)));
        expect(inOrder(shuffled).map(name)).toEqual(seconds.flatMap((_, index) => [`m${index + 2}`, `e${index + 2}`]));
      }),
    );
  });

  it('of one version is in the order of time', () => {
    const [early, late] = [entriesOf(message(2, 1), event(2, 1)), entriesOf(message(2, 5), event(2, 5))];
    const times = inOrder([...late, ...early]).map((entry) =>
      entry.type === 'message' ? entry.message.createdAt : entry.event.at,
    );
    expect(times).toEqual([at(1), at(1), at(5), at(5)]);
  });

  it('begins with a message of which no mail is known', () => {
    expect(entriesOf(message(2), event(2))).toEqual([
      { type: 'message', message: message(2), delivery: undefined },
      { type: 'event', event: event(2) },
    ]);
  });

  it('tells what came in after a version', () => {
    const entries = [2, 3, 4].flatMap((version) => entriesOf(message(version), event(version)));
    expect(since(2, entries).map(name)).toEqual(['m3', 'e3', 'm4', 'e4']);
    expect(since(4, entries)).toEqual([]);
  });
});

it('a ticket is its customer’s; to another it is none', () => {
  const asks = (userId: string) => () =>
    ownedBy({ issuer: '', userId, email: 'a@example.com', creditsPurchased: 1 })(exampleTicket);
  expect(asks(exampleTicket.userId)).not.toThrow();
  expect(asks('another')).toThrow('There is no ticket with this id.');
});
