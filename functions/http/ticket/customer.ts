import * as z from 'zod/mini';
import type { Profile } from '#core/ticket/profile.ts';
import type { Contract } from '#http/edge/contract.ts';
import { type Ok, ok } from '#http/edge/endpoint.ts';
import { refused } from '#http/edge/problems.ts';
import { ticketPath } from './get-ticket.ts';
import { status, ticketId, time } from './ticket-json.ts';

const credits = z.number();

const customerJson = z
  .strictObject({
    user_id: z.string(),
    email: z.string().check(z.meta({ description: 'According to their latest token' })),
    credits_purchased: credits.check(z.meta({ description: 'According to their latest token' })),
    first_contact_at: time,
    last_contact_at: time.check(z.meta({ description: 'The time of their latest ticket or reply' })),
    tickets: z
      .array(z.strictObject({ id: ticketId, subject: z.string(), status, created_at: time }))
      .check(z.meta({ description: 'Their other tickets, the newest ten' })),
    more: z.boolean().check(z.meta({ description: 'True if they have more than these' })),
  })
  .check(z.meta({ id: 'Customer' }));

export type CustomerJson = z.output<typeof customerJson>;

export const getCustomerContract = {
  summary: 'Get the customer of a ticket as they are known today',
  description: 'The ticket itself keeps what was known when it was submitted.',
  path: ticketPath,
  responses: {
    200: { description: 'The customer', schema: customerJson },
    ...refused.agent,
    ...refused.ticket,
  },
} satisfies Contract;

/** Returns a customer as a response. */
export const okCustomer = ({ ticket, others, more, ...profile }: Profile): Ok => {
  const body: CustomerJson = {
    user_id: ticket.userId,
    email: profile.email,
    credits_purchased: profile.creditsPurchased,
    first_contact_at: profile.firstContactAt,
    last_contact_at: profile.lastContactAt,
    tickets: others.map(({ id, subject, status, createdAt }) => ({ id, subject, status, created_at: createdAt })),
    more,
  };
  return ok(body);
};
