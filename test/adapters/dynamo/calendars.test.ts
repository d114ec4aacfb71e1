import { randomUUID } from 'node:crypto';
import { DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoHistories } from '#adapters/dynamo/dynamo-histories.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { type Calendar, calendarHash } from '#core/hours/calendar.ts';
import { compareTargets, rebuildTargets } from '#core/ticket/recompute-targets.ts';
import { targetsFrom } from '#core/ticket/targets.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { startEngine, unreachableClient } from './engine.ts';
import { changeOf, dana } from './stored-change.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const store = () => dynamoTicketStore(engine.tables.tickets, engine.client);
const calendarOf = (daysOff: readonly string[]): Calendar => ({
  timeZone: 'Europe/Berlin',
  periods: { monday: [{ from: '09:00', to: '17:00' }] },
  daysOff,
});
const unreachable = () => dynamoTicketStore(engine.tables.tickets, unreachableClient());

const office = calendarOf(['2026-12-25']);

describe('a calendar', () => {
  it('is kept under its hash, for other processes to find, however often', async () => {
    for (const each of [store(), store()]) await each.keepCalendar(office);
    await store().keepCalendar(calendarOf([]));
    expect(await store().calendar(calendarHash(office))).toEqual(office);
    expect(await store().calendar('0'.repeat(32))).toBeUndefined();
  });

  it('is written and read once by a process, which remembers it', async () => {
    const calendar = calendarOf(['2027-01-01']);
    const hash = calendarHash(calendar);
    const Key = { id: `calendar#${hash}`, entry: 'calendar' };
    const item = { TableName: engine.tables.tickets, Key };
    const [writer, reader] = [store(), store()];
    await writer.keepCalendar(calendar);
    expect((await engine.client.send(new GetCommand(item))).Item).toMatchObject({ ...Key, time_zone: 'Europe/Berlin' });
    expect(await reader.calendar(hash)).toEqual(calendar);
    await engine.client.send(new DeleteCommand(item));
    await writer.keepCalendar(calendar);
    for (const each of [writer, reader]) expect(await each.calendar(hash)).toEqual(calendar);
    expect(await store().calendar(hash)).toBeUndefined();
  });

  it('makes the desk unavailable while it can’t be stored or read', async () => {
    await expect(unreachable().keepCalendar(office)).rejects.toMatchObject({ refusal: 'unavailable' });
    await expect(unreachable().calendar(calendarHash(office))).rejects.toMatchObject({ refusal: 'unavailable' });
  });
});

describe('the targets of a ticket', () => {
  const at = Date.parse('2026-11-23T14:30:00.123Z');
  const within = { replyWithin: 3_600_000, resolveWithin: 7_200_000 };
  const due = { replyDueAt: at, resolveDueAt: at, repliedAt: null, pausedAt: at };
  const targets = { calendar: '1'.repeat(32), ...within, ...due };

  it('are kept with it, and change with it', async () => {
    const ticket = { ...exampleTicket, id: randomUUID(), targets };
    await store().add(ticket);
    expect(await store().get(ticket.id)).toEqual(ticket);
    const later = { ...targets, resolveDueAt: null, repliedAt: at, pausedAt: null };
    expect(
      await store().change(
        changeOf(ticket, { kind: 'change', author: dana, rule: (it) => ({ ...it, targets: later }) }),
      ),
    ).toBe(true);
    expect((await store().get(ticket.id))?.targets).toEqual(later);
  });

  it('are repaired by what happened to the ticket, by its own calendar; those that follow from it, and a ticket that is just being changed, stay', async () => {
    const hours: Calendar = { ...office, daysOff: ['2026-12-24'] };
    await store().keepCalendar(hours);
    const stamped = targetsFrom({ replyWithin: 3_600_000, resolveWithin: 7_200_000 }, hours, exampleTicket.createdAt);
    if (!stamped) throw new Error('There are targets.');
    const whole = { ...exampleTicket, targets: stamped };
    const wrong = { ...stamped, replyDueAt: 1, resolveDueAt: null };
    const [right, broken, changing] = [stamped, wrong, wrong].map((targets) => ({
      ...whole,
      id: randomUUID(),
      targets,
    }));
    if (!right || !broken || !changing) throw new Error('There are three.');
    await store().add(right);
    await store().add(broken);
    await store().add({ ...changing, version: 2 });
    const histories = dynamoHistories(engine.client, engine.tables.tickets);
    const namesOf = async () => (await compareTargets(histories)).map(({ what }) => what);
    expect(await namesOf()).toEqual([`outdated targets of ticket ${broken.id}`]);
    expect(await rebuildTargets(histories)).toBe(1);
    expect(await namesOf()).toEqual([]);
    expect((await store().get(broken.id))?.targets).toEqual(stamped);
    expect((await store().get(changing.id))?.targets).toEqual(wrong);
  });
});
