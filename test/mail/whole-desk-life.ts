import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { toItem } from '#adapters/dynamo/ticket-item.ts';
import { changeAgent } from '#core/agents/change-team.ts';
import type { Team } from '#core/agents/team.ts';
import { DeskError, isPassing } from '#core/errors.ts';
import type { Calendar } from '#core/hours/calendar.ts';
import { resendMail } from '#core/mail/resend-mail.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { assignedByReply, requireAssignable, ticketsReadWith } from '#core/ticket/assignee.ts';
import { type AgentRef, type Author, byAgent } from '#core/ticket/author.ts';
import { changeFields, changeOperation } from '#core/ticket/change-fields.ts';
import { changeMany } from '#core/ticket/change-many.ts';
import { submitTicket } from '#core/ticket/submit-ticket.ts';
import { ifMatch } from '#http/ticket/if-match.ts';
import { versionTag } from '#http/ticket/ticket-json.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { untilAnswered } from './until-answered.ts';
import { type Desk, members } from './whole-desk.ts';
import type { Request } from './whole-desk-requests.ts';
import type { Step } from './whole-desk-steps.ts';
import { shopHours, soldTiers } from './whole-desk-targets.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A text that somebody wrote. */
export interface Written {
  readonly text: string;
  readonly ticketId: string;
  readonly kind: 'ticket' | 'reply' | 'note';
  readonly author: Author;
  /** The hours in which the shop worked when a ticket was submitted; undefined if around the clock. */
  readonly hours?: Calendar | undefined;
  /** The version that it made according to the answer; undefined if the writer got none. */
  version: number | undefined;
}

interface Life {
  readonly written: readonly Written[];
  readonly requests: readonly Request[];
}

/** Does what people, machines and clocks do. Returns the texts that were written, and the requests that named a version. */
export async function live(desk: Desk, steps: readonly Step[]): Promise<Life> {
  const { changing, team: store, time } = desk;
  const written: Written[] = [];
  const requests: Request[] = [];
  const seen = new Map<string, number>();
  const ids: string[] = [];
  let known: Team = await store.get();

  /** Lets an agent in, by a team that may be as old as the last request. Returns undefined for one who is refused. */
  async function letIn({ agent, isStale }: Step) {
    if (!isStale) known = await store.get();
    const team = known;
    const caller = team.agents[agent];
    return caller?.isActive
      ? { team, caller, world: { ...changing, tickets: ticketsReadWith(team, changing.tickets) } }
      : undefined;
  }

  async function write(step: Step, what: Omit<Written, 'version'>, send: () => Promise<number>): Promise<void> {
    const one: Written = { ...what, version: undefined };
    written.push(one);
    const answers = await Promise.all([untilAnswered(send), step.twice ? untilAnswered(send) : undefined]);
    one.version = answers.find((version) => version !== undefined);
  }

  async function submit(step: Step): Promise<void> {
    const text = `text-${randomUUID()}`;
    const idempotencyKey = randomUUID();
    const customer = { issuer: '', userId: `user-${step.pick % 2}`, email: 'user@example.com', creditsPurchased: 100 };
    const hours = shopHours[step.agent + Number(step.close)];
    const world = { ...changing, hours, newId: randomUUID, announce: () => {} };
    const tier = soldTiers[step.pick % soldTiers.length] ?? expect.fail('A shop has tiers.');
    const submitOnce = () => submitTicket(world, customer, tier, { subject: text, message: text, idempotencyKey });
    let id = '';
    const author = { type: 'customer' } as const;
    await untilAnswered(async () => {
      id = (await submitOnce()).id;
    });
    if (id !== '') ids.push(id);
    if (step.twice) await untilAnswered(submitOnce);
    written.push({ text, ticketId: id, kind: 'ticket', author, hours, version: id === '' ? undefined : 1 });
  }

  async function importTicket(): Promise<void> {
    const at = changing.clock.timestamp();
    const text = `text-${randomUUID()}`;
    const ticket = { ...exampleTicket, id: randomUUID(), subject: text, message: text };
    const item = toItem({ ...ticket, createdAt: at, updatedAt: at, activityAt: at }, 'a write', undefined);
    await desk.put({ ...item, imported: true });
    ids.push(ticket.id);
    written.push({ text, ticketId: ticket.id, kind: 'ticket', author: { type: 'customer' }, version: 1 });
  }

  async function addText(step: Step, ticketId: string): Promise<void> {
    const text = `text-${randomUUID()}`;
    const draft = { body: text, idempotencyKey: randomUUID(), close: step.close };
    if (step.what === 'customer replies') {
      const author = { type: 'customer' } as const;
      const send = () => addMessage(changing, ticketId, { ...draft, kind: 'reply', author, close: false });
      return write(step, { text, ticketId, kind: 'reply', author }, async () => (await send()).message.version);
    }
    const agent = await letIn(step);
    if (!agent) return;
    const { caller, team, world } = agent;
    const kind = step.what === 'note' ? 'note' : 'reply';
    const author = byAgent(caller);
    const assignTo = assignedByReply(team, caller, undefined);
    const precondition = step.isConditional ? await asRead(step, caller, { ticketId, text }) : undefined;
    const send = () =>
      addMessage(world, ticketId, { ...draft, kind, author, assignTo }, { ...(precondition && { precondition }) });
    return write(step, { text, ticketId, kind, author }, async () => (await send()).message.version);
  }

  /** Returns the precondition of a request that names the version which the agent read: just now, or when they last looked. */
  async function asRead({ isStale }: Step, { id: agentId }: AgentRef, what: Omit<Request, 'agentId' | 'read'>) {
    const { ticketId } = what;
    const look = `${agentId} ${ticketId}`;
    if (!isStale || !seen.has(look)) seen.set(look, (await changing.tickets.get(ticketId))?.version ?? 1);
    const read = seen.get(look) ?? 1;
    requests.push({ ...what, agentId, read });
    return ifMatch(versionTag(read), { agent: { id: agentId }, threads: changing.threads });
  }

  /** An agent changes a ticket, or several at once, which always says what they had read. */
  async function change(step: Step, ticketIds: readonly string[]): Promise<void> {
    const agent = await letIn(step);
    if (!agent) return;
    const { assignee: index, snooze, ...others } = step.values;
    const id = typeof index === 'number' ? members[index]?.id : index;
    const snoozedUntil = typeof snooze === 'number' ? new Date(time.now + snooze * MINUTE).toISOString() : snooze;
    const values = { ...others, snoozedUntil };
    const key = step.isConditional ? randomUUID() : undefined;
    const targets = await Promise.all(
      ticketIds.map(async (ticketId) => {
        const operation = changeOperation(agent.caller, ticketId, key, JSON.stringify(values));
        const precondition = operation && (await asRead(step, agent.caller, { ticketId, operation: operation.id }));
        return { ticketId, conditions: { operation, ...(precondition && { precondition }) } };
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

  async function resend(step: Step, ticketId: string): Promise<void> {
    const agent = await letIn(step);
    const thread = await changing.threads.thread(ticketId);
    const { entries = [], confirmation } = { ...thread };
    const mails = [{ id: ticketId, delivery: confirmation }, ...entries];
    const { id } = mails.find(({ delivery }) => /^(failed|unknown)$/.test(delivery?.state ?? '')) ?? { id: ticketId };
    const world = { ...changing, ledger: desk.ledger, contacts: desk.contacts, sendsMail: true };
    if (agent) await untilAnswered(() => resendMail(world, ticketId, id, agent.caller));
  }

  const setActive = (isActive: boolean) => {
    const [admin, ben] = members;
    const world = { team: store, clock: changing.clock, pause: changing.pause };
    return untilAnswered(async () => admin && ben && changeAgent(world, ben.id, { isActive }, admin));
  };

  async function machine(step: Step): Promise<void> {
    const { what, pick, twice, minutes } = step;
    const times = twice ? [0, 1] : [0];
    await desk.follow();
    const records = desk.records();
    const record = records[pick % records.length];
    if (what === 'views')
      await Promise.all(times.map(() => desk.project(pick % desk.shards, 1 + (pick % 7), pick % 4)));
    else if (what === 'replay') await desk.replay(pick % desk.shards, pick);
    else if (what === 'tell' && record) await Promise.all(times.map(() => desk.tell(record)));
    else if (what === 'tell backwards') for (const one of records.toReversed()) await desk.tell(one);
    else if (what === 'sweep') await Promise.all(times.map(() => desk.sweep(time.now)));
    else if (what === 'sweep early') await desk.sweep(time.now - minutes * MINUTE);
  }

  async function happen(step: Step): Promise<unknown> {
    const { what, pick } = step;
    if (what === 'submit') return submit(step);
    if (what === 'import') return importTicket();
    if (what === 'deactivate' || what === 'reactivate') return setActive(what === 'reactivate');
    const ticketId = ids[pick % ids.length];
    if (ticketId === undefined) return undefined;
    if (what === 'change') return change(step, [ticketId]);
    if (what === 'change many')
      return change({ ...step, isConditional: true }, [...new Set([ticketId, ...ids.slice(-3)])]);
    if (what === 'resend') return resend(step, ticketId);
    if (what === 'reply' || what === 'note' || what === 'customer replies') return addText(step, ticketId);
    return machine(step);
  }

  let running: Promise<unknown>[] = [];
  for (const step of steps) {
    time.skew = step.skew;
    if (step.what === 'time passes' || step.what === 'sweep') time.now += step.minutes * MINUTE;
    else if (step.what === 'a day passes') time.now += DAY;
    running.push(happen(step));
    if (step.meanwhile) continue;
    await Promise.all(running);
    running = [];
  }
  await Promise.all(running);
  return { written, requests };
}
