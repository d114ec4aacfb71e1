import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewOf } from '#core/ticket/latest-message.ts';
import { withMessage } from '#core/ticket/message.ts';
import { anyTicket, author, messageDraft } from '#test/core/arbitraries.ts';

const later = '2026-11-02T00:00:00.000000000Z';

describe('a ticket with a message', () => {
  it('keeps its snapshot unchanged', () => {
    fc.assert(
      fc.property(anyTicket, messageDraft, (ticket, draft) => {
        const { status, closedAt, statusBeforeClosing, snoozedUntil, activityAt, ...others } = withMessage(
          ticket,
          draft,
          later,
        );
        const { latestMessage, latestCustomerVersion, mailProblem } = others;
        const moved = {
          status,
          closedAt,
          statusBeforeClosing,
          snoozedUntil,
          activityAt,
          latestMessage,
          latestCustomerVersion,
          mailProblem,
        };
        expect(withMessage(ticket, draft, later)).toEqual({ ...ticket, ...moved });
        expect((closedAt === null) === (statusBeforeClosing === null)).toBe(true);
      }),
    );
  });

  it('waits for us after the customer wrote, and for the customer after we did; a note changes nothing', () => {
    fc.assert(
      fc.property(anyTicket, messageDraft, (ticket, draft) => {
        const { status } = withMessage(ticket, { ...draft, close: false }, later);
        if (draft.kind === 'note') expect(status).toBe(ticket.status);
        else if (draft.author.type === 'customer') expect(status).toBe('open');
        else expect(status).toBe(ticket.status === 'open' ? 'in_progress' : ticket.status);
        expect(withMessage(ticket, { ...draft, close: true }, later).status).toBe('closed');
      }),
    );
  });

  it('stays snoozed unless the customer writes or it is closed', () => {
    fc.assert(
      fc.property(anyTicket, messageDraft, (ticket, draft) => {
        const { status, snoozedUntil } = withMessage(ticket, draft, later);
        const wakes = draft.kind === 'reply' && draft.author.type === 'customer';
        const isClosed = status === 'closed' && ticket.status !== 'closed';
        expect(snoozedUntil).toBe(wakes || isClosed ? null : ticket.snoozedUntil);
      }),
    );
  });

  it('records the customer’s latest reply, and an agent’s reply clears the mail problem', () => {
    fc.assert(
      fc.property(anyTicket, author, (ticket, by) => {
        const troubled = { ...ticket, mailProblem: 'bounced' } as const;
        const { activityAt, mailProblem } = withMessage(troubled, { author: by, kind: 'reply', body: 'x' }, later);
        expect(activityAt).toBe(later);
        expect(mailProblem).toBe(by.type === 'agent' ? null : 'bounced');
        expect(withMessage(troubled, { author: by, kind: 'note', body: 'x' }, later).mailProblem).toBe('bounced');
      }),
    );
  });

  it('has the beginning of the latest reply, and the version of the customer’s latest; notes count for neither', () => {
    fc.assert(
      fc.property(anyTicket, fc.array(messageDraft, { maxLength: 6 }), (submitted, drafts) => {
        const after = drafts.reduce(
          (ticket, draft) => ({ ...withMessage(ticket, draft, later), version: ticket.version + 1 }),
          submitted,
        );
        const replies = drafts.map((draft, index) => ({ ...draft, made: submitted.version + index + 1 }));
        const latest = replies.findLast(({ kind }) => kind === 'reply');
        expect(after.latestMessage).toEqual(
          latest ? { author: latest.author, preview: previewOf(latest.body), createdAt: later } : null,
        );
        const ofCustomer = replies.findLast(({ kind, author: { type } }) => kind === 'reply' && type === 'customer');
        expect(after.latestCustomerVersion).toBe(ofCustomer?.made ?? 1);
      }),
    );
  });

  it('reveals no time of what the customer may not see', () => {
    fc.assert(
      fc.property(anyTicket, author, (ticket, by) => {
        const note = { author: by, kind: 'note', body: 'x' } as const;
        expect(withMessage(ticket, note, later)).toBe(ticket);
        const closing = withMessage(ticket, { ...note, close: true }, later);
        expect(closing.activityAt).toBe(ticket.status === 'closed' ? ticket.activityAt : later);
      }),
    );
  });
});
