import { isDeepStrictEqual } from 'node:util';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { expect } from 'vitest';
import { dynamoDueStore } from '#adapters/dynamo/dynamo-due-store.ts';
import { dynamoIndex } from '#adapters/dynamo/dynamo-index.ts';
import { dynamoMailCauses } from '#adapters/dynamo/dynamo-mail-causes.ts';
import { mailSwitchedOn } from '#adapters/dynamo/dynamo-switched-on.ts';
import { scanTickets } from '#adapters/dynamo/dynamo-view-builder.ts';
import { dynamoViewStore } from '#adapters/dynamo/dynamo-view-store.ts';
import { readNewItem } from '#adapters/dynamo/new-item-record.ts';
import { scanPlaces } from '#adapters/dynamo/queue-places.ts';
import { type TicketItem, toTicket } from '#adapters/dynamo/ticket-item.ts';
import { compareTicketDue } from '#core/due/rebuild-ticket-due.ts';
import type { MailName } from '#core/mail/mail.ts';
import { placeOf } from '#core/mail/new-item.ts';
import { compareDueMail } from '#core/mail/rebuild-due-mail.ts';
import { compareIndex } from '#core/search/compare-index.ts';
import type { Entry } from '#core/ticket/entry.ts';
import type { Status, Ticket } from '#core/ticket/ticket.ts';
import { statsOf } from '#core/views/stats.ts';
import { verifyViews } from '#core/views/verify-views.ts';
import { places, rightPlaces, served, truth } from '#test/adapters/dynamo/recounted.ts';
import { foundIn, scannedIn } from '#test/adapters/dynamo/searches.ts';
import { mailTo, shop } from '#test/core/mail/world.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { slotOf } from './fates.ts';
import type { Desk } from './whole-desk.ts';
import type { Written } from './whole-desk-life.ts';
import { expectTargets } from './whole-desk-targets.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const dueOf = ({ tables, client }: Desk) => dynamoDueStore(tables.views, client);
const dueEntries = async (desk: Desk) => (await Array.fromAsync(dueOf(desk).before())).flat();
const storedTickets = async ({ client, tables }: Pick<Desk, 'client' | 'tables'>) =>
  (await Array.fromAsync(scanTickets(client, tables.tickets))).flat();

/** A mail that a ticket came to owe, and how often: once, and once more for each time that an agent resent it. */
interface Owed {
  readonly mail: MailName;
  readonly version: number;
  readonly times: number;
}

/** Returns the mails that the tickets and entries in the stream cause, by the plain rule. */
function owedMails(desk: Desk): Owed[] {
  const owed = new Map<string, Owed>();
  for (const record of desk.records()) {
    if (record.eventName !== 'INSERT') continue;
    const item = readNewItem(record);
    if (item.imported) continue;
    const { ticketId, version } = placeOf(item);
    const entry = item.type === 'entry' ? item.entry : undefined;
    const about = entry?.resends ?? version;
    const ticket = { ...exampleTicket, id: ticketId };
    const isFromCustomer = entry === undefined || (entry.kind === 'reply' && entry.author.type === 'customer');
    const isReply = entry?.kind === 'reply' && !isFromCustomer;
    const toCustomer = mailTo(exampleTicket.userEmail, ticket, about === 1 ? 'confirmation' : 'reply', about);
    const mails = [
      ...(entry === undefined || isReply || entry.resends !== undefined ? [toCustomer] : []),
      ...(isFromCustomer ? shop.adminAddresses.map((address) => mailTo(address, ticket, 'notification', version)) : []),
    ];
    for (const mail of mails) {
      const { times = 0 } = owed.get(slotOf(mail)) ?? {};
      owed.set(slotOf(mail), { mail, version, times: times + 1 });
    }
  }
  return [...owed.values()];
}

const stateOf = async ({ paying }: Desk, mail: MailName) =>
  (await paying.correspondence(mail.ticketId, 1, ''))?.[mail.kind === 'notification' ? 'delivery' : 'latest'](mail)
    ?.state;

/** Mail that isn't settled is due, whoever gets it; and nothing is due that no ticket or entry causes. */
async function expectDueAsOwed(desk: Desk): Promise<void> {
  const entries = await dueEntries(desk);
  const owed = owedMails(desk);
  for (const { mail, version } of owed) {
    if (/^(sent|failed|unknown)$/.test((await stateOf(desk, mail)) ?? '')) continue;
    expect(entries.filter(({ subject, version: of }) => subject === mail.ticketId && of <= version)).not.toEqual([]);
  }
  const { tables, client, ledger } = desk;
  const switchedOn = await mailSwitchedOn(tables.views, client);
  const causes = dynamoMailCauses(client, tables.tickets);
  const clock = { now: () => desk.time.now };
  expect(await compareDueMail({ due: dueOf(desk), causes, switchedOn, clock, ledger })).toEqual([]);
  const { get: ticket } = desk.changing.tickets;
  const ofTickets = {
    due: dueOf(desk),
    tickets: () => scanTickets(client, tables.tickets),
    ticket,
    autoClose: undefined,
  };
  // What is left over from records that came again, the sweeper finds done.
  expect((await compareTicketDue(ofTickets)).filter(({ told }) => told === 0)).toEqual([]);
}

/** Delivers everything, and runs the sweeper at its intervals until nothing is left to do. */
export async function settle(desk: Desk): Promise<void> {
  await deliver(desk);
  await expectDueAsOwed(desk);
  await expectCounts(desk);
  const end = desk.time.now + DAY + 10 * MINUTE;
  for (let handedBack = 1; ; ) {
    const [first] = await dueEntries(desk);
    if (handedBack === 0 && !first) break;
    // Until something is due, a run finds nothing to do.
    const next = handedBack === 0 && first ? Date.parse(first.at) : 0;
    desk.time.now = Math.max(next, desk.time.now) + 5 * MINUTE;
    expect(desk.time.now).toBeLessThan(end);
    handedBack = await desk.sweep(desk.time.now);
    await deliver(desk);
  }
  await expectDueAsOwed(desk);
  expect((await storedTickets(desk)).filter(({ snoozedUntil }) => snoozedUntil !== null)).toEqual([]);
}

async function deliver(desk: Desk): Promise<void> {
  await desk.follow();
  for (let shard = 0; shard < desk.shards; shard += 1) while (await desk.project(shard, 100, 0));
}

/** Each text that was accepted is read once, by agents in the order of versions, and by the customer unless it is a note; nothing else is. */
export async function expectTexts(desk: Desk, written: readonly Written[]): Promise<void> {
  const { threads, tickets } = desk.changing;
  const listed = (await tickets.page('all', 100)).tickets.map(({ id }) => id);
  expect(listed.toSorted()).toEqual((await storedTickets(desk)).map(({ id }) => id).sort());
  const read: Omit<Written, 'ticketId'>[] = [];
  for (const id of listed) {
    const { ticket, entries } = (await threads.thread(id)) ?? expect.fail('A listed ticket is gone.');
    expect(entries.map(({ version }) => version)).toEqual(entries.map((_, index) => index + 2));
    expect(ticket.version).toBe(entries.length + 1);
    read.push({ text: ticket.message, kind: 'ticket', author: { type: 'customer' }, version: 1 });
    for (const { body, kind, author, version } of entries) {
      if (body !== undefined) read.push({ text: body, kind: kind as 'reply' | 'note', author, version });
    }
    const replies = entries.filter(({ kind }) => kind === 'reply').map(({ body }) => body);
    expect((await threads.replies(id, 1000)).messages.map(({ body }) => body)).toEqual(replies);
  }
  for (const { ticketId: _ticketId, hours: _hours, ...one } of written) {
    const found = read.filter(({ text }) => text === one.text);
    if (one.version !== undefined) expect(found).toEqual([one]);
    else
      expect(found.map(({ version: _version, ...rest }) => rest)).toEqual(
        found.map(() => ({ text: one.text, kind: one.kind, author: one.author })),
      );
    expect(found.length).toBeLessThanOrEqual(1);
  }
  const texts = new Set(written.map(({ text }) => text));
  expect(read.filter(({ text }) => !texts.has(text))).toEqual([]);
}

const fieldsOf = ({ status, priority, assignee, tags, snoozedUntil, woken }: Ticket): Record<string, unknown> => ({
  ...{ status, priority, assignee, tags, snoozed_until: snoozedUntil, woken },
});

/** The most that the clocks of two machines differ, in milliseconds. */
const SKEW = 3000;

/** A snooze is until a time to come, and ends at that time, or at once when the customer writes or the ticket is closed. */
function expectSnoozed({ author, kind, createdAt, changes }: Entry, now: Record<string, unknown>): void {
  if (author.type === 'customer' && kind === 'reply')
    expect(now).toMatchObject({ status: 'open', snoozed_until: null });
  if (now.status === 'closed') expect(now.snoozed_until).toBeNull();
  for (const { field, from, to } of changes) {
    if (field !== 'snoozed_until') continue;
    if (to !== null) expect(to > createdAt).toBe(true);
    if (author.type === 'system') expect(Date.parse(from ?? '')).toBeLessThanOrEqual(Date.parse(createdAt) + SKEW);
  }
}

const wakes = ({ author, changes }: Entry) =>
  author.type === 'system' && changes.some(({ field, to }) => field === 'snoozed_until' && to === null);

/** The first version of each ticket and its entries, in order, make the ticket as it is stored. */
export async function expectReplay(desk: Desk): Promise<void> {
  const firsts = desk.records().flatMap(({ eventName, dynamodb }) => {
    const item =
      eventName === 'INSERT'
        ? (unmarshall((dynamodb?.NewImage ?? {}) as never) as TicketItem & { entry: string })
        : undefined;
    return item?.entry === 'ticket' ? [toTicket(item)] : [];
  });
  const stored = new Map((await storedTickets(desk)).map((ticket) => [ticket.id, ticket]));
  expect(firsts.map(({ id }) => id).sort()).toEqual([...stored.keys()].sort());
  for (const first of firsts) {
    const fields = fieldsOf(first);
    const { entries = [] } = { ...(await desk.changing.threads.thread(first.id)) };
    for (const entry of entries) {
      for (const { field, from, to } of entry.changes) {
        // An agent who was deactivated reads as nobody at once.
        const isReadAsNobody = field === 'assignee' && from === null;
        if (!isReadAsNobody) expect(from).toEqual(fields[field]);
        expect(isDeepStrictEqual(from, to)).toBe(false);
        fields[field] = to;
      }
      if (wakes(entry)) fields.woken = { at: entry.createdAt, version: entry.version };
      expectSnoozed(entry, fields);
    }
    expect(fields).toEqual(fieldsOf(stored.get(first.id) ?? first));
  }
}

/** Each ticket is due when the settings at its submission, and its entries, say. */
export async function expectDueInTime(desk: Desk, written: readonly Written[]): Promise<void> {
  const hours = new Map(written.map((one) => [one.text, one.hours]));
  for (const ticket of await storedTickets(desk)) {
    const { entries = [] } = { ...(await desk.changing.threads.thread(ticket.id)) };
    expectTargets(ticket, entries, hours.get(ticket.message));
  }
}

/** Each mail that is owed was sent once, or is reported; and nothing else was sent. */
export async function expectMails(desk: Desk): Promise<void> {
  const owed = owedMails(desk);
  const slots = new Set(owed.map(({ mail }) => slotOf(mail)));
  expect(desk.accepted.filter((slot) => !slots.has(slot))).toEqual([]);
  for (const { mail, times } of owed) {
    const count = desk.accepted.filter((slot) => slot === slotOf(mail)).length;
    const state = await stateOf(desk, mail);
    expect(state).toMatch(/^(sent|failed|unknown)$/);
    expect(count).toBeLessThanOrEqual(times);
    if (state === 'sent') expect(count).toBeGreaterThan(0);
    if (state === 'failed') expect(desk.alarms).not.toEqual([]);
    if (state === 'failed' && times === 1) expect(count).toBe(0);
  }
}

/** Counts and queues are what the tickets add up to, and the index has all of them in place. */
async function expectCounts({ client, tables, time }: Desk): Promise<void> {
  const tickets = await storedTickets({ client, tables });
  const views = dynamoViewStore(tables.views, client);
  expect(await served(views)).toEqual(truth(tickets));
  expect(await places(client, tables.views)).toEqual(rightPlaces(tickets));
  const verified = verifyViews({
    views,
    places: () => scanPlaces(client, tables.views),
    tickets: () => scanTickets(client, tables.tickets),
    pause: async () => {},
    advance: () => {},
  });
  expect(await verified).toEqual([]);
  const { generation } = await views.state({ consistent: true });
  const { snoozed } = statsOf(await views.counters(generation), 1, time.now);
  const asleep = (status: Status) => tickets.filter((one) => one.status === status && one.snoozedUntil !== null).length;
  expect(snoozed.counts).toEqual({ open: asleep('open'), in_progress: asleep('in_progress') });
  expect((await compareIndex(dynamoIndex(client, tables))).filter(({ told }) => told === 0)).toEqual([]);
  for (const q of ['is:snoozed', 'is:waiting -is:snoozed']) {
    expect(await foundIn({ client }, tables, q), q).toEqual(await scannedIn({ client }, tables, q));
  }
}

/** Everything agrees with the tickets, and nobody who is inactive has an open ticket. */
export async function expectViews(desk: Desk): Promise<void> {
  await expectCounts(desk);
  const { team } = desk;
  const tickets = await storedTickets(desk);
  const inactive = (await team.get()).agents.filter(({ isActive }) => !isActive).map(({ id }) => id);
  const kept = tickets.filter(({ status, assignee }) => status !== 'closed' && inactive.includes(assignee?.id ?? ''));
  expect(kept).toEqual([]);
}
