import { namedId } from '#core/agents/team.ts';
import type { AgentRef } from '#core/ticket/author.ts';
import { asking, type Exchange, type SentMessage, type WantedStatus } from '#test/faults/exchanges.ts';
import type { Item } from '#test/faults/faulty-desk.ts';
import { type PromisedStatus, statusAfter, submitted } from '#test/faults/ticket-as-promised.ts';
import { fails } from './fails.ts';
import type { Made, Stored } from './stored.ts';

/**
 * Checks that ticket and entries have the same history, in which nothing happened twice, nothing happened that nobody requested, and no time goes
 * back.
 */
export function histories(exchanges: readonly Exchange[], stored: ReadonlyMap<unknown, Stored>): string[] {
  const asked = asking(exchanges, 'change', 'message').map((exchange) => exchange.asked);
  const byMark = new Map(asked.map((one) => [markOf(one), one]));
  const entries = [...stored.values()].flatMap((one) => one.entries);
  const times = Map.groupBy(entries, markOf);
  return [
    ...[...times].flatMap(([mark, { length }]) => fails(length > 1, `${mark} was done ${length} times`)),
    ...[...stored.values()].flatMap((one) => oneHistory(one, (entry) => byMark.get(markOf(entry)))),
  ];
}

type Sent = SentMessage | WantedStatus;

/** Identifies a message or a change. */
const markOf = (of: Made | Sent): string => ('body' in of && of.body !== undefined ? of.body : String(of.agent));

function oneHistory({ ticket, entries }: Stored, askedFor: (entry: Made) => Sent | undefined): string[] {
  const { id } = ticket;
  const times = [String(ticket.created_at), ...entries.map(({ at }) => at)];
  const faults: string[] = [];
  let state: PromisedStatus = submitted;
  let closedAt: string | null = null;
  let assignee: AgentRef | null = null;
  for (const [index, entry] of entries.entries()) {
    const { version, agent, kind, at, changes } = entry;
    const asked = askedFor(entry);
    const what = `${id}: the ${kind} of ${agent ?? 'the customer'} in version ${version}`;
    faults.push(
      ...fails(version !== index + 2, `${what} follows version ${index + 1}`),
      ...fails(at <= String(times[index]), `${what} was made at ${at}, after ${times[index]}`),
      ...fails(!asked || !isWhatWasAsked(entry, ticket, asked), `${what} was requested by nobody`),
    );
    const next = asked ? statusAfter(state, asked) : state;
    const expected = next.status === state.status ? [] : [{ field: 'status', from: state.status, to: next.status }];
    const changed = changes.filter(({ field }) => field === 'status');
    const assigned = changes.filter(({ field }) => field === 'assignee');
    const author = agent === undefined ? null : { id: namedId(agent), name: agent };
    // The first reply assigns, unless its function knew of a single agent.
    const canAssign = kind === 'reply' && author !== null && assignee === null;
    faults.push(
      ...fails(
        JSON.stringify(changed) !== JSON.stringify(expected),
        `${what} changed ${JSON.stringify(changes)}, not ${JSON.stringify(expected)}`,
      ),
      ...fails(
        assigned.length > 0 &&
          !(canAssign && JSON.stringify(assigned) === JSON.stringify([{ field: 'assignee', from: null, to: author }])),
        `${what} assigned ${JSON.stringify(assigned)} over ${JSON.stringify(assignee)}`,
      ),
    );
    if (assigned.length > 0) assignee = author;
    if (next.status !== state.status) closedAt = next.status === 'closed' ? at : null;
    state = next;
  }
  const expected = {
    version: entries.length + 1,
    status: state.status,
    closed_at: closedAt,
    updated_at: times.at(-1),
    assignee: assignee ?? undefined,
    ...latest(entries),
  };
  return [
    ...faults,
    ...Object.entries(expected).flatMap(([field, value]) =>
      fails(
        JSON.stringify(ticket[field]) !== JSON.stringify(value),
        `${id} has ${field} ${JSON.stringify(ticket[field])}, but its history gives ${JSON.stringify(value)}`,
      ),
    ),
  ];
}

function isWhatWasAsked({ agent, kind, body }: Made, { id }: Item, asked: Sent): boolean {
  const { kind: wanted, body: sent } = asked.does === 'message' ? asked : { kind: 'change', body: undefined };
  return asked.ticketId === id && asked.agent === agent && wanted === kind && sent === body;
}

/** Returns what the ticket repeats from its replies. */
function latest(entries: readonly Made[]) {
  const reply = entries.findLast(({ kind }) => kind === 'reply');
  const { at: created_at, body: preview, agent } = reply ?? {};
  const author = agent === undefined ? { author: 'customer' } : { author: 'agent', agent, agent_id: namedId(agent) };
  const latestOfCustomer = entries.findLast((entry) => entry.agent === undefined);
  return {
    latest_message: reply && { ...author, preview, created_at },
    latest_customer_version: latestOfCustomer?.version,
  };
}
