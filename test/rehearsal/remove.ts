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
  {
    TicketsTableName,
    AgentsTableName,
    PersonalTableName,
    ViewsTableName,
    FailedRecordsBucketName,
    FileBucketName,
  }: Outputs,
): Promise<void> {
  const tables = [AgentsTableName, TicketsTableName, PersonalTableName].sort();
  const stayed = [...tables, FailedRecordsBucketName, FileBucketName].sort();
  const items = await itemKeys(tables);
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
      // The desk is alive until it is removed: what the stream and the sweeper still owed may have been added.
      const remaining = new Set(await itemKeys(tables));
      assert.deepEqual(
        items.filter((key) => !remaining.has(key)),
        [],
      );
    },
    () => `${stayed.join(', ')}, with all ${items.length} items of the tables, and nothing else`,
  );
}

/** Returns the keys of all items of these tables, in words. */
async function itemKeys(tables: readonly string[]): Promise<readonly string[]> {
  const keys = tables.map(async (table) => {
    const schema = '--query=Table.KeySchema[].AttributeName';
    const names: string[] = await aws('dynamodb', 'describe-table', `--table-name=${table}`, schema);
    const items: Record<string, { S: string }>[] = await aws(
      'dynamodb',
      'scan',
      `--table-name=${table}`,
      '--query=Items',
    );
    return items.map((item) => [table, ...names.map((name) => item[name]?.S)].join(' '));
  });
  return (await Promise.all(keys)).flat();
}
