import { expect } from 'vitest';
import { DeskError } from '#core/errors.ts';
import { mergeTickets, unmergeTicket } from '#core/ticket/merge-tickets.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { untilAnswered } from './until-answered.ts';
import { asRead, letIn, type Past } from './whole-desk-past.ts';
import { mustBeSeen } from './whole-desk-requests.ts';
import type { Step } from './whole-desk-steps.ts';

/** Two agents merge two tickets at once, each into the other. */
export async function mergeBothWays(past: Past, step: Step, one: string, other: string): Promise<void> {
  const colleague = { ...step, agent: 1 - step.agent };
  await Promise.all([requestMerge(past, step, one, other), requestMerge(past, colleague, other, one)]);
}

/** An agent merges a ticket into another one, or takes it out again (null). Alone, the request has the outcome that the tickets before it say. */
export async function merge(
  past: Past,
  step: Step,
  ticketId: string,
  into: string | null,
  isAlone: boolean,
): Promise<void> {
  const { tickets, threads } = past.desk.changing;
  const look = () => Promise.all([ticketId, into ?? ticketId].map((id) => tickets.get(id)));
  const [ticket, survivor] = await look();
  const done = await requestMerge(past, step, ticketId, into);
  if (!isAlone || !done || !ticket || !survivor) return;

  const { refusals, read, agentId } = done;
  const isPossible = into === null || ticket.mergedInto?.id === into || canMerge(ticket, survivor);
  const isDone = (ticket.mergedInto?.id ?? null) === into;
  const since = (await threads.thread(ticketId))?.entries.filter(({ version }) => version > (read ?? ticket.version));
  const isUnseen =
    since?.some((entry) => entry.version <= ticket.version && mustBeSeen(entry, agentId)) && isPossible && !isDone;
  if (!isPossible) expect(refusals.filter((one) => !['invalid_fields', 'ticket_merged'].includes(one))).toEqual([]);
  else expect(refusals.filter((one) => !(isUnseen && one === 'version_mismatch'))).toEqual([]);
  const wasRefused = !isPossible || isUnseen;
  const [after, survivorAfter] = await look();
  if (wasRefused || isDone) expect([after, survivorAfter]).toEqual([ticket, survivor]);
  else if (done.wasAnswered) expect(after?.mergedInto?.id ?? null).toBe(into);
  if (wasRefused) expect(done.wasAnswered).toBe(false);
}

/** Only two living tickets of one customer can be merged, of which the first isn't a survivor itself. */
const canMerge = (ticket: Ticket, survivor: Ticket): boolean =>
  ticket.id !== survivor.id &&
  ticket.userId === survivor.userId &&
  [ticket.mergedInto, survivor.mergedInto, ticket.merged].every((one) => one === undefined);

/** Returns the refusals that will stay, and whether there was an answer at all; undefined if the agent wasn't let in. */
async function requestMerge(past: Past, step: Step, ticketId: string, into: string | null) {
  const agent = await letIn(past, step);
  if (!agent) return undefined;
  const { caller, world } = agent;
  const what = { ticketId, into };
  const conditions = step.isConditional ? await asRead(past, step, caller, what) : undefined;
  if (!conditions) past.requests.push({ ...what, agentId: caller.id, read: undefined });
  const refusals: string[] = [];
  const send = async () => {
    try {
      return into === null
        ? await unmergeTicket(world, ticketId, caller, conditions)
        : await mergeTickets(world, ticketId, into, caller, conditions);
    } catch (error) {
      if (error instanceof DeskError && !['unavailable', 'contended'].includes(error.refusal))
        refusals.push(error.refusal);
      throw error;
    }
  };
  const answers = await Promise.all([untilAnswered(send), step.twice ? untilAnswered(send) : undefined]);
  const wasAnswered = answers.some((answer) => answer !== undefined);
  return { refusals, wasAnswered, read: conditions?.read, agentId: caller.id };
}
