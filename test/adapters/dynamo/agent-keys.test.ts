import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { DynamoAgentRegistry } from '#adapters/dynamo/dynamo-agent-registry.ts';
import { startEngine } from './engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

function setUp() {
  const time = { now: 0 };
  const registry = new DynamoAgentRegistry(engine.client, engine.tables.agents);
  const keys = dynamoAgentKeys(engine.tables.agents, engine.client, { now: () => time.now });
  return { time, registry, keys };
}

describe("an agent's key", () => {
  it('has 256 random bits, is shown once, and is stored as a hash only', async () => {
    const { registry } = setUp();
    const key = await registry.add('Ada');
    expect(key).toMatch(/^desk_[A-Za-z0-9_-]{43}$/);
    expect(await registry.add('Ada')).not.toBe(key);
    expect(JSON.stringify(await registry.list())).not.toContain(key.slice('desk_'.length, 'desk_'.length + 8));
  });

  it('identifies its agent; an unknown one identifies nobody', async () => {
    const { registry, keys } = setUp();
    expect(await keys.find(await registry.add('Dana'))).toMatchObject({
      agent: { name: 'Dana', role: 'admin' },
      key: { name: 'Command line', lastUsedOn: '1970-01-01' },
    });
    expect(await keys.find('desk_unknown')).toBeUndefined();
    expect(await keys.find('')).toBeUndefined();
  });

  it('that only has a name, as keys did before agents had ids, is an admin of that name', async () => {
    const { registry, keys } = setUp();
    const key = await registry.addTemporary('Grace');
    expect(await keys.find(key)).toMatchObject({ agent: { name: 'Grace', role: 'admin', createdAt: null } });
    await registry.add('Grace');
    expect(await registry.revoke('Grace')).toBe(2);
  });

  it('is refused within 30 seconds of being revoked, by name or by id', async () => {
    const { registry, keys, time } = setUp();
    const byName = await registry.add('Eve');
    const byId = await registry.add('Frank');
    await keys.find(byName);
    await keys.find(byId);
    expect(await registry.revoke('Eve')).toBe(1);
    const frank = (await registry.list()).find(({ agent }) => agent?.name === 'Frank');
    expect(await registry.revoke(frank?.id ?? '')).toBe(1);
    time.now = 30_000;
    expect(await keys.find(byName)).toBeUndefined();
    expect(await keys.find(byId)).toBeUndefined();
    expect(await registry.revoke('Eve')).toBe(0);
    expect((await registry.list()).find(({ agent }) => agent?.name === 'Eve')?.revokedAt).toBeDefined();
  });

  it('stays revoked when the same key is added again', async () => {
    const { registry, keys } = setUp();
    const key = await registry.add('Mallory');
    await registry.revoke('Mallory');
    await registry.add('Mallory', key);
    expect(await keys.find(key)).toBeUndefined();
  });
});
