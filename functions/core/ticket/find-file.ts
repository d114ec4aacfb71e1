import { ticketNotFound } from '#core/errors.ts';
import type { Attachment } from '#core/files/attachment.ts';
import { liveOn, withMerged } from './merged-messages.ts';
import type { ThreadStore, TicketStore } from './ports.ts';
import type { Ticket } from './ticket.ts';

interface FindWorld {
  readonly tickets: Pick<TicketStore, 'get'>;
  readonly threads: Pick<ThreadStore, 'withFile'>;
}

/** A file, and the ticket that has it: the one that was named, or one that reads together with it since a merge. */
export interface FoundFile {
  readonly ticketId: string;
  readonly file: Attachment;
}

/** Returns a ticket's file as agents see it, or undefined. Throws `not_found` if there is no such ticket. */
export async function findFile(world: FindWorld, ticketId: string, fileId: string): Promise<FoundFile | undefined> {
  return find(world, ticketId, fileId, { notes: true });
}

/** Returns a file of a customer's own ticket, or undefined: those of notes are not theirs. `of` throws `not_found` for a ticket that isn't, either. */
export async function findOwnFile(
  world: FindWorld,
  ticketId: string,
  fileId: string,
  of: (ticket: Ticket) => void,
): Promise<FoundFile | undefined> {
  return find(world, ticketId, fileId, { notes: false, of });
}

async function find(
  { tickets, threads }: FindWorld,
  ticketId: string,
  fileId: string,
  { notes, of = () => {} }: { readonly notes: boolean; readonly of?: (ticket: Ticket) => void },
): Promise<FoundFile | undefined> {
  const ticket = await tickets.get(ticketId);
  if (!ticket) throw ticketNotFound();
  of(ticket);
  for await (const one of withMerged({ tickets }, await liveOn({ tickets }, ticket))) {
    const file = named(fileId, one.attachments) ?? named(fileId, await attachmentsBeside(one.id));
    if (file) return { ticketId: one.id, file };
  }
  return undefined;

  async function attachmentsBeside(id: string): Promise<readonly Attachment[] | undefined> {
    const message = await threads.withFile(id, fileId);
    return message && (notes || message.kind === 'reply') ? message.attachments : undefined;
  }
}

const named = (fileId: string, attachments: readonly Attachment[] = []): Attachment | undefined =>
  attachments.find(({ id }) => id === fileId);
