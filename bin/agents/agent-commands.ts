import { DynamoAgentRegistry, type RegisteredKey } from '#adapters/dynamo/dynamo-agent-registry.ts';
import { documentClient } from '#adapters/dynamo/dynamo-client.ts';
import { type Command, command } from '#bin/command.ts';
import { runningDatabase } from '#bin/desk-database.ts';
import type { DevFolder } from '#bin/dev-folder.ts';
import { type Print, requireReader } from '#bin/standard-output.ts';
import { onOneLine } from '#core/text/text.ts';

const options = { table: { type: 'string' }, region: { type: 'string' } } as const;
type Named = { readonly [option in keyof typeof options]?: string | undefined };

/** `agent add`, `agent list` and `agent revoke`. */
export const agentCommands = (folder: DevFolder, print: Print): readonly Command[] => [
  command({
    name: 'agent add',
    operands: ['NAME'],
    options,
    about: 'create a key for the admin of this name, who is added if need be, and print it, once',
    run: async (values, name = '') => addAgent(await registryFor(values, folder), name, print),
  }),
  command({
    name: 'agent list',
    options,
    about: 'list all keys and their agents',
    run: async (values) => {
      for (const key of await (await registryFor(values, folder)).list()) print(onOneLine(keyLine(key)));
    },
  }),
  command({
    name: 'agent revoke',
    operands: ['NAME_OR_ID'],
    options,
    about: 'revoke an agent’s keys; they are refused within 30 seconds',
    run: async (values, name = '') => {
      const revoked = await (await registryFor(values, folder)).revoke(name);
      if (revoked === 0) throw new Error(`No active key has the name or id ${name}. See: npm run desk -- agent list`);
      print(`Revoked ${revoked} ${revoked === 1 ? 'key' : 'keys'} of ${name.trim()}.`);
    },
  }),
];

/** Describes a key: its id, when it was made and last used, and whose it is. */
function keyLine({ id, name, createdAt, lastUsedOn, revokedAt, agent }: RegisteredKey): string {
  const used = lastUsedOn === null ? 'never used' : `used ${lastUsedOn}`;
  const state = revokedAt ? `revoked ${revokedAt}` : agent?.isActive ? 'active' : 'inactive agent';
  const holder = agent ? `${agent.name} (${agent.role})` : 'nobody';
  return `${id}  ${createdAt}  ${used}  ${state}  ${holder}${agent?.name === name ? '' : `, ${name}`}`;
}

/** Makes a key and prints it. A key that could not be printed is taken back: nobody would ever see it again. */
async function addAgent(registry: DynamoAgentRegistry, name: string, print: Print): Promise<void> {
  requireReader();
  const key = await registry.add(name);
  try {
    await print(key);
  } catch (cause) {
    await registry.remove(key);
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The key couldn’t be printed, so it was deleted again: ${why}`, { cause });
  }
}

async function registryFor({ table, region }: Named, folder: DevFolder): Promise<DynamoAgentRegistry> {
  if (table !== undefined) {
    return new DynamoAgentRegistry(documentClient(region === undefined ? {} : { region }), table);
  }
  if (region !== undefined) throw new Error('--region is for a deployed desk. Name its agents table as well: --table.');
  const running = await runningDatabase(folder);
  if (running) return new DynamoAgentRegistry(running.client, running.agents);
  throw new Error(
    'No desk is running on this machine. Start one with npm start, or name a deployed one with --table (the stack output AgentsTableName).',
  );
}
