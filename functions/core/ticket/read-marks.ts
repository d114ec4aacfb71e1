import { invalidFields, ticketNotFound } from '#core/errors.ts';
import type { TicketStore } from './ports.ts';
import type { Position } from './ticket.ts';

/** The versions that an agent has read of tickets, by their ids. */
export type ReadVersions = ReadonlyMap<string, number>;

/** Remembers what each agent has read. Every method throws `unavailable`. */
export interface ReadMarks {
  /** Records that an agent has read a ticket up to a version; nothing if they have read it that far before. */
  mark(agentId: string, ticket: Position, version: number): Promise<void>;
  /** Returns the versions that an agent has read of these tickets, which were submitted one after another. */
  of(agentId: string, tickets: readonly Position[]): Promise<ReadVersions>;
  /** Returns the same of at most 100 tickets from any time. */
  ofEach(agentId: string, tickets: readonly Position[]): Promise<ReadVersions>;
  /** Returns a number that grows with each of an agent's marks; 0 without any. May be a moment old. */
  revision(agentId: string): Promise<number>;
}

interface World {
  readonly tickets: Pick<TicketStore, 'get'>;
  readonly marks: Pick<ReadMarks, 'mark'>;
}

/** Records that an agent has read a ticket up to a version. Throws `not_found`, `invalid_fields` for a version that doesn't exist, `unavailable`. */
export async function markRead({ tickets, marks }: World, ticketId: string, version: number, agentId: string) {
  const ticket = await tickets.get(ticketId);
  if (!ticket) throw ticketNotFound();
  if (version > ticket.version) {
    throw invalidFields([
      { pointer: '#/version', detail: `must not be above the ticket's version, ${ticket.version}` },
    ]);
  }
  await marks.mark(agentId, ticket, version);
}
