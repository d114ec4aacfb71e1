import { strict as assert } from 'node:assert';
import { aws } from './aws-cli.ts';
import { removalCommands } from './documented-commands.ts';
import { run } from './shell.ts';
import { type Outputs, stackId, tablesAndBuckets, tagged, untouched } from './stack.ts';
import { step } from './step.ts';

/**
 * Follows the section "Remove it" of docs/deploying.md, and checks that only tickets, their files, agents and what belongs to each agent remain, with all their contents, as
 * they must in production, and the records set aside.
 */
export async function remove(
  copy: string,
  { TicketsTableName, AgentsTableName, ViewsTableName, FailedRecordsBucketName, FileBucketName }: Outputs,
): Promise<void> {
  const personal = (await tablesAndBuckets()).find((name) => name.includes('-Personal'));
  assert(personal, 'The stack has a table for what belongs to each agent.');
  const tables = [AgentsTableName, TicketsTableName, personal].sort();
  const stayed = [...tables, FailedRecordsBucketName, FileBucketName].sort();
  const items = await Promise.all(tables.map(itemCount));
  const id = await stackId();
  for (const command of removalCommands()) await step(command, () => run(command, copy));
  await step(
    'check what remains',
    async () => {
      assert.deepEqual((await untouched(id)).sort(), stayed);
      assert.deepEqual((await tablesAndBuckets()).sort(), stayed);
      // The emulator's CloudFormation keeps the tags of a table that it deletes, and gives a bucket none.
      const others = (await tagged()).filter((name) => name !== ViewsTableName);
      assert.deepEqual(others.sort(), tables);
      assert.deepEqual(await Promise.all(tables.map(itemCount)), items);
    },
    () => `${stayed.join(', ')}, with ${items.join(' and ')} items in the tables, and nothing else`,
  );
}

const itemCount = (table: string): Promise<number> =>
  aws('dynamodb', 'scan', `--table-name=${table}`, '--select=COUNT', '--query=Count');
