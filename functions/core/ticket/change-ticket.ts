import { timeLeft } from '#core/deadline.ts';
import { contended, DeskError, ticketNotFound } from '#core/errors.ts';
import type { Attached, FilesToAttach } from '#core/files/attach-files.ts';
import type { MailName } from '#core/mail/mail.ts';
import type { Clock, NewEntryId, Pause } from '#core/ports.ts';
import { timeAfter } from '#core/time-after.ts';
import { changedFields, type Entry, type FieldChange } from './entry.ts';
import type { Operation, Recorded, StoredChange, ThreadStore, TicketStore } from './ports.ts';
import { movedTargets, type Targets, type Turn } from './targets.ts';
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
export interface Change
  extends Pick<Entry, 'kind' | 'author' | 'body' | 'contact' | 'resends' | 'closesAt' | 'ruledBy'> {
  /** Returns the ticket as the change leaves it at a time; the same object if nothing changes. Version and `updatedAt` are set for it. */
  readonly rule: (ticket: Ticket, at: string) => Ticket;
  /** The mail that the message arrived by; a function if it depends on the ticket that is changed. */
  readonly mail?: Entry['mail'] | ((live: Ticket) => Entry['mail']);
  /** Present if the change may be requested again and must happen only once. */
  readonly operation?: Operation | undefined;
  /** The files of the message. */
  readonly files?: Pick<FilesToAttach, 'attach'> | undefined;
  /** A mail to send again. */
  readonly queued?: MailName | undefined;
  /** The ticket to change instead of one that was merged: its survivor, or the merged one itself. Without this, the change is refused. */
  readonly onMerged?: 'follow' | 'stay' | undefined;
}

/** The caller's conditions on the stored ticket; each throws if it isn't met. */
export interface Conditions {
  /** Checks whose ticket it is: first of all, also for a repeated request. */
  readonly of?: (ticket: Ticket) => void;
  /**
   * Checks what the agent has read of the ticket they name, before the one that it lives on in is changed: itself, unless it was merged. Skipped for a note that
   * changes no field, which is never refused.
   */
  readonly precondition?: (named: Ticket, live: Ticket) => void | Promise<void>;
}

/** The current ticket and the entry recorded; no entry if nothing changed. */
export interface Changed {
  readonly ticket: Ticket;
  readonly entry: Entry | undefined;
}

/**
 * Changes a ticket by a rule and records who did what, exactly once. A ticket that the rule leaves unchanged, and an operation done before, are
 * returned as they are, whatever the precondition. A ticket that was merged into another isn't changed, unless the change says what to do then. Throws
 * `not_found`, `idempotency_key_reused`, `mail_not_resendable`, `ticket_merged`, `contended`, `unavailable`, `invalid_fields` for files that can't be
 * attached, and whatever the conditions throw.
 */
export async function changeTicket(
  world: ChangeWorld,
  id: string,
  change: Change,
  { of = () => {}, precondition = () => {} }: Conditions = {},
): Promise<Changed> {
  const { rule, operation, queued, files, onMerged, mail, ...what } = change;
  return untilStored(world, async () => {
    const [named, past] = await Promise.all([
      findTicket(world, id),
      operation && world.threads.recorded(id, operation.id),
    ]);
    of(named);
    const before = named.mergedInto && onMerged === 'follow' ? await survivorOf(world, named) : named;
    // Its merge is being undone.
    if (!before) return undefined;
    if (past) {
      if (past.contentHash !== operation?.contentHash) throw reused();
      return { ticket: await ticketOf(world, past, before), entry: past.entry };
    }
    const at = timeAfter(before.updatedAt, world.clock.timestamp());
    const ruled = rule(before, at);
    if (ruled === before && what.body === undefined) return { ticket: before, entry: undefined };
    if (before.mergedInto && onMerged !== 'stay') throw ticketMerged(before.mergedInto);
    let attached: Attached | undefined;
    try {
      if (what.kind !== 'note' || changesBetween(before, ruled).length > 0) await precondition(named, before);
      attached = await files?.attach(before.id);
    } catch (refusal) {
      // The same operation may have been done while the ticket was read; then it succeeded.
      if (operation && (await world.threads.recorded(id, operation.id))) return undefined;
      throw refusal;
    }
    const step = await stepOf(world, before, ruled, at, {
      ...what,
      ...(mail && { mail: typeof mail === 'function' ? mail(before) : mail }),
      ...(attached && { attachments: attached.attachments }),
    });
    const once = operation && before.id !== id ? { ...operation, ticketId: id } : operation;
    const stored = await world.tickets.change({ ...step, operation: once, queued, claim: attached?.claim });
    return stored ? { ticket: step.after, entry: step.entry } : undefined;
  });
}

/** Others may win this many races in a row before the caller is asked to try again: less than six seconds, pauses included. */
export const MAX_ATTEMPTS = 40;
/** The time an attempt may take, in milliseconds: none starts that could exceed the deadline. */
const ATTEMPT_MS = 3000;

/** Repeats an attempt while others win the race, which it tells by returning undefined. Throws `contended`, and what the attempt throws. */
export async function untilStored<T>(
  { pause }: Pick<ChangeWorld, 'pause'>,
  attempt: () => Promise<T | undefined>,
): Promise<T> {
  for (let attempts = 1; attempts <= MAX_ATTEMPTS; attempts += 1) {
    if (attempts > 1) await pause(attempts - 1);
    if (attempts > 1 && timeLeft() < ATTEMPT_MS) break;
    const result = await attempt();
    if (result !== undefined) return result;
  }
  throw contended('Too many people are changing this ticket at once. Try again in a moment.');
}

/** Returns what leads from a ticket to what a rule made of it: its next version, and the entry that made that. Throws `unavailable`. */
export async function stepOf(
  world: Pick<ChangeWorld, 'newEntryId' | 'tickets'>,
  before: Ticket,
  ruled: Ticket,
  at: string,
  what: Omit<Entry, 'id' | 'version' | 'createdAt' | 'changes'>,
): Promise<Pick<StoredChange, 'before' | 'after' | 'entry'>> {
  const isReply = what.kind === 'reply' && what.author.type === 'agent';
  const targets = await targetsAfter(world, { before, after: ruled, at, isReply });
  const after = { ...ruled, ...(targets && { targets }), updatedAt: at, version: before.version + 1 };
  const changes = changesBetween(before, ruled);
  const entry = { ...what, id: world.newEntryId(at), version: after.version, createdAt: at, changes };
  return { before, after, entry };
}

/** Returns a ticket's targets as a turn leaves them. Without their calendar, if somebody removed it, they are taken for around the clock. */
async function targetsAfter(
  { tickets }: Pick<ChangeWorld, 'tickets'>,
  turn: Turn & { readonly before: Ticket },
): Promise<Targets | undefined> {
  const { targets } = turn.before;
  if (!targets) return undefined;
  const isNeeded = targets.calendar !== null && targets.pausedAt !== null;
  return movedTargets(targets, turn, isNeeded ? await tickets.calendar(targets.calendar) : undefined);
}

/** Returns the fields that a rule replaced: it leaves the others as they were. */
export function changesBetween(before: Ticket, after: Ticket): FieldChange[] {
  return changedFields.flatMap((field) => {
    const [from, to] = [fieldOf(before, field), fieldOf(after, field)];
    return from === to ? [] : [{ field, from, to } as FieldChange];
  });
}

const NONE: readonly string[] = [];

function fieldOf(ticket: Ticket, field: FieldChange['field']): FieldChange['to'] {
  if (field === 'snoozed_until') return ticket.snoozedUntil;
  if (field === 'merged_into') return ticket.mergedInto?.id ?? null;
  return field === 'merged' ? (ticket.merged ?? NONE) : ticket[field];
}

/** Returns the ticket that a merged one lives on in; undefined if that doesn't know it: then one of the two was read before the merge, or its end. */
async function survivorOf(world: ChangeWorld, { id, mergedInto }: Ticket): Promise<Ticket | undefined> {
  const survivor = mergedInto && (await world.tickets.get(mergedInto.id));
  return survivor?.merged?.includes(id) ? survivor : undefined;
}

/** Returns the ticket that an operation was done on, or the one that it lives on in. */
async function ticketOf(world: ChangeWorld, { ticketId, entry }: Recorded, ticket: Ticket): Promise<Ticket> {
  if (ticket.merged?.includes(ticketId)) return ticket;
  // It may have been done just after the ticket was read.
  return ticket.id === ticketId && ticket.version >= entry.version ? ticket : findTicket(world, ticketId);
}

/** The refusal to change a ticket that was merged into another. */
export const ticketMerged = ({ id }: Pick<Ticket, 'id'>): DeskError =>
  new DeskError('ticket_merged', 'This ticket was merged into another one, whose id is in `merged_into`.', {
    members: { merged_into: id },
  });

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
