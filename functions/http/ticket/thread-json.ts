import * as z from 'zod/mini';
import type { AddedMessage } from '#core/ticket/add-message.ts';
import { type Conversation, type Place, placeBefore } from '#core/ticket/conversation.ts';
import { type MailProblem, mailProblems } from '#core/ticket/ticket.ts';
import { type Ok, ok } from '#http/edge/endpoint.ts';
import { contentHash } from '#http/edge/entity-tags.ts';
import { fitting } from '#http/edge/fitting.ts';
import { emailJson, toEmailJson } from './channel-json.ts';
import { deliveryJson, entryJson, toDeliveryJson, toEntryJson } from './entry-json.ts';
import { ticketJson, toTicketJson, versionTag } from './ticket-json.ts';

/** Entries of a thread on the wire, oldest first. */
const entriesJson = z.array(entryJson);

/** A ticket with its thread, as agents see it. */
export const threadJson = z
  .strictObject({
    ...ticketJson.shape,
    thread: entriesJson,
    email: z.nullable(emailJson),
    confirmation: z.nullable(deliveryJson),
    contact_email: z
      .string()
      .check(
        z.meta({ description: "The address that mail to the customer goes to: the one in the website's latest token" }),
      ),
    contact_suppressed: z
      .nullable(z.enum(mailProblems))
      .check(z.meta({ description: 'The reason why no mail is sent to that address; null if it is sent' })),
  })
  .check(z.meta({ id: 'TicketThread' }));

export type ThreadJson = z.output<typeof threadJson>;

/** A ticket with the message added to it. */
export const addedJson = z
  .strictObject({ ...ticketJson.shape, thread: entriesJson })
  .check(z.meta({ id: 'TicketWithNewMessage' }));

export type AddedJson = z.output<typeof addedJson>;

/**
 * Returns a thread as a response: the latest entries that fit, with a link to the earlier ones. The entity tag is the ticket's version and a hash of
 * the body, because mails change the body without a new version.
 */
export function okThread(
  conversation: Conversation,
  { email, suppressed }: { readonly email: string; readonly suppressed: MailProblem | undefined },
  linkTo: (before: Place) => string,
): Ok {
  const { ticket, entries, confirmation, earlier } = conversation;
  const rest = {
    email: toEmailJson(ticket.mail),
    confirmation: toDeliveryJson(confirmation),
    contact_email: email,
    contact_suppressed: suppressed ?? null,
  };
  const own = toTicketJson(ticket);
  const latest = fitting(entries.toReversed().map(toEntryJson), { ...own, ...rest }).toReversed();
  const body: ThreadJson = { ...own, thread: latest, ...rest };
  const left = entries.length - latest.length;
  const next = left > 0 ? placeBefore(conversation, left) : earlier;
  return ok(body, {
    etag: versionTag(ticket.version, contentHash([body, next])),
    ...(next !== undefined && { link: `<${linkTo(next)}>; rel="next"` }),
  });
}

/** Returns an added message as a response. */
export function okAdded({ ticket, message }: AddedMessage): Ok {
  const body: AddedJson = { ...toTicketJson(ticket), thread: [toEntryJson(message)] };
  return ok(body, { etag: versionTag(ticket.version) });
}
