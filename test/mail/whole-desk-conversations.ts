import { expect } from 'vitest';
import { readConversation } from '#core/ticket/conversation.ts';
import { liveOn, readReplies } from '#core/ticket/merged-messages.ts';
import { newestFirst, type Position, type Ticket } from '#core/ticket/ticket.ts';
import type { Desk } from './whole-desk.ts';
import { type Histories, type Said, saidOn } from './whole-desk-histories.ts';
import type { Written } from './whole-desk-past.ts';

/** Each text that was accepted is on one ticket, once; and who reads its conversation reads it there, once: agents all, the customer all but notes. */
export async function expectTexts(desk: Desk, histories: Histories, written: readonly Written[]): Promise<void> {
  const said = saidOn(histories, histories.keys());
  for (const one of written) {
    const found = said.filter(({ text }) => text === one.text);
    expect(found.length).toBeLessThanOrEqual(1);
    for (const { kind, author, version } of found) {
      const expected = { kind: one.kind, author: one.author, version: one.version ?? version };
      expect({ kind, author, version }).toEqual(expected);
    }
    if (one.version !== undefined) expect(found).not.toEqual([]);
    for (const it of found) expectPlace(histories, it, one);
  }
  const texts = new Set(written.map(({ text }) => text));
  expect(said.filter(({ text }) => !texts.has(text))).toEqual([]);

  const tickets = [...histories.values()].map(({ ticket }) => ticket);
  const alive = tickets.filter(({ mergedInto }) => mergedInto === undefined).toSorted(newestFirst);
  expect(idsOf((await desk.changing.tickets.page('all', 100)).tickets)).toEqual(idsOf(alive));
  const conversations = alive.map((ticket) => saidOn(histories, [ticket.id, ...(ticket.merged ?? [])]));
  expect(conversations.flat().map(keyOf).sort()).toEqual(said.map(keyOf).sort());
  for (const [index, ticket] of alive.entries()) await expectConversation(desk, ticket, conversations[index] ?? []);
  for (const userId of new Set(tickets.map((one) => one.userId))) {
    expect(await listedFor(desk, userId)).toEqual(idsOf(alive.filter((one) => one.userId === userId)));
  }
}

const idsOf = (tickets: readonly Ticket[]) => tickets.map(({ id }) => id);
const keyOf = ({ ticketId, id, text }: Pick<Said, 'ticketId' | 'id' | 'text'>) => `${ticketId} ${id} ${text}`;

/** A text is on the ticket that its writer named, or on the survivor if that one was merged just then. */
function expectPlace(histories: Histories, { ticketId, version }: Said, { ticketId: named }: Written): void {
  const before = histories.get(ticketId)?.turns.find(({ entry }) => entry.version === version)?.before;
  if (before === undefined) return;
  if (ticketId === named) expect(before.merged_into).toBeNull();
  else expect(before.merged).toContain(named);
}

/** Agents and the customer read a conversation in order of time, the customer by pages, whichever of its tickets they name. */
async function expectConversation({ changing }: Desk, ticket: Ticket, said: readonly Said[]): Promise<void> {
  const { threads, tickets } = changing;
  const others = said.filter(({ id }) => id !== ticket.id);
  const read = (await readConversation(threads, ticket.id)) ?? expect.fail('A conversation is gone.');
  expect(read.earlier).toBeUndefined();
  const texts = read.entries.flatMap(({ body: text, id, ticketId = ticket.id }) =>
    text === undefined ? [] : [{ ticketId, id, text }],
  );
  expect(texts.map(keyOf)).toEqual(others.map(keyOf));

  const messages = others.filter(({ kind }) => kind !== 'note').map(({ id }) => id);
  for (const named of [ticket.id, ...(ticket.merged ?? [])]) {
    const survivor = await liveOn({ tickets }, (await tickets.get(named)) ?? expect.fail('A ticket is gone.'));
    expect(survivor.id).toBe(ticket.id);
    const pages: string[] = [];
    for (let [before, more]: [Position | undefined, boolean] = [undefined, true]; more; ) {
      const page = await readReplies({ tickets, threads }, survivor, 3, before);
      pages.unshift(...page.messages.map(({ id }) => id));
      [before, more] = [page.messages[0], page.more];
    }
    expect(pages).toEqual(messages);
  }
}

/** Returns the tickets that a customer finds in their list, page by page. */
async function listedFor({ changing: { tickets } }: Desk, userId: string): Promise<readonly string[]> {
  const listed: Ticket[] = [];
  for (let more = true; more; ) {
    const page = await tickets.ofCustomer(userId, 2, listed.at(-1));
    listed.push(...page.tickets);
    more = page.more && page.tickets.length > 0;
  }
  return idsOf(listed);
}
