import * as fc from 'fast-check';
import { latestMessage } from '#core/ticket/latest-message.ts';
import { statuses } from '#core/ticket/ticket.ts';
import type { Ticket, Tickets } from '#dashboard/model/ticket.ts';

/** A ticket as an agent's browser knows it. */
export function exampleTicket(changes: Partial<Ticket> = {}): Ticket {
  const { message = 'It stops at 99%.', createdAt = '2026-11-23T12:00:00.000000000Z' } = changes;
  return {
    id: 'abc12345-0000-4000-8000-000000000000',
    userId: 'customer-1',
    userEmail: 'maria@example.com',
    userName: null,
    subject: 'Export stuck',
    message: 'It stops at 99%.',
    status: 'open',
    priority: 'normal',
    prioritySetBy: null,
    assignee: null,
    tags: [],
    supportTier: 'Email (48h response)',
    creditsPurchased: 100,
    createdAt: '2026-11-23T12:00:00.000000000Z',
    updatedAt: '2026-11-23T12:00:00.000000000Z',
    closedAt: null,
    mailProblem: null,
    snoozedUntil: null,
    woken: null,
    version: 1,
    latestMessage: latestMessage({ type: 'customer' }, message, createdAt),
    latestCustomerVersion: 1,
    ...changes,
  };
}

/** The `number`th of a row of tickets, the higher the newer; numbers of one digit. */
export const numbered = (number: number, changes: Partial<Ticket> = {}): Ticket =>
  exampleTicket({ id: `ticket-${number}`, createdAt: `2026-11-23T12:00:0${number}.000000000Z`, ...changes });

/** The `number`th ticket, to which its customer's reply was the latest change, in this version and at this second. */
export const replied = (number: number, version: number, second: number, changes: Partial<Ticket> = {}): Ticket => {
  const createdAt = `2026-11-23T12:00:0${second}.000000000Z`;
  const latest = latestMessage({ type: 'customer' }, 'It still stops.', createdAt);
  return numbered(number, {
    version,
    latestCustomerVersion: version,
    latestMessage: latest,
    updatedAt: createdAt,
    ...changes,
  });
};

/** Any of ten tickets, in any version and status. */
export const anyTicket: fc.Arbitrary<Ticket> = fc
  .record({
    number: fc.integer({ min: 0, max: 9 }),
    version: fc.integer({ min: 1, max: 5 }),
    status: fc.constantFrom(...statuses),
  })
  .map(({ number, ...changes }) => numbered(number, changes));

export const byId = (...tickets: Ticket[]): Tickets => new Map(tickets.map((ticket) => [ticket.id, ticket]));
