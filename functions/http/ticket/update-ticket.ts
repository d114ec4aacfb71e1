import * as z from 'zod/mini';
import { plainLinePattern } from '#core/text/text.ts';
import { MAX_TAG, MAX_TAGS } from '#core/ticket/tags.ts';
import type { Contract } from '#http/edge/contract.ts';
import { refusedChange, ticketMerged } from '#http/edge/problems.ts';
import { ticketPath, ticketResponse } from './get-ticket.ts';
import { priority, status } from './ticket-json.ts';

const tag = z
  .string('must be text')
  .check(z.meta({ minLength: 1, maxLength: MAX_TAG, pattern: plainLinePattern(',') }));

const tags = () => z.optional(z.array(tag, 'must be a list of texts').check(z.meta({ maxItems: MAX_TAGS })));

/** New values for a ticket's fields. */
export const ticketChange = z
  .strictObject({
    status: z.optional(status),
    priority: z.optional(priority),
    assignee: z.optional(
      z.nullable(z.string('must be the id of an active agent, or null').check(z.meta({ format: 'uuid' }))),
    ),
    tags: tags(),
    add_tags: tags(),
    remove_tags: tags(),
    snoozed_until: z.optional(z.nullable(z.string('must be a time, or null').check(z.meta({ format: 'date-time' })))),
  })
  .check(
    z.refine((fields) => Object.keys(fields).length > 0, 'must have at least one field'),
    z.meta({ id: 'TicketChange', minProperties: 1 }),
  );

export const updateTicketContract = {
  summary: 'Change a ticket',
  description:
    'Sets any of status, priority, assignee, tags and snoozed_until, all or nothing, in one entry. `open` reopens a closed ticket with the status it had before closing; setting what is there already changes nothing. `assignee` is the id of an active agent, or null. `tags` replaces all tags: at most 20, each of at most 40 characters, without commas; case makes no difference. `remove_tags` and `add_tags` leave the others as they are. `snoozed_until` is a time in the future (RFC 3339), or null: agents look at the ticket again from then on, or as soon as the customer writes. A closed ticket can’t be snoozed, and closing ends a snooze.',
  path: ticketPath,
  headers: z.object({ 'if-match': z.optional(z.string()) }),
  body: { schema: ticketChange, types: ['application/json'] },
  responses: {
    200: ticketResponse,
    ...refusedChange,
    409: ticketMerged,
    422: {
      description:
        'No field, an unknown or invalid one, an assignee who is unknown or inactive, or a snooze of a closed ticket or until a past time',
    },
  },
} satisfies Contract;
