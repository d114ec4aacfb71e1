import { randomUUID } from 'node:crypto';
import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toEntryItem } from '#adapters/dynamo/entry-items.ts';
import { readNewItem } from '#adapters/dynamo/new-item-record.ts';
import { stateKey } from '#adapters/dynamo/view-items.ts';
import { toDetail } from '#adapters/events/event-detail.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { LOG_BYTES, type RequestKind, ROW_BYTES, requests, WORDS } from '#bin/cost/requests.ts';
import { usageOfAgents } from '#bin/cost/workload.ts';
import { eventOf } from '#core/events/desk-event.ts';
import type { Author } from '#core/ticket/author.ts';
import type { Entry } from '#core/ticket/entry.ts';
import { latestMessage } from '#core/ticket/latest-message.ts';
import type { NewItem } from '#core/ticket/new-item.ts';
import type { Status, Ticket } from '#core/ticket/ticket.ts';
import { withStatus } from '#core/ticket/ticket-status.ts';
import { fill } from '#test/bench/fill.ts';
import { type MeteredRequest, rounds } from '#test/bench/metering-proxy.ts';
import { type Stage, setStage, tables } from '#test/bench/stage.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { startDesk } from '#test/local/desk.ts';
import { insertionOf, recordOf } from '#test/stream/records.ts';

const STORED = 600;
const OPEN = 100;

let stage: Stage;
beforeAll(async () => {
  stage = await setStage(process.env.SUPPORT_DESK_BUILD ?? '', { metered: true, mail: true });
  await fill(stage.client, STORED - OPEN);
  await fill(stage.client, OPEN, () => ({ status: 'open', statusBeforeClosing: null, closedAt: null }));
  // The first use of a key on a day is recorded, which the bill leaves out.
  await stage.call('get-me', { headers: stage.asAgent });
});
afterAll(() => stage.close());

/** Returns the DynamoDB usage of a call in a process without cached keys, and its response. */
async function used(...[entry, event]: Parameters<Stage['call']>) {
  stage.meter.take();
  const { body = '', headers, statusCode: status } = await stage.call(entry, event);
  return { body, headers, status, use: useOf(stage.meter.take()) };
}

function useOf(asked: readonly MeteredRequest[]) {
  const total = (units: 'readUnits' | 'writeUnits') => asked.reduce((sum, request) => sum + request[units], 0);
  return { readUnits: total('readUnits'), writeUnits: total('writeUnits'), rounds: rounds(asked) };
}

/** Requests that overlap by chance make a round more or less. */
const aboutOrEqual = (rounds: number) => expect.closeTo(rounds, -0.5);

/** Returns the event about something new, as EventBridge delivers it. */
function deliveryOf(item: NewItem): object {
  const event = eventOf(item);
  return { 'detail-type': event?.type, detail: event && toDetail(event) };
}

describe('the bill’s usage per request matches the engine’s count:', () => {
  const draft = JSON.stringify({ subject: 'Need help', message: 'It does not work. '.repeat(11) });

  it('an access check', async () => {
    const { use } = await used('check-access', { headers: stage.asCustomer });
    expect(requests.access).toMatchObject(use);
  });

  it('a submit, a read of the thread, a reply, and a close', async () => {
    const submitted = await used('submit-ticket', { headers: stage.asCustomer, body: draft });
    expect(requests.submit).toMatchObject(submitted.use);
    const pathParameters = { ticket_id: JSON.parse(submitted.body).ticket_id };
    const about = { headers: { ...stage.asAgent, 'content-type': 'application/json' }, pathParameters };
    expect(requests.thread).toMatchObject((await used('get-ticket', about)).use);
    expect(requests.customer).toMatchObject((await used('get-customer', about)).use);
    const mark = await used('mark-read', { ...about, body: JSON.stringify({ version: 1 }) });
    expect(requests.markRead).toMatchObject(mark.use);
    const reply = JSON.stringify({ kind: 'reply', body: 'Have you tried again? '.repeat(10) });
    expect(requests.reply).toMatchObject((await used('add-reply', { ...about, body: reply })).use);
    expect(requests.close).toMatchObject((await used('close-ticket', about)).use);
  });

  it('updating the views after a submit, a reply, and a close', async () => {
    const words = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => `word${from + index}`).join(' ');
    const ticket: Ticket = {
      ...{ ...exampleTicket, id: randomUUID(), assignee: null, createdAt: systemClock.timestamp() },
      message: `${words(0, WORDS.once)} ${words(0, WORDS.again)}`,
    };
    const moved = (before: Ticket, to: Status): Ticket => ({
      ...withStatus(before, to, systemClock.timestamp()),
      version: before.version + 1,
    });
    const author: Author = { type: 'agent', id: randomUUID(), name: 'Ben' };
    const answered = {
      ...moved(ticket, 'in_progress'),
      latestMessage: latestMessage(author, 'Hello', ticket.createdAt),
    };
    const closed = moved(answered, 'closed');
    const reply: Entry = {
      ...{ id: randomUUID(), version: 2, kind: 'reply', author, createdAt: answered.updatedAt, changes: [] },
      // As many words that the ticket has, and the others new to it, but not to the desk.
      body: `${words(0, WORDS.again)} ${words(1000, WORDS.once)}`,
    };
    const follow = async (changed: Ticket, ...more: DynamoDBRecord[]) => {
      stage.meter.take();
      await stage.follow('project-views', { Records: [recordOf({ ticket: changed }, 1), ...more] });
      return useOf(stage.meter.take());
    };
    const entryOf = (to: Ticket) => insertionOf(toEntryItem(to.id, reply, to.createdAt));
    const together = (...kinds: readonly RequestKind[]) => {
      const total = (of: 'readUnits' | 'writeUnits' | 'rounds') =>
        kinds.reduce((all, kind) => all + requests[kind][of], 0);
      return { readUnits: total('readUnits'), writeUnits: total('writeUnits'), rounds: aboutOrEqual(total('rounds')) };
    };
    // The desk knows the words of its other tickets.
    const before = { id: randomUUID(), userId: 'other', userEmail: 'other@example.org' };
    await follow({ ...ticket, ...before, message: `${ticket.message} ${reply.body}` });
    expect(await follow(ticket)).toEqual(together('viewsOfSubmit', 'indexOfSubmit', 'putDue'));
    const replied = await follow(answered, entryOf(answered));
    expect(replied).toEqual(together('viewsOfReply', 'indexOfReply', 'putDue'));
    expect(await follow(closed)).toEqual(together('viewsOfClose', 'indexOfClose'));

    const other = { ...ticket, id: randomUUID() };
    await follow(other);
    const assigned = { ...answered, id: other.id, assignee: { id: author.id, name: author.name } };
    expect(await follow(assigned, entryOf(assigned))).toEqual(
      together('viewsOfReply', 'indexOfReply', 'putDue', 'viewsOfAssignment', 'indexOfAssignment'),
    );
  });

  it('publishing an event about a new ticket: none', async () => {
    const { ticket_id: id } = JSON.parse(
      (await used('submit-ticket', { headers: stage.asCustomer, body: draft })).body,
    );
    const ticket = { ...exampleTicket, id, createdAt: systemClock.timestamp() };
    stage.meter.take();
    await stage.follow('publish-events', { Records: [recordOf({ ticket }, 1)] });
    expect(requests.eventOfChange).toMatchObject({ ...useOf(stage.meter.take()), rounds: 1 });
  });

  it('sending the mails of a ticket and of a reply: what the ticket owes, the address, and each mail before and after', async () => {
    const follow = async (id: string, kind: string) => {
      const { Items = [] } = await stage.client.send(
        new QueryCommand({
          TableName: tables.tickets,
          KeyConditionExpression: 'id = :id',
          ExpressionAttributeValues: { ':id': id },
        }),
      );
      stage.meter.take();
      const item = Items.find(({ entry }) => entry.startsWith(kind)) ?? {};
      await stage.deliver('notify', deliveryOf(readNewItem(insertionOf(item))));
      return useOf(stage.meter.take());
    };
    const submit = async () =>
      JSON.parse((await used('submit-ticket', { headers: stage.asCustomer, body: draft })).body).ticket_id;
    // The first mail of a process also asks when mail was switched on.
    await follow(await submit(), 'ticket');
    const id = await submit();
    expect(requests.mailsOfSubmit).toMatchObject(await follow(id, 'ticket'));
    const body = JSON.stringify({ body: 'Try again.', kind: 'reply' });
    const headers = { ...stage.asAgent, 'content-type': 'application/json' };
    await used('add-reply', { headers, pathParameters: { ticket_id: id }, body });
    expect(requests.mailsOfReply).toMatchObject(await follow(id, 'entry'));
  });

  it('a run of the sweeper without anything due, and its look at a ticket whose mail was sent', async () => {
    const run = async (at: number) => {
      stage.meter.take();
      await stage.runDue(new Date(at));
      return useOf(stage.meter.take());
    };
    const MINUTE = 60_000;
    await run(Date.now() + 60 * MINUTE);
    const idle = await run(Date.now());
    expect(requests.runDue).toMatchObject(idle);
    const ticket = { ...exampleTicket, id: randomUUID(), createdAt: systemClock.timestamp() };
    const record = recordOf({ ticket }, 1);
    await fill(stage.client, 1, () => ticket);
    await stage.follow('project-views', { Records: [record] });
    await stage.deliver('notify', deliveryOf({ type: 'ticket', ticket, imported: false }));
    const swept = await run(Date.now() + 6 * MINUTE);
    const { lookAfter } = requests;
    expect(swept.readUnits - idle.readUnits).toBe(lookAfter.readUnits);
    expect(swept.writeUnits).toBe(lookAfter.writeUnits);
    expect(swept.rounds - idle.rounds).toBe(lookAfter.rounds);
  });

  it('a poll that reads: the key, the state of the views, and the open tickets or the counts of a day', async () => {
    const list = await used('list-tickets', { headers: stage.asAgent, queryStringParameters: { status: 'open' } });
    const counts = await used('get-stats', { headers: stage.asAgent, queryStringParameters: { days: '1' } });
    expect(requests.list).toMatchObject({ rounds: list.use.rounds, writeUnits: 0 });
    expect(requests.counts).toMatchObject(counts.use);
    const reckoned = usageOfAgents({ tickets: 1000, agents: 1, hours: 1 / 120, days: 1, open: OPEN }).readUnit;
    const saved = await used('list-saved-views', { headers: stage.asAgent });
    expect(requests.savedViews).toMatchObject({
      readUnits: saved.use.readUnits + 1,
      rounds: saved.use.rounds + 1,
      writeUnits: 0,
    });
    const counted = list.use.readUnits + counts.use.readUnits + saved.use.readUnits / 4;
    expect(reckoned / counted).toBeGreaterThan(0.9);
    expect(reckoned / counted).toBeLessThan(1.25);
  });

  it('a poll when nothing has changed: half a unit besides the key, and half a unit for what the agent has read', async () => {
    const longAgo = { ':long_ago': 0 };
    const change = { UpdateExpression: 'SET changed_at = :long_ago', ExpressionAttributeValues: longAgo };
    await stage.client.send(new UpdateCommand({ TableName: tables.views, Key: stateKey, ...change }));
    const theKey = { readUnits: 1, rounds: 1 };
    for (const [entry, kind, readUnits] of [
      ['list-tickets', requests.unchangedList, 1],
      ['get-stats', requests.unchangedCounts, 0.5],
    ] as const) {
      const { headers } = await used(entry, { headers: stage.asAgent });
      const tagged = { ...stage.asAgent, 'if-none-match': String(headers?.etag) };
      const { use, status } = await used(entry, { headers: tagged });
      expect(status).toBe(304);
      expect(use).toMatchObject({ readUnits, writeUnits: 0 });
      expect(kind).toMatchObject({
        readUnits: use.readUnits + theKey.readUnits,
        writeUnits: 0,
        rounds: use.rounds + theKey.rounds,
      });
    }
  });

  it('the lines that a function logs', async () => {
    let bytes = 0;
    const count = (line: string) => {
      bytes += Buffer.byteLength(line) + 1;
    };
    const desk = await startDesk({ onLog: count });
    const headers = { authorization: `Bearer ${await desk.token()}`, 'content-type': 'application/json' };
    await fetch(`${desk.url}/api/support/contact`, { method: 'POST', headers, body: draft });
    await desk.close();
    expect(bytes).toBeGreaterThan(300);
    expect(bytes).toBeLessThan(LOG_BYTES - 700);
  });

  it('a ticket with a message of 200 characters', async () => {
    const { body } = await used('list-tickets', { headers: stage.asAgent });
    const bytes = Buffer.byteLength(body) / JSON.parse(body).length;
    expect(bytes).toBeGreaterThan(ROW_BYTES * 0.8);
    expect(bytes).toBeLessThan(ROW_BYTES * 1.2);
  });
});
