import { DynamoAgentRegistry } from '#adapters/dynamo/dynamo-agent-registry.ts';
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
    about: 'create a key for an agent and print it, once',
    run: async (values, name = '') => addAgent(await registryFor(values, folder), name, print),
  }),
  command({
    name: 'agent list',
    options,
    about: 'list all keys',
    run: async (values) => {
      for (const { id, name, createdAt, revokedAt } of await (await registryFor(values, folder)).list()) {
        print(`${id}  ${createdAt}  ${revokedAt ? `revoked ${revokedAt}` : 'active'}  ${onOneLine(name)}`);
      }
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
