import { timeLeft } from '#core/deadline.ts';
import { contended, DeskError, ticketNotFound } from '#core/errors.ts';
import type { Attached, FilesToAttach } from '#core/files/attach-files.ts';
import type { MailName } from '#core/mail/mail.ts';
import type { Clock, NewEntryId, Pause } from '#core/ports.ts';
import { timeAfter } from '#core/time-after.ts';
import { type ChangedField, changedFields, type Entry, type FieldChange } from './entry.ts';
import type { Operation, ThreadStore, TicketStore } from './ports.ts';
import { movedTargets } from './targets.ts';
import type { Ticket } from './ticket.ts';

/** The ports that changing a ticket needs. */
export interface ChangeWorld {
  readonly tickets: Pick<TicketStore, 'get' | 'change' | 'calendar'>;
  readonly threads: Pick<ThreadStore, 'recorded'>;
  readonly clock: Pick<Clock, 'timestamp'>;
  readonly newEntryId: NewEntryId;
  readonly pause: Pause;
}

/** A change to a ticket and its author. */
export interface Change extends Pick<Entry, 'kind' | 'author' | 'body' | 'contact' | 'mail' | 'resends'> {
  /** Returns the ticket as the change leaves it at a time; the same object if nothing changes. Version and `updatedAt` are set for it. */
  readonly rule: (ticket: Ticket, at: string) => Ticket;
  /** Present if the change may be requested again and must happen only once. */
  readonly operation?: Operation | undefined;
  /** The files of the message. */
  readonly files?: Pick<FilesToAttach, 'attach'> | undefined;
  /** A mail to send again. */
  readonly queued?: MailName | undefined;
}

/** The caller's conditions on the stored ticket; each throws if it isn't met. */
export interface Conditions {
  /** Checks whose ticket it is: first of all, also for a repeated request. */
  readonly of?: (ticket: Ticket) => void;
  /** Checks what the agent has read, before the ticket is changed. Skipped for a note that changes no field, which is never refused. */
  readonly precondition?: (ticket: Ticket) => void | Promise<void>;
}

/** The current ticket and the entry recorded; no entry if nothing changed. */
export interface Changed {
  readonly ticket: Ticket;
  readonly entry: Entry | undefined;
}

/** Others may win this many races in a row before the caller is asked to try again: less than six seconds, pauses included. */
export const MAX_ATTEMPTS = 40;
/** The time an attempt may take, in milliseconds: none starts that could exceed the deadline. */
const ATTEMPT_MS = 3000;

/**
 * Changes a ticket by a rule and records who did what, exactly once. A ticket that the rule leaves unchanged, and an operation done before, are
 * returned as they are, whatever the precondition. Throws `not_found`, `idempotency_key_reused`, `mail_not_resendable`, `contended`, `unavailable`,
 * `invalid_fields` for files that can't be attached, and whatever the conditions throw.
 */
export async function changeTicket(
  world: ChangeWorld,
  id: string,
  change: Change,
  { of = () => {}, precondition = () => {} }: Conditions = {},
): Promise<Changed> {
  const { rule, operation, queued, files, ...what } = change;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    if (attempt > 1) await world.pause(attempt - 1);
    if (attempt > 1 && timeLeft() < ATTEMPT_MS) break;
    const [before, past] = await Promise.all([
      findTicket(world, id),
      operation && world.threads.recorded(id, operation.id),
    ]);
    of(before);
    if (past) {
      if (past.contentHash !== operation?.contentHash) throw reused();
      // It may have been done just after the ticket was read.
      const ticket = before.version < past.entry.version ? await findTicket(world, id) : before;
      return { ticket, entry: past.entry };
    }
    const at = timeAfter(before.updatedAt, world.clock.timestamp());
    const ruled = rule(before, at);
    if (ruled === before && what.body === undefined) return { ticket: before, entry: undefined };
    const changes = changesBetween(before, ruled);
    let attached: Attached | undefined;
    try {
      if (what.kind !== 'note' || changes.length > 0) await precondition(before);
      attached = await files?.attach(id);
    } catch (refusal) {
      // The same operation may have been done while the ticket was read; then it succeeded.
      if (operation && (await world.threads.recorded(id, operation.id))) continue;
      throw refusal;
    }
    const targets = await targetsAfter(world, before, ruled, at);
    const after = { ...ruled, ...(targets && { targets }), updatedAt: at, version: before.version + 1 };
    const made = { id: world.newEntryId(at), version: after.version, createdAt: at, changes };
    const entry = { ...what, ...made, ...(attached && { attachments: attached.attachments }) };
    const stored = { before, after, entry, operation, queued, claim: attached?.claim };
    if (await world.tickets.change(stored)) return { ticket: after, entry };
  }
  throw contended('Too many people are changing this ticket at once. Try again in a moment.');
}

/** Returns a ticket's targets as a rule leaves them. Without their calendar, if somebody removed it, they are taken for around the clock. */
async function targetsAfter({ tickets }: ChangeWorld, before: Ticket, after: Ticket, at: string) {
  const { targets } = before;
  if (!targets) return undefined;
  const isNeeded = targets.calendar !== null && targets.pausedAt !== null;
  const calendar = isNeeded ? await tickets.calendar(targets.calendar) : undefined;
  const isReply = after.latestMessage !== before.latestMessage && after.latestMessage?.author.type === 'agent';
  return movedTargets(targets, { before, after, at, isReply }, calendar);
}

/** Returns the fields that a rule replaced: it leaves the others as they were. */
export function changesBetween(before: Ticket, after: Ticket): FieldChange[] {
  return changedFields.flatMap((field) => {
    const [from, to] = [fieldOf(before, field), fieldOf(after, field)];
    return from === to ? [] : [{ field, from, to } as FieldChange];
  });
}

const fieldOf = (ticket: Ticket, field: ChangedField) =>
  field === 'snoozed_until' ? ticket.snoozedUntil : ticket[field];

const reused = () =>
  new DeskError(
    'idempotency_key_reused',
    'This Idempotency-Key was used for something else. Send the same again, or choose a new key.',
  );

/** Returns the ticket, or throws `not_found`. */
export async function findTicket({ tickets }: { tickets: Pick<TicketStore, 'get'> }, id: string): Promise<Ticket> {
  const ticket = await tickets.get(id);
  if (!ticket) throw ticketNotFound();
  return ticket;
}
