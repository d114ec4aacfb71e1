import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { expect, it, onTestFinished } from 'vitest';
import { ended } from '#test/bin/ended.ts';
import { clientOf, names, startDatabase } from './dynamodb-under-test.ts';

const source = (path: string) => JSON.stringify(join(import.meta.dirname, path));

/**
 * A database that has no room for files of more than half a MB, until the limit is lifted. It stores items until it can't, then goes on once
 * there is room, and is killed. Prints what it was told of, and the ids of all items that were acknowledged.
 */
const program = `
  import { execFileSync } from 'node:child_process';
  import { PutItemCommand } from '@aws-sdk/client-dynamodb';
  import { clientOf, names } from ${source('dynamodb-under-test.ts')};
  import { startDynamoDb } from ${source('dynamodb/dynamodb.ts')};
  import { createTables } from ${source('dynamodb/tables.ts')};

  const told = [];
  const database = await startDynamoDb({
    path: process.argv[1],
    onTrouble: (line) => told.push(line),
  });
  const client = clientOf(database.endpoint);
  await createTables(client, names);
  const stored = [];
  const failed = [];
  const put = async (id) => {
    const Item = { id: { S: id }, entry: { S: 'x' }, text: { S: 'x'.repeat(5000) } };
    await client.send(new PutItemCommand({ TableName: names.tickets, Item })).then(() => stored.push(id), (error) => failed.push(error.name));
  };
  for (let number = 0; failed.length < 3; number += 1) await put('before-' + number);
  execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited']);
  for (let number = 0; number < 50; number += 1) await put('after-' + number);
  console.log(JSON.stringify({ stored, failed, told }));
  process.kill(process.pid, 'SIGKILL');`;

it.runIf(process.platform === 'linux')(
  'on a full disk the local DynamoDB fails, says why, goes on once there is room, and loses nothing that it acknowledged',
  async () => {
    const path = await mkdtemp(join(tmpdir(), 'dynamodb-'));
    onTestFinished(() => rm(path, { recursive: true, force: true }));
    const limited = `trap '' XFSZ; ulimit -S -f 1024; exec "$@"`;
    const command = [process.execPath, '--input-type=module', '--eval', program, path];
    const { stdout, stderr } = await ended(spawn('sh', ['-c', limited, 'sh', ...command]));
    expect(stderr).toBe('');
    const { stored, failed, told } = JSON.parse(stdout) as { stored: string[]; failed: string[]; told: string[] };
    expect(failed).toEqual(['InternalServerError', 'InternalServerError', 'InternalServerError']);
    expect(told).toEqual([
      expect.stringMatching(/^Nothing more can be stored until there is room: .*File too large/),
      expect.stringContaining('can be stored again'),
    ]);
    expect(stored.filter((id) => id.startsWith('after')).length).toBe(50);

    const database = await startDatabase({ path });
    onTestFinished(database.close);
    const client = clientOf(database.endpoint);
    onTestFinished(() => client.destroy());
    await client.send(new DescribeTableCommand({ TableName: names.tickets }));
    for (const id of stored) expect(await database.get(id, 'x')).toBeDefined();
  },
);
