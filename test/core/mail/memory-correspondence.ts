import type { Outstanding } from '#core/mail/outstanding.ts';
import type { Entry } from '#core/ticket/entry.ts';
import type { NewItem } from '#core/ticket/new-item.ts';
import type { TicketStore } from '#core/ticket/ports.ts';
import type { memoryMailLedger } from './memory-mail-ledger.ts';

/** The correspondence of tickets in memory, for the rules alone; the real one has its own tests. */
export const memoryCorrespondence =
  (
    tickets: Pick<TicketStore, 'get'>,
    entriesOf: (id: string) => readonly Entry[],
    { get, latest, read }: ReturnType<typeof memoryMailLedger>,
  ): Outstanding['correspondence'] =>
  async (ticketId, version, time) => {
    const ticket = await tickets.get(ticketId);
    if (!ticket) return undefined;
    const isWanted = (of: number, at: string) => of >= version || at > time;
    const items: NewItem[] = [
      ...(isWanted(1, ticket.createdAt) ? [{ type: 'ticket', ticket, imported: false } as const] : []),
      ...entriesOf(ticketId)
        .filter((entry) => isWanted(entry.version, entry.createdAt))
        .map((entry) => ({ type: 'entry', ticketId, entry, imported: false }) as const),
    ];
    return {
      ticket,
      items,
      latest: (about) => latest({ ...about, ticketId }),
      delivery: (mail) => {
        const item = get(mail);
        return item && read(item);
      },
    };
  };
