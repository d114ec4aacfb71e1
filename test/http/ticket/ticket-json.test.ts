import { describe, expect, it } from 'vitest';
import { okTicket, ticketId } from '#http/ticket/ticket-json.ts';
import { exampleTicket } from './example-ticket.ts';

it('a ticket has its wire names in the contract’s order, and its version as entity tag', () => {
  expect(okTicket({ ...exampleTicket, version: 7 })).toMatchObject({ headers: { etag: '"7"' } });
  const { body } = okTicket(exampleTicket);
  expect(JSON.stringify(body)).toBe(
    JSON.stringify({
      id: 'abc12345-0000-4000-8000-000000000000',
      user_id: 'user-1',
      user_email: 'user@example.com',
      subject: 'Need help',
      message: 'It does not work.',
      status: 'open',
      priority: 'normal',
      support_tier: 'Email (48h response)',
      credits_purchased: 100,
      created_at: '2026-11-23T14:30:00.123456789Z',
      updated_at: '2026-11-23T14:30:00.123456789Z',
      closed_at: null,
      version: 1,
      user_name: null,
      latest_message: {
        author: { type: 'customer' },
        preview: 'It does not work.',
        created_at: '2026-11-23T14:30:00.123456789Z',
      },
      latest_customer_version: 1,
      assignee: null,
      tags: [],
      priority_set_by: null,
      channel: 'website',
      mail_problem: null,
      attachments: [],
      reply_due_at: null,
      resolve_due_at: null,
      replied_at: null,
      due_at: null,
      paused_at: null,
      snoozed_until: null,
      woken: null,
      closes_at: null,
      merged_into: null,
      merged: [],
    }),
  );
});

describe('the id of a ticket', () => {
  const id = exampleTicket.id;

  it('is a UUID in lower case', () => expect(ticketId.safeParse(id).success).toBe(true));

  it.each([
    '',
    id.toUpperCase(),
    ` ${id}`,
    `${id}0`,
    `0${id}`,
    id.replaceAll('-', ''),
    id.replace('a', 'g'),
    `${id}\n`,
  ])('is not %j', (text) => expect(ticketId.safeParse(text).success).toBe(false));
});
