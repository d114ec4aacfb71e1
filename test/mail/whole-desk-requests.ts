import { expect } from 'vitest';
import type { Entry } from '#core/ticket/entry.ts';
import type { Desk } from './whole-desk.ts';
import { type Histories, type History, latestIn } from './whole-desk-histories.ts';

/** An agent's request that says which version of a ticket they had read, or to merge it. */
export interface Request {
  readonly ticketId: string;
  readonly agentId: string;
  /** Undefined if it says nothing of that. */
  readonly read: number | undefined;
  /** The text of a message, or the operation of a change, or the ticket to merge it into: null to take it out again. */
  readonly text?: string | undefined;
  readonly operation?: string | undefined;
  readonly into?: string | null | undefined;
}

/** A customer's message, or what another agent did to be seen, by the plain rule. What happens to a merged ticket happens to its survivor. */
export const mustBeSeen = ({ author, kind, changes }: Entry, agentId: string): boolean =>
  kind === 'reply'
    ? !(author.type === 'agent' && author.id === agentId)
    : author.type === 'agent' && author.id !== agentId && changes.length > 0 && intoOf(changes) === undefined;

/** Returns the ticket that changes merged theirs into; null if they took it out again, undefined if neither. */
export const intoOf = (changes: Entry['changes']): string | null | undefined =>
  changes.flatMap(({ field, to }) => (field === 'merged_into' ? [to] : []))[0];

const closes = ({ changes }: Entry) => changes.some(({ field, to }) => field === 'status' && to === 'closed');

/** No agent who named the version they read changed, merged or closed a ticket over what they hadn't seen, and no machine closed one whose customer waits. */
export async function expectSeen(
  { changing }: Desk,
  histories: Histories,
  requests: readonly Request[],
): Promise<void> {
  const byText = new Map(
    [...histories].flatMap(([ticketId, { turns }]) => turns.map(({ entry }) => [entry.body, { ticketId, entry }])),
  );
  for (const request of requests) {
    const { ticketId, agentId, text, operation, into } = request;
    if (into !== undefined) continue;
    const history = histories.get(ticketId) ?? expect.fail('A ticket is gone.');
    const found = operation === undefined ? byText.get(text) : await changing.threads.recorded(ticketId, operation);
    if (!found || (found.entry.kind === 'note' && found.entry.changes.length === 0)) continue;
    const { entry: made, ticketId: live } = found;
    expect(unseenBy(history, { agentId, read: request.read }, made)).toEqual([]);
    if (live !== ticketId) expect(unseenOf(histories.get(live), history, request, made)).toEqual([]);
  }
  for (const history of histories.values()) {
    expectMergesRequested(history, requests);
    for (const { entry, before } of history.turns) {
      if (entry.author.type !== 'system' || !closes(entry)) continue;
      expect(latestIn(histories, history.ticket.id, before, entry.createdAt).author.type).toBe('agent');
    }
  }
}

/** Returns the entries that an agent had to see before an entry was made, and hadn't. */
function unseenBy({ turns }: History, { agentId, read }: Pick<Request, 'agentId' | 'read'>, made: Entry) {
  const since = turns.filter(({ entry }) => entry.version > (read ?? turns.length + 1));
  return since.filter(({ entry }) => entry.createdAt < made.createdAt && mustBeSeen(entry, agentId));
}

/** Returns what an agent had to see of the survivor of the ticket that they named: all that is newer than what they had read, but that the two were merged. */
function unseenOf(survivor: History | undefined, named: History, { agentId, read }: Request, made: Entry) {
  if (!survivor || read === undefined) return [];
  const time = named.turns.find(({ entry }) => entry.version === read)?.entry.createdAt ?? named.ticket.createdAt;
  const isOfMerge = ({ field, from, to }: Entry['changes'][number]) =>
    field === 'merged' && from.includes(named.ticket.id) !== to.includes(named.ticket.id);
  const entries = survivor.turns.map(({ entry }) => entry).filter(({ changes }) => !changes.some(isOfMerge));
  const newer = entries.filter(({ createdAt }) => createdAt > time && createdAt < made.createdAt);
  return [survivor.ticket, ...newer.filter((entry) => mustBeSeen(entry, agentId))].filter(
    (one) => one.createdAt > time,
  );
}

/** Each merge, and each end of one, was requested by its agent, who had seen all if they said so. */
function expectMergesRequested(history: History, requests: readonly Request[]): void {
  for (const { entry } of history.turns) {
    const [{ author }, into] = [entry, intoOf(entry.changes)];
    if (into === undefined) continue;
    const causes = requests.filter((one) => one.ticketId === history.ticket.id && one.into === into);
    const own = causes.filter(({ agentId }) => author.type === 'agent' && author.id === agentId);
    expect(own.filter((one) => unseenBy(history, one, entry).length === 0)).not.toEqual([]);
  }
}
