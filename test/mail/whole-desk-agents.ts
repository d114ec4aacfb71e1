import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { changeAgent } from '#core/agents/change-team.ts';
import { DeskError, isPassing } from '#core/errors.ts';
import { resendMail } from '#core/mail/resend-mail.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { assignedByReply, requireAssignable } from '#core/ticket/assignee.ts';
import { byAgent } from '#core/ticket/author.ts';
import { changeFields, changeOperation } from '#core/ticket/change-fields.ts';
import { changeMany } from '#core/ticket/change-many.ts';
import { readConversation } from '#core/ticket/conversation.ts';
import { untilAnswered } from './until-answered.ts';
import { type Desk, members } from './whole-desk.ts';
import { write } from './whole-desk-customers.ts';
import { asRead, letIn, type Past } from './whole-desk-past.ts';
import type { Step } from './whole-desk-steps.ts';

const MINUTE = 60_000;

/** An agent replies, or leaves a note. */
export async function addText(past: Past, step: Step, ticketId: string, kind: 'reply' | 'note'): Promise<void> {
  const agent = await letIn(past, step);
  if (!agent) return;
  const text = `text-${randomUUID()}`;
  const { caller, team, world } = agent;
  const author = byAgent(caller);
  const assignTo = assignedByReply(team, caller, undefined);
  const draft = { kind, author, body: text, idempotencyKey: randomUUID(), close: step.close, assignTo };
  const conditions = step.isConditional ? await asRead(past, step, caller, { ticketId, text }) : {};
  const send = async () => (await addMessage(world, ticketId, draft, conditions)).message.version;
  return write(past, step, { text, ticketId, kind, author }, send);
}

/** An agent changes a ticket, or several at once, which always says what they had read. */
export async function change(past: Past, step: Step, ticketIds: readonly string[]): Promise<void> {
  const agent = await letIn(past, step);
  if (!agent) return;
  const { team: store, time } = past.desk;
  const { assignee: index, snooze, ...others } = step.values;
  const id = typeof index === 'number' ? members[index]?.id : index;
  const snoozedUntil = typeof snooze === 'number' ? new Date(time.now + snooze * MINUTE).toISOString() : snooze;
  const values = { ...others, snoozedUntil };
  const key = step.isConditional ? randomUUID() : undefined;
  const targets = await Promise.all(
    ticketIds.map(async (ticketId) => {
      const operation = changeOperation(agent.caller, ticketId, key, JSON.stringify(values));
      const read = operation && (await asRead(past, step, agent.caller, { ticketId, operation: operation.id }));
      return { ticketId, conditions: { ...read, operation } };
    }),
  );
  const send = async () => {
    const assignee = typeof id === 'string' ? await requireAssignable(agent.team, store, id) : id;
    const outcomes = await changeMany(targets, async ({ ticketId, conditions }) => {
      const wanted = { ...values, assignee };
      return (await changeFields(agent.world, ticketId, wanted, agent.caller, conditions)).ticket;
    });
    for (const [place, outcome] of outcomes.entries()) {
      if (isPassing(outcome)) throw outcome;
      if (!(outcome instanceof DeskError)) expect(outcome.id).toBe(targets[place]?.ticketId);
    }
  };
  await Promise.all([untilAnswered(send), step.twice && untilAnswered(send)]);
}

/** An agent sends the first mail of a conversation again that wasn't delivered. */
export async function resend(past: Past, step: Step, ticketId: string): Promise<void> {
  const agent = await letIn(past, step);
  const { changing, ledger, contacts } = past.desk;
  const { entries = [], confirmation } = { ...(await readConversation(changing.threads, ticketId)) };
  const mails = [{ id: ticketId, delivery: confirmation }, ...entries];
  const { id } = mails.find(({ delivery }) => /^(failed|unknown)$/.test(delivery?.state ?? '')) ?? { id: ticketId };
  const world = { ...changing, ledger, contacts, sendsMail: true };
  if (agent) await untilAnswered(() => resendMail(world, ticketId, id, agent.caller));
}

/** Dana lets Ben go, or come back. */
export async function setActive({ changing, team }: Desk, isActive: boolean): Promise<void> {
  const [admin, ben] = members;
  const world = { team, clock: changing.clock, pause: changing.pause };
  await untilAnswered(async () => admin && ben && changeAgent(world, ben.id, { isActive }, admin));
}
