import * as z from 'zod/mini';
import { automaticKinds } from '#core/inbound/by-mail.ts';
import { type HeldMail, heldReasons } from '#core/inbound/held-mail.ts';
import type { Contract } from '#http/edge/contract.ts';
import { type CursorKey, openCursor, sealCursor } from '#http/edge/cursor.ts';
import { type Ok, ok } from '#http/edge/endpoint.ts';
import { contentHash } from '#http/edge/entity-tags.ts';
import { fitting } from '#http/edge/fitting.ts';
import { contended, refused, unchanged } from '#http/edge/problems.ts';
import { wholeNumber } from '#http/edge/whole-number.ts';
import { ticketId, ticketJson, time } from '#http/ticket/ticket-json.ts';

const described = <S extends z.ZodMiniType>(schema: S, description: string): S =>
  schema.check(z.meta({ description })) as S;

/** A mail that waits for an agent, on the wire. */
const heldMailJson = z
  .strictObject({
    id: z.string(),
    from: described(z.nullable(z.string()), 'The sender’s address; null if the mail names no single one'),
    name: z.nullable(z.string()),
    verified: described(z.boolean(), 'True if DMARC passed or the mail has the signature of its sender’s domain'),
    automatic: described(z.nullable(z.enum(automaticKinds)), 'The kind of automatic mail; null if a person wrote it'),
    subject: z.string(),
    text: z.string(),
    quoted: described(z.string(), 'Quoted history and signature'),
    remarks: described(z.array(z.string()), 'What could not be read, in plain English'),
    reason: z.enum(heldReasons),
    blocked: described(z.boolean(), 'True if mail from the sender is blocked now'),
    ticket_id: described(z.nullable(ticketId), 'The ticket that the mail replies to, if that is known'),
    received_at: time,
    expires_at: described(time, 'It is deleted then'),
  })
  .check(z.meta({ id: 'HeldMail' }));

export type HeldMailJson = z.output<typeof heldMailJson>;

const LIST = 'held-mail';
const MAX_PAGE = 100;

export const listHeldMailContract = {
  summary: 'List the mail that waits for an agent',
  description:
    'Mail that the desk could not prove to belong to a ticket or a customer, newest first. Nothing is dropped: it waits here until an agent accepts or deletes it, or until it expires.',
  query: z.strictObject({
    limit: z._default(wholeNumber(1, MAX_PAGE, `${MAX_PAGE} if absent`), MAX_PAGE),
    cursor: z.optional(z.string()),
  }),
  headers: unchanged.headers,
  responses: {
    200: {
      description: 'A page of held mail',
      schema: z.array(heldMailJson),
      headers: {
        ETag: 'A hash of the page, in quotes',
        Link: 'The next page, path-relative, as `rel="next"` (RFC 8288); absent on the last one',
      },
    },
    ...unchanged.response,
    400: { description: 'The cursor was tampered with, or issued to another agent' },
    ...refused.agent,
    422: { description: 'An unknown limit or parameter' },
  },
} satisfies Contract;

/** An invalid id is looked up as one that nothing has. */
const heldMailId = z
  .catch(z.string().check(z.regex(/^[0-9TZ]{19,20}-[0-9a-f]{16}$/)), 'none')
  .check(z.meta({ default: undefined }));

export const heldMailPath = z.strictObject({ mail_id: heldMailId });

export const acceptHeldMailContract = {
  summary: 'Accept a held mail',
  description:
    'Adds it to a ticket as the customer’s reply; one to an agent’s reply address is kept for that agent instead. Without `ticket_id` it becomes a new ticket of the customer who sent it. Accepting it again for the same ticket returns that ticket.',
  path: heldMailPath,
  body: { schema: z.strictObject({ ticket_id: z.optional(ticketId) }), types: ['application/json'] },
  responses: {
    200: { description: 'The ticket', schema: ticketJson },
    400: { description: 'The body cannot be parsed' },
    ...refused.agent,
    404: { description: 'There is no such mail: it was deleted, or has expired' },
    409: contended,
    413: { description: 'The body is too large' },
    415: { description: 'The body is not JSON in UTF-8' },
    422: {
      description:
        'There is no such ticket, the mail was accepted for another one, or the sender is no customer and `ticket_id` is missing; or an unknown field',
    },
  },
} satisfies Contract;

export const deleteHeldMailContract = {
  summary: 'Delete a held mail',
  description: 'Deletes it with its original, for good. Also succeeds if it is gone already.',
  path: heldMailPath,
  responses: { 204: { description: 'The mail is gone' }, ...refused.agent },
} satisfies Contract;

/** Reads the id in a cursor. Throws `invalid_cursor`. */
export const heldMailAfter = (key: CursorKey, cursor: string | undefined): string | undefined =>
  cursor === undefined ? undefined : openCursor(key, LIST, cursor);

/** Returns a page as a response, with its hash as entity tag: a dashboard asks for it often. `blocked` are those of its senders who are blocked. */
export function okHeldMail(
  { mails, more }: { readonly mails: readonly HeldMail[]; readonly more: boolean },
  blocked: ReadonlySet<string>,
  limit: number,
  key: CursorKey,
): Ok {
  const body = fitting(
    mails.map((mail) => toHeldMailJson(mail, blocked)),
    '',
  );
  const last = mails[body.length - 1];
  const hasNext = last !== undefined && (more || body.length < mails.length);
  const etag = `"${contentHash([body, hasNext])}"`;
  if (!hasNext) return ok(body, { etag });
  const query = new URLSearchParams({ limit: String(limit), cursor: sealCursor(key, LIST, last.id) });
  return ok(body, { etag, link: `</api/admin/held-mail?${query}>; rel="next"` });
}

const toHeldMailJson = (mail: HeldMail, blocked: ReadonlySet<string>): HeldMailJson => ({
  id: mail.id,
  from: mail.from,
  name: mail.name,
  verified: mail.isVerified,
  automatic: mail.automatic,
  subject: mail.subject,
  text: mail.text,
  quoted: mail.quoted,
  remarks: [...mail.remarks],
  reason: mail.reason,
  blocked: mail.from !== null && blocked.has(mail.from),
  ticket_id: mail.ticketId,
  received_at: mail.receivedAt,
  expires_at: mail.expiresAt,
});
