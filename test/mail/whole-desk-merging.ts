import { expect } from 'vitest';
import { DeskError, isPassing } from '#core/errors.ts';
import { mergeTickets, unmergeTicket } from '#core/ticket/merge-tickets.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { untilAnswered } from './until-answered.ts';
import type { Desk } from './whole-desk.ts';
import { asRead, letIn, type Past } from './whole-desk-past.ts';
import { mustBeSeen, type Request } from './whole-desk-requests.ts';
import type { Step } from './whole-desk-steps.ts';

/** Two agents merge two tickets at once, each into the other. */
export async function mergeBothWays(past: Past, step: Step, one: string, other: string): Promise<void> {
  const colleague = { ...step, agent: 1 - step.agent };
  await Promise.all([requestMerge(past, step, one, other), requestMerge(past, colleague, other, one)]);
}

/** An agent merges a ticket into another one, or takes it out again if that is null. */
export async function merge(past: Past, step: Step, ticketId: string, into: string | null, isAlone: boolean) {
  const before = await look(past.desk, ticketId, into);
  const done = await requestMerge(past, step, ticketId, into);
  if (isAlone && done) await expectOutcome(past.desk, done, before);
}

const look = ({ changing }: Desk, id: string, into: string | null | undefined) =>
  Promise.all(
    [id, into ?? id].map(async (one) => (await changing.tickets.get(one)) ?? expect.fail('A ticket is gone.')),
  );

/** A request, the refusals that it got, and whether it was done according to an answer. */
interface Done {
  readonly request: Request;
  readonly refusals: readonly string[];
  readonly wasAnswered: boolean;
}

/** Returns undefined for an agent who isn't let in. */
async function requestMerge(past: Past, step: Step, ticketId: string, into: string | null): Promise<Done | undefined> {
  const agent = await letIn(past, step);
  if (!agent) return undefined;
  const { caller, world } = agent;
  const conditions = step.isConditional ? await asRead(past, step, caller, { ticketId, into }) : undefined;
  const request = { ticketId, into, agentId: caller.id, read: conditions?.read };
  if (!conditions) past.requests.push(request);
  const refusals: string[] = [];
  const send = async () => {
    try {
      return into === null
        ? await unmergeTicket(world, ticketId, caller, conditions)
        : await mergeTickets(world, ticketId, into, caller, conditions);
    } catch (error) {
      if (error instanceof DeskError && !isPassing(error)) refusals.push(error.refusal);
      throw error;
    }
  };
  const answers = await Promise.all([untilAnswered(send), step.twice ? untilAnswered(send) : undefined]);
  const wasAnswered = answers.some((answer) => answer !== undefined);
  if (wasAnswered && into !== null) past.merged.push(ticketId);
  return { request, refusals, wasAnswered };
}

/** A request that was alone has the outcome that the tickets before it demand. */
async function expectOutcome(desk: Desk, { request, refusals, wasAnswered }: Done, before: readonly Ticket[]) {
  const { ticketId, agentId, read, into } = request;
  const [ticket, survivor] = before;
  const wasDone = (ticket?.mergedInto?.id ?? null) === into;
  const isPossible = wasDone || into === null || (ticket && survivor && canMerge(ticket, survivor));
  const { entries = [] } = { ...(await desk.changing.threads.thread(ticketId, (ticket?.version ?? 0) + 1)) };
  const unseen = entries.filter((entry) => read !== undefined && entry.version > read && mustBeSeen(entry, agentId));
  const isUnseen = unseen.length > 0 && !wasDone;
  const right = !isPossible ? ['invalid_fields', 'ticket_merged'] : isUnseen ? ['version_mismatch'] : [];
  expect(refusals.filter((one) => !right.includes(one))).toEqual([]);
  if (right.length > 0) expect(wasAnswered).toBe(false);
  const after = await look(desk, ticketId, into);
  if (wasDone || right.length > 0) expect(after).toEqual(before);
  else if (wasAnswered) expect(after[0]?.mergedInto?.id ?? null).toBe(into);
}

/** Only two living tickets of one customer can be merged, of which the first isn't a survivor itself. */
const canMerge = (ticket: Ticket, survivor: Ticket): boolean =>
  ticket.id !== survivor.id &&
  ticket.userId === survivor.userId &&
  [ticket.mergedInto, survivor.mergedInto, ticket.merged].every((one) => one === undefined);
