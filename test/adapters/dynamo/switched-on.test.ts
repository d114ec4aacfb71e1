import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoSwitchedOn, mailSwitchedOn } from '#adapters/dynamo/dynamo-switched-on.ts';
import { clockOf } from '#adapters/system-clock.ts';
import { addressHash } from '#core/mail/address.ts';
import { switchedOn } from '#core/mail/switched-on.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';
import { startEngine, unreachableClient } from './engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const [ann, bob] = ['ann@example.com', 'bob@example.com'];

async function newDesk() {
  const table = `views-${randomUUID()}`;
  await createTables(engine.client, { ...engine.tables, views: table });
  /** A process that begins at a minute past ten with these settings. */
  const start = (minute: number, admins: readonly string[], set = 'set-1') =>
    switchedOn(
      dynamoSwitchedOn(table, set, engine.client),
      admins,
      clockOf(() => Date.parse('2026-11-24T10:00:00Z') + minute * 60_000),
    );
  return { start, latest: () => mailSwitchedOn(table, engine.client) };
}
const minuteOf = (time: string | undefined) => time?.slice('2026-11-24T'.length, '2026-11-24T10:00'.length);

describe('the time at which mail was switched on', () => {
  it('is a minute before it was noticed, for good and for every process', async () => {
    const { start, latest } = await newDesk();
    expect(await latest()).toBeUndefined();
    const first = start(10, [ann]);
    const { desk, admins } = await first();
    expect([minuteOf(desk), minuteOf(admins.get(addressHash(ann)))]).toEqual(['10:09', '10:09']);
    expect(await first()).toEqual({ desk, admins });
    expect(await start(50, [ann])()).toEqual({ desk, admins });
    expect(await latest()).toBe(desk);
  });

  it('is the same for processes that notice it at once', async () => {
    const { start } = await newDesk();
    const all = await Promise.all([1, 2, 3, 4].map((minute) => start(minute, [ann, bob])()));
    for (const one of all) expect(one).toEqual(all[0]);
  });

  it('is a later one for an admin who was added later', async () => {
    const { start } = await newDesk();
    const { desk } = await start(10, [ann])();
    const { desk: same, admins } = await start(30, [ann, bob])();
    expect(same).toBe(desk);
    expect([ann, bob].map((address) => minuteOf(admins.get(addressHash(address))))).toEqual(['10:09', '10:29']);
  });

  it('is a new one after mail was switched off: its configuration set is another', async () => {
    const { start, latest } = await newDesk();
    await start(10, [ann])();
    const { desk } = await start(40, [ann], 'set-10')();
    expect(minuteOf(desk)).toBe('10:39');
    expect(await latest()).toBe(desk);
  });

  it('is unknown while the database is unreachable', async () => {
    const unknown = switchedOn(
      dynamoSwitchedOn('views', 'set', unreachableClient()),
      [],
      clockOf(() => 0),
    );
    await expect(unknown()).rejects.toMatchObject({ refusal: 'unavailable' });
    await expect(mailSwitchedOn('views', unreachableClient())).rejects.toMatchObject({ refusal: 'unavailable' });
  });
});
