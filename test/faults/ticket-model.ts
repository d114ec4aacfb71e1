import fc from 'fast-check';
import { expect } from 'vitest';
import { DeskError } from '#core/errors.ts';
import type { Clock, NewEntryId, NewId, Pause } from '#core/ports.ts';
import { changeFields } from '#core/ticket/change-fields.ts';
import { findTicket } from '#core/ticket/change-ticket.ts';
import type { ThreadStore, TicketStore } from '#core/ticket/ports.ts';
import { submitTicket } from '#core/ticket/submit-ticket.ts';
import type { Status } from '#core/ticket/ticket.ts';
import { ifMatch } from '#http/ticket/if-match.ts';
import { agentNamed, authorNamed } from '#test/core/agents/agent-named.ts';

/** The promised state of a ticket, modelled without the product's own rules. */
interface ModelTicket {
  readonly id: string;
  readonly subject: string;
  readonly key: string | undefined;
  status: Status;
  version: number;
  closed: boolean;
  reopensAs: Status;
  /** The author of each version after the first. */
  readonly makers: string[];
}

export interface Model {
  readonly tickets: ModelTicket[];
}

/** The use cases on a real store. */
export interface Real {
  readonly tickets: TicketStore;
  readonly threads: ThreadStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly newEntryId: NewEntryId;
  readonly pause: Pause;
  /** A customer separate from those of other runs. */
  readonly customer: Parameters<typeof submitTicket>[1];
}

type TicketCommand = fc.AsyncCommand<Model, Real>;

const tier = { name: 'Email (48h response)', priority: 'normal' } as Parameters<typeof submitTicket>[2];
const agents = [agentNamed('Dana'), agentNamed('Eve')] as const;

/** Returns a command on one of the existing tickets. */
const onTicket = (
  name: string,
  pick: number,
  run: (ticket: ModelTicket, real: Real, model: Model) => Promise<void>,
): TicketCommand => ({
  check: ({ tickets }) => tickets.length > 0,
  run: (model, real) => run(model.tickets[pick % model.tickets.length] as ModelTicket, real, model),
  toString: () => `${name} #${pick}`,
});

const submit = (subject: string, key: string | undefined): TicketCommand => ({
  check: () => true,
  async run(model, real) {
    const lines: string[] = [];
    const world = { ...real, announce: (line: string) => void lines.push(line) };
    const draft = { subject, message: 'It does not work.', idempotencyKey: key };
    const known = key === undefined ? undefined : model.tickets.find((ticket) => ticket.key === key);
    const submitting = submitTicket(world, real.customer, tier, draft);
    if (known && known.subject !== subject) {
      await expect(submitting).rejects.toMatchObject({ refusal: 'idempotency_key_reused' });
    } else {
      const { id } = await submitting;
      if (known) expect(id).toBe(known.id);
      else {
        const asSubmitted = { status: 'open', version: 1, closed: false, reopensAs: 'open' } as const;
        model.tickets.push({ id, subject, key, ...asSubmitted, makers: [] });
      }
    }
    expect(lines).toHaveLength(known ? 0 : 1);
  },
  toString: () => `submit ${subject} with key ${key}`,
});

/** Returns a change by PATCH or close; its If-Match, if it has one, is `behind` versions old, or above the current version. */
const change = (pick: number, wanted: Status, behind: number | undefined, by: 0 | 1): TicketCommand =>
  onTicket(`${wanted} by ${agents[by].name}, If-Match ${behind} behind`, pick, async (ticket, real) => {
    const agent = agents[by];
    const read = behind === undefined ? undefined : Math.max(1, ticket.version - behind);
    const precondition = ifMatch(read === undefined ? undefined : `"${read}"`, { agent, threads: real.threads });
    const changing = changeFields(real, ticket.id, { status: wanted }, agent, { precondition });
    const since = read === undefined ? [] : ticket.makers.slice(read - 1);
    const unseen = since.filter((name) => name !== agent.name);
    const isAbove = read !== undefined && read > ticket.version;
    if (wanted !== ticket.status && (isAbove || unseen.length > 0)) {
      await expect(changing).rejects.toMatchObject({
        refusal: 'version_mismatch',
        headers: { etag: `"${ticket.version}"` },
        members: {
          ticket: { status: ticket.status, version: ticket.version },
          thread: since.map((_, index) => ({ version: ticket.version - since.length + index + 1 })),
        },
      });
      return;
    }
    const isChange = wanted !== ticket.status;
    if (isChange) {
      if (wanted === 'closed') ticket.reopensAs = ticket.status;
      ticket.status = wanted === 'open' && ticket.closed ? ticket.reopensAs : wanted;
      ticket.closed = wanted === 'closed';
      ticket.version += 1;
      ticket.makers.push(agent.name);
    }
    const { ticket: after, entry } = await changing;
    expectAs(ticket, after);
    const { version } = ticket;
    expect(entry).toEqual(isChange ? expect.objectContaining({ version, author: authorNamed(agent.name) }) : undefined);
  });

const get = (pick: number): TicketCommand =>
  onTicket('get', pick, async (ticket, real) => expectAs(ticket, await findTicket(real, ticket.id)));

const getUnknown: TicketCommand = {
  check: () => true,
  run: (_, real) => expect(findTicket(real, real.newId())).rejects.toBeInstanceOf(DeskError),
  toString: () => 'get an unknown ticket',
};

/** Lists tickets: those of this run are the newest in the table. */
const list = (status: Status | 'all'): TicketCommand => ({
  check: () => true,
  async run(model, real) {
    const expected = model.tickets.filter((ticket) => status === 'all' || ticket.status === status).reverse();
    if (expected.length === 0) return;
    const { tickets } = await real.tickets.page(status, expected.length);
    expect(tickets.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    for (const [index, ticket] of expected.entries()) expectAs(ticket, tickets[index]);
  },
  toString: () => `list ${status}`,
});

function expectAs(ticket: ModelTicket, seen: unknown): void {
  const { id, subject, status, version, closed } = ticket;
  const closedAt = closed ? expect.stringMatching(/Z$/) : null;
  expect(seen).toMatchObject({ id, subject, status, version, closedAt, userEmail: 'customer@example.com' });
}

const status = fc.constantFrom<Status>('open', 'in_progress', 'closed', 'closed', 'open');
const pick = fc.nat(3);
const subject = fc.constantFrom('Need help', 'Something else');
const key = fc.constantFrom(undefined, 'key-1', 'key-2');
const behind = fc.constantFrom(undefined, undefined, -1, 0, 0, 1, 2);
const by = fc.constantFrom<0 | 1>(0, 1);

/** Sequences of actions by customers and agents. */
export const commands = fc.commands(
  [
    fc.tuple(subject, key).map((args) => submit(...args)),
    fc.tuple(pick, status, behind, by).map((args) => change(...args)),
    fc.tuple(pick, status, behind, by).map((args) => change(...args)),
    pick.map(get),
    fc.constant(getUnknown),
    fc.constantFrom(...(['all', 'open', 'in_progress', 'closed'] as const)).map(list),
  ],
  { size: '+1', maxCommands: 30 },
);
