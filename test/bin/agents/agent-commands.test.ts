import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoAgentRegistry } from '#adapters/dynamo/dynamo-agent-registry.ts';
import { startEngine } from '#test/adapters/dynamo/engine.ts';
import { commandLine } from '#test/bin/command-line.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const { byShell, unread } = commandLine(() => ({
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
}));

const agents = () => new DynamoAgentRegistry(engine.client, engine.tables.agents);
const namesOfKeys = async () => (await agents().list()).map(({ agent }) => agent?.name);
const ofAgents = () => ['--table', engine.tables.agents, '--region', 'eu-central-1'];

describe("an agent's key", () => {
  it.each([
    ['on a full disk', '> /dev/full', 'The key couldn’t be printed, so it was deleted again: ENOSPC'],
    ['on a closed stdout', '>&-', 'stdout is closed, so the output would be lost. Nothing was done.'],
  ])('is not made if nobody can see it: %s', async (_, redirection, message) => {
    const { code, stderr } = await byShell(`exec "$@" ${redirection}`, 'agent', 'add', 'Unseen', ...ofAgents());
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(await namesOfKeys()).not.toContain('Unseen');
  });

  it('is not made if its reader is gone', async () => {
    expect(await unread('agent', 'add', 'Gone', ...ofAgents())).toEqual({
      code: 1,
      stderr: expect.stringContaining('so it was deleted again: write EPIPE'),
    });
    expect(await namesOfKeys()).not.toContain('Gone');
  });

  it('has a name that is trimmed alike when it is made and when it is revoked', async () => {
    await agents().add(' Zoe\u0308 ');
    expect(await namesOfKeys()).toContain('Zoë');
    expect(await agents().revoke('\tZoë')).toBe(1);
  });

  it('is revoked by the id that the list shows, and no name can look like one', async () => {
    await agents().add('Grace');
    const id = (await agents().list()).find(({ agent }) => agent?.name === 'Grace')?.id ?? '';
    await expect(agents().add(id)).rejects.toThrow("can't look like a key");
    expect(await agents().revoke(id)).toBe(1);
  });

  it('has a name that turns no text around', async () => {
    await expect(agents().add('Ada\u202e')).rejects.toThrow('direction of text');
  });
});
