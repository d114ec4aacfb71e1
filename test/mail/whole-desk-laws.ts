import { expect } from 'vitest';
import { dynamoDueStore } from '#adapters/dynamo/dynamo-due-store.ts';
import { dynamoMailCauses } from '#adapters/dynamo/dynamo-mail-causes.ts';
import { mailSwitchedOn } from '#adapters/dynamo/dynamo-switched-on.ts';
import { scanTickets } from '#adapters/dynamo/dynamo-view-builder.ts';
import { readNewItem } from '#adapters/dynamo/new-item-record.ts';
import { compareTicketDue } from '#core/due/rebuild-ticket-due.ts';
import type { MailName } from '#core/mail/mail.ts';
import { placeOf } from '#core/mail/new-item.ts';
import { compareDueMail } from '#core/mail/rebuild-due-mail.ts';
import type { AutoClose } from '#core/ticket/auto-close.ts';
import { mailTo, shop } from '#test/core/mail/world.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { slotOf } from './fates.ts';
import type { Desk } from './whole-desk.ts';
import { expectCounts } from './whole-desk-counts.ts';
import { storedTickets } from './whole-desk-histories.ts';
import { autoClose } from './whole-desk-targets.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const dueOf = ({ tables, client }: Desk) => dynamoDueStore(tables.views, client);
const dueEntries = async (desk: Desk) => (await Array.fromAsync(dueOf(desk).before())).flat();

/** A mail that a ticket came to owe, and how often: once, and once more for each time that an agent resent it. */
interface Owed {
  readonly mail: MailName;
  readonly version: number;
  readonly times: number;
  /** True if it may not be sent after all, because somebody wrote meanwhile. */
  readonly isReminder: boolean;
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
    const isReminder = entry?.kind === 'reminder';
    const kind = isReminder ? 'reminder' : about === 1 ? 'confirmation' : 'reply';
    const toCustomer = mailTo(exampleTicket.userEmail, ticket, kind, about);
    const mails = [
      ...(entry === undefined || isReply || isReminder || entry.resends !== undefined ? [toCustomer] : []),
      ...(isFromCustomer ? shop.adminAddresses.map((address) => mailTo(address, ticket, 'notification', version)) : []),
    ];
    for (const mail of mails) {
      const { times = 0 } = owed.get(slotOf(mail)) ?? {};
      owed.set(slotOf(mail), { mail, version, times: times + 1, isReminder });
    }
  }
  return [...owed.values()];
}

const stateOf = async ({ paying }: Desk, mail: MailName) =>
  (await paying.correspondence(mail.ticketId, 1, ''))?.[mail.kind === 'notification' ? 'delivery' : 'latest'](mail)
    ?.state;

/** Mail that isn't settled is due, whoever gets it; and nothing is due that no ticket or entry causes. */
async function expectDueAsOwed(desk: Desk, autoClose: AutoClose | undefined): Promise<void> {
  const entries = await dueEntries(desk);
  const owed = owedMails(desk);
  for (const { mail, version, isReminder } of owed) {
    if (isReminder || /^(sent|failed|unknown)$/.test((await stateOf(desk, mail)) ?? '')) continue;
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
    autoClose,
  };
  // What is left over from records that came again, the sweeper finds done.
  expect((await compareTicketDue(ofTickets)).filter(({ told }) => told === 0)).toEqual([]);
}

/** Delivers everything, and runs the sweeper at its intervals until nothing is left to do, also on the next day. */
export async function settle(desk: Desk): Promise<void> {
  await deliver(desk);
  desk.settings.autoClose = autoClose;
  // Before the sweeper comes by, deploys may have left entries out.
  await expectDueAsOwed(desk, undefined);
  await expectCounts(desk);
  for (let day = 1; day <= 2; day += 1) {
    await sweepAll(desk);
    desk.time.now += DAY;
  }
  await sweepAll(desk);
  await expectDueAsOwed(desk, autoClose);
  expect((await storedTickets(desk)).filter(({ snoozedUntil }) => snoozedUntil !== null)).toEqual([]);
}

async function sweepAll(desk: Desk): Promise<void> {
  const end = desk.time.now + 3 * DAY;
  for (let handedBack = 1; ; ) {
    const [first] = await dueEntries(desk);
    if (handedBack === 0 && !first) return;
    // Until something is due, a run finds nothing to do.
    const next = handedBack === 0 && first ? Date.parse(first.at) : 0;
    desk.time.now = Math.max(next, desk.time.now) + 5 * MINUTE;
    expect(desk.time.now).toBeLessThan(end);
    handedBack = await desk.sweep(desk.time.now);
    await deliver(desk);
  }
}

async function deliver(desk: Desk): Promise<void> {
  await desk.follow();
  for (let shard = 0; shard < desk.shards; shard += 1) while (await desk.project(shard, 100, 0));
}

/** Each mail that is owed was sent once, or is reported; and nothing else was sent. */
export async function expectMails(desk: Desk): Promise<void> {
  const owed = owedMails(desk);
  const slots = new Set(owed.map(({ mail }) => slotOf(mail)));
  expect(desk.accepted.filter((slot) => !slots.has(slot))).toEqual([]);
  for (const { mail, times, isReminder } of owed) {
    const count = desk.accepted.filter((slot) => slot === slotOf(mail)).length;
    const state = await stateOf(desk, mail);
    if (state !== undefined || !isReminder) expect(state).toMatch(/^(sent|failed|unknown)$/);
    expect(count).toBeLessThanOrEqual(times);
    if (state === 'sent') expect(count).toBeGreaterThan(0);
    if (state === 'failed') expect(desk.alarms).not.toEqual([]);
    if (state === 'failed' && times === 1) expect(count).toBe(0);
  }
}
