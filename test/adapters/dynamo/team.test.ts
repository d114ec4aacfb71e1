import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newAgentKey } from '#adapters/dynamo/agent-key-hash.ts';
import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { DynamoAgentRegistry } from '#adapters/dynamo/dynamo-agent-registry.ts';
import { dynamoTeam } from '#adapters/dynamo/dynamo-team.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { changeAgent, inviteAgent } from '#core/agents/change-team.ts';
import { startEngine } from './engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

/** A desk whose founder, Dana, has a key from before agents had ids; other tests' agents are in the same team. */
async function setUp() {
  const { client, tables } = engine;
  const team = dynamoTeam(tables.agents, client);
  const time = { now: Date.now() };
  const clock = { now: () => time.now, timestamp: systemClock.timestamp };
  const keys = dynamoAgentKeys(tables.agents, client, clock);
  const danasKey = await new DynamoAgentRegistry(client, tables.agents).add('Dana');
  const dana = (await keys.find(danasKey))?.agent;
  if (!dana) throw new Error('The key was not found.');
  const world = { team, clock, newId: randomUUID, newToken: newAgentKey, pause: async () => {} };
  const invite = (name: string, role: 'admin' | 'agent' = 'agent') => inviteAgent(world, { name, role }, dana);
  return { team, keys, time, dana, world, invite, later: () => new Date(time.now + 1000).toISOString() };
}

describe('an invitation', () => {
  it('gives its agent a key, once', async () => {
    const { team, keys, invite, later } = await setUp();
    const { agent, invitation } = await invite('Ben');
    const key = newAgentKey();
    expect(await team.accept(invitation.token, { key, name: 'Laptop' }, later())).toBe(true);
    expect(await keys.find(key)).toMatchObject({ agent: { id: agent.id, role: 'agent' }, key: { name: 'Laptop' } });
    const another = newAgentKey();
    expect(await team.accept(invitation.token, { key: another, name: 'Phone' }, later())).toBe(false);
    expect(await keys.find(another)).toBeUndefined();
  });

  it('gives one key to those who accept it at once', async () => {
    const { team, invite, later } = await setUp();
    const { invitation } = await invite('Cleo');
    const at = later();
    const accepted = await Promise.all(
      Array.from({ length: 5 }, () => team.accept(invitation.token, { key: newAgentKey(), name: 'Laptop' }, at)),
    );
    expect(accepted.filter(Boolean)).toHaveLength(1);
  });

  it('expires after seven days, and none is made up', async () => {
    const { team, invite, time } = await setUp();
    const { invitation } = await invite('Dora');
    const late = new Date(time.now + 7 * 86_400_000).toISOString();
    expect(await team.accept(invitation.token, { key: newAgentKey(), name: 'Laptop' }, late)).toBe(false);
    expect(await team.accept('no token', { key: newAgentKey(), name: 'Laptop' }, late)).toBe(false);
  });
});

describe('the team', () => {
  it('has the admin who changes it first as a member', async () => {
    const { team, dana, invite } = await setUp();
    await invite('Emil');
    expect((await team.get()).agents.filter(({ id }) => id === dana.id)).toHaveLength(1);
  });

  it('keeps an admin although two of them leave at once', async () => {
    const { team, dana, world, invite } = await setUp();
    for (const { id } of (await team.get()).agents) {
      if (id !== dana.id) await changeAgent(world, id, { role: 'agent' }, dana);
    }
    const { agent: second } = await invite('Finn', 'admin');
    const left = await Promise.allSettled([
      changeAgent(world, dana.id, { isActive: false }, dana),
      changeAgent(world, second.id, { isActive: false }, second),
    ]);
    expect(left.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(left.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { refusal: 'last_admin' } });
    const admins = (await team.get()).agents.filter(({ role, isActive }) => role === 'admin' && isActive);
    expect(admins).toHaveLength(1);
    const [admin] = admins;
    if (admin) await changeAgent(world, dana.id, { isActive: true }, admin);
  });

  it('refuses the keys of an agent who left within 30 seconds', async () => {
    const { team, keys, time, world, dana, invite, later } = await setUp();
    const { agent, invitation } = await invite('Gil');
    const key = newAgentKey();
    await team.accept(invitation.token, { key, name: 'Laptop' }, later());
    expect(await keys.find(key)).toBeDefined();
    await changeAgent(world, agent.id, { isActive: false }, dana);
    time.now += 30_000;
    expect(await keys.find(key)).toBeUndefined();
    await changeAgent(world, agent.id, { isActive: true }, dana);
    expect(await keys.find(key)).toBeDefined();
  });
});
