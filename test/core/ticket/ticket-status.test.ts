import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Status, Ticket } from '#core/ticket/ticket.ts';
import { withStatus } from '#core/ticket/ticket-status.ts';
import { anyStatus, openTicket, time } from '#test/core/arbitraries.ts';

const later = '2026-11-02T00:00:00.000000000Z';
const apply = (ticket: Ticket, path: readonly Status[]) =>
  path.reduce((it, status) => withStatus(it, status, later), ticket);

describe('a change of status', () => {
  it('records when a ticket was closed, and clears it on reopening', () => {
    fc.assert(
      fc.property(openTicket, fc.array(anyStatus), (ticket, path) => {
        const { status, closedAt, statusBeforeClosing } = apply(ticket, path);
        expect(closedAt !== null).toBe(status === 'closed');
        expect(statusBeforeClosing !== null).toBe(status === 'closed');
      }),
    );
  });

  it('is not snoozed any more once it is closed, nor when it is reopened', () => {
    const snoozed = fc.tuple(openTicket, time).map(([ticket, snoozedUntil]) => ({ ...ticket, snoozedUntil }));
    fc.assert(
      fc.property(snoozed, fc.array(anyStatus), (ticket, path) => {
        expect(apply(ticket, path).snoozedUntil).toBe(path.includes('closed') ? null : ticket.snoozedUntil);
      }),
    );
  });

  it('never touches the snapshots taken at submission', () => {
    fc.assert(
      fc.property(openTicket, fc.array(anyStatus), (ticket, path) => {
        const changed = apply(ticket, path);
        const { id, userId, userEmail, userName, supportTier, creditsPurchased, createdAt, subject, message } = ticket;
        const snapshot = {
          id,
          userId,
          userEmail,
          userName,
          supportTier,
          creditsPurchased,
          createdAt,
          subject,
          message,
        };
        expect(changed).toMatchObject(snapshot);
      }),
    );
  });

  it('leaves a ticket that already has the status unchanged, and otherwise counts as activity', () => {
    fc.assert(
      fc.property(openTicket, anyStatus, (ticket, status) => {
        const once = withStatus(ticket, status, later);
        expect(once === ticket).toBe(status === ticket.status);
        expect(once.activityAt).toBe(status === ticket.status ? ticket.activityAt : later);
        expect(withStatus(once, once.status, later)).toBe(once);
      }),
    );
  });

  it('restores the status before closing when a closed ticket is reopened', () => {
    fc.assert(
      fc.property(openTicket, fc.array(anyStatus), (ticket, path) => {
        const before = apply(ticket, path);
        fc.pre(before.status !== 'closed');
        expect(apply(before, ['closed', 'open']).status).toBe(before.status);
      }),
    );
  });

  it('lets an agent reopen as in_progress explicitly', () => {
    fc.assert(
      fc.property(openTicket, (ticket) => {
        expect(apply(ticket, ['closed', 'in_progress']).status).toBe('in_progress');
        expect(apply(ticket, ['in_progress', 'open']).status).toBe('open');
      }),
    );
  });
});
