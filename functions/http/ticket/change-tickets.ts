import * as z from 'zod/mini';
import { encodedBytes, MAX_RESPONSE_BYTES } from '#core/encoded-bytes.ts';
import { DeskError, type FieldError, invalidFields } from '#core/errors.ts';
import type { Outcome } from '#core/ticket/change-many.ts';
import type { Contract } from '#http/edge/contract.ts';
import { RESERVED_BYTES } from '#http/edge/fitting.ts';
import { idempotencyKey } from '#http/edge/idempotency-key.ts';
import { problemOf } from '#http/edge/problem.ts';
import { refused } from '#http/edge/problems.ts';
import { uuid } from '#http/edge/uuid.ts';
import { ticketId, ticketJson, toTicketJson } from './ticket-json.ts';
import { ticketChange } from './update-ticket.ts';

const MAX_TICKETS = 100;
const MAX_VERSION = 999_999_999;
const howMany = `must be a list of 1 to ${MAX_TICKETS} tickets`;
const versions = `must be a whole number from 1 to ${MAX_VERSION}`;

const target = z.strictObject({
  id: uuid("must be a ticket's id"),
  version: z.int(versions).check(z.minimum(1, versions), z.maximum(MAX_VERSION, versions)),
});

const targets = z.array(target, howMany).check(
  z.minLength(1, howMany),
  z.maxLength(MAX_TICKETS, howMany),
  z.check(({ value, issues }) => {
    for (const [place, { id }] of value.entries()) {
      if (value.findIndex((other) => other.id === id) === place) continue;
      issues.push({ code: 'custom', message: 'is given more than once', path: [place, 'id'], input: id });
    }
  }),
);

const resultJson = z
  .looseObject({
    id: ticketId,
    status: z
      .int()
      .check(
        z.meta({ description: 'As PATCH would respond for this ticket; 503 if it was not tried, or is in doubt' }),
      ),
    ticket: z.optional(ticketJson),
    type: z.optional(z.string()),
    title: z.optional(z.string()),
    detail: z.optional(z.string()),
    errors: z.optional(z.array(z.strictObject({ pointer: z.string(), detail: z.string() }))),
  })
  .check(
    z.meta({
      id: 'TicketChangeResult',
      description:
        'With 200 and 412 `ticket` is the current ticket, unless there is no room left for it in the response; other than 200, it has the members of a problem',
    }),
  );

export type ResultJson = z.output<typeof resultJson>;

export const changeTicketsContract = {
  summary: 'Change many tickets',
  description:
    'Makes one change to up to 100 tickets, each on its own: `change` is as in PATCH, `version` what `If-Match` names there. Results are in the order of the request. Repeat what has status 503, or 409 unless it is `ticket_merged`. With an `Idempotency-Key`, repeating the request changes no ticket twice.',
  headers: z.object({ 'idempotency-key': idempotencyKey }),
  body: {
    schema: z.strictObject({ tickets: targets, change: ticketChange }).check(z.meta({ id: 'TicketChanges' })),
    types: ['application/json'],
  },
  responses: {
    200: {
      description: 'The outcome for each ticket',
      schema: z.strictObject({ results: z.array(resultJson) }),
    },
    400: { description: "The body can't be parsed" },
    ...refused.agent,
    413: { description: 'The body is too large' },
    415: { description: 'The body is not JSON in UTF-8' },
    422: {
      description: 'No ticket, too many or one of them twice; or `change` is invalid, as in PATCH. Nothing was changed',
    },
  },
} satisfies Contract;

/** Returns the outcomes for tickets on the wire; the last tickets are left out if they don't all fit into a response. */
export function toResultsJson(ids: readonly string[], outcomes: readonly Outcome[]): readonly ResultJson[] {
  let left = MAX_RESPONSE_BYTES - 2 * RESERVED_BYTES;
  return outcomes.map((outcome, place) => {
    const { ticket, ...result } = resultOf(ids[place] ?? '', outcome);
    left -= encodedBytes(ticket ?? null);
    return ticket && left > 0 ? { ...result, ticket } : result;
  });
}

function resultOf(id: string, outcome: Outcome): ResultJson {
  if (!(outcome instanceof DeskError)) return { id, status: 200, ticket: toTicketJson(outcome) };
  const { thread: _, errors, ...problem } = problemOf(outcome);
  return { id, ...problem, ...(errors !== undefined && { errors: withinChange(errors as FieldError[]) }) };
}

/** Calls a function that checks `change`: the mistakes that it throws have pointers into it. */
export async function checkingChange<T>(check: () => T | Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof DeskError && error.refusal === 'invalid_fields')) throw error;
    throw invalidFields(withinChange(error.members.errors as FieldError[]));
  }
}

const withinChange = (errors: readonly FieldError[]): FieldError[] =>
  errors.map(({ pointer, detail }) => ({ pointer: pointer.replace('#', '#/change'), detail }));
