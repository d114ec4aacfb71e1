import { ticketNumber } from '#core/ticket/ticket.ts';
import type { Desk } from '#dashboard/desk/desk.ts';
import { TICKETS } from '#dashboard/model/listing.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import type { Change } from '#dashboard/wire/connection.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import { readTicket } from '#dashboard/wire/ticket-json.ts';
import type { TicketJson } from '#http/ticket/ticket-json.ts';
import * as words from './messages.ts';

type Named = Pick<Ticket, 'id' | 'subject'>;

/** Merges a ticket into another one, shows that, and offers to undo it. What the desk refuses, a toast tells. */
export async function mergeTicket(desk: Desk, { from, into }: { readonly from: Named; readonly into: Named }) {
  const { subject } = into;
  const known = desk.tickets.ticket(from.id);
  const isSeen = known !== undefined && desk.conversation.threads.value.has(from.id);
  const init = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(isSeen && { 'if-match': `"${desk.conversation.seenVersion(known)}"` }),
    },
    body: JSON.stringify({ into: into.id }),
  } as const;
  await change(
    desk,
    { id: from.id, does: 'merge', init, shown: into.id },
    (reason) => {
      desk.toasts.show({ title: words.notMerged, subject, reason, goTo: { ticketId: from.id } });
    },
    () => {
      const undo = () =>
        void change(desk, { id: from.id, does: 'unmerge', init: { method: 'POST' }, shown: from.id }, (reason) => {
          desk.toasts.show({ title: words.notUnmerged, subject, reason, goTo: { ticketId: into.id } });
        });
      desk.toasts.show({ title: words.merged(ticketNumber(from), ticketNumber(into)), subject, undo });
    },
  );
}

/** Takes a ticket out of the one that it was merged into, which stays in view. What the desk refuses, a toast tells. */
export async function unmergeTicket(desk: Desk, id: string, { id: survivor, subject }: Named) {
  await change(
    desk,
    { id, does: 'unmerge', init: { method: 'POST' }, shown: survivor },
    (reason) => void desk.toasts.show({ title: words.notUnmerged, subject, reason, goTo: { ticketId: survivor } }),
    () => void desk.toasts.show({ title: words.unmerged(ticketNumber({ id })), subject, goTo: { ticketId: id } }),
  );
}

interface Request {
  readonly id: string;
  readonly does: 'merge' | 'unmerge';
  readonly init: Change;
  /** The ticket to show afterwards, unless the agent has gone to another one meanwhile. */
  readonly shown: string;
}

async function change(
  desk: Desk,
  { id, does, init, shown }: Request,
  refused: (reason: string) => void,
  done: () => void = () => {},
): Promise<void> {
  const { session, tickets, list, conversation } = desk;
  const api = session.api.value;
  const selected = conversation.selectedId.value;
  if (!api) return;
  try {
    const address = `${TICKETS}/${encodeURIComponent(id)}/${does}`;
    const ticket = await api.connection.change(address, init, ({ body }) => readTicket(body as TicketJson));
    if (session.api.value !== api) return;
    tickets.changed(ticket, Date.now());
    list.showWaiting();
    if (conversation.selectedId.value === selected) desk.select(shown);
    done();
    await Promise.all([conversation.readThread(shown), desk.refresh()]);
  } catch (error) {
    if (session.api.value !== api) return;
    if (!(error instanceof ProblemError) || error.status === 401) session.failed(error);
    conversation.showMissed(error);
    refused(error instanceof Error ? error.message : String(error));
  }
}
