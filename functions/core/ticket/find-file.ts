import { ticketNotFound } from '#core/errors.ts';
import type { Attachment } from '#core/files/attachment.ts';
import type { ThreadStore, TicketStore } from './ports.ts';
import type { Ticket } from './ticket.ts';

interface FindWorld {
  readonly tickets: Pick<TicketStore, 'get'>;
  readonly threads: Pick<ThreadStore, 'withFile'>;
}

/** Returns a ticket's file as agents see it, or undefined. Throws `not_found` if there is no such ticket. */
export async function findFile(world: FindWorld, ticketId: string, fileId: string): Promise<Attachment | undefined> {
  return find(world, ticketId, fileId, { notes: true });
}

/** Returns a file of a customer's own ticket, or undefined: those of notes are not theirs. `of` throws `not_found` for a ticket that isn't, either. */
export async function findOwnFile(
  world: FindWorld,
  ticketId: string,
  fileId: string,
  of: (ticket: Ticket) => void,
): Promise<Attachment | undefined> {
  return find(world, ticketId, fileId, { notes: false, of });
}

async function find(
  { tickets, threads }: FindWorld,
  ticketId: string,
  fileId: string,
  { notes, of = () => {} }: { readonly notes: boolean; readonly of?: (ticket: Ticket) => void },
): Promise<Attachment | undefined> {
  const ticket = await tickets.get(ticketId);
  if (!ticket) throw ticketNotFound();
  of(ticket);
  const named = (attachments: readonly Attachment[] = []) => attachments.find(({ id }) => id === fileId);
  const first = named(ticket.attachments);
  if (first) return first;
  const message = await threads.withFile(ticketId, fileId);
  return message && (notes || message.kind === 'reply') ? named(message.attachments) : undefined;
}
