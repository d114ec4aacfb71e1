import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { toItem } from '#adapters/dynamo/ticket-item.ts';
import { ended } from '#test/bin/ended.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { exportDesks } from './desks.ts';

const desks = exportDesks();

/**
 * Few and large tickets. `EXPORT_TICKETS=100000 npx vitest run test/bin/export/memory.test.ts` exports as many small ones, and prints its figures.
 */
const many = process.env.EXPORT_TICKETS;
const { count, length, heapMb } = many
  ? { count: Number(many), length: 1000, heapMb: 64 }
  : { count: 1500, length: 27_000, heapMb: 30 };
const BATCH = 25;

const source = (path: string) => JSON.stringify(join(import.meta.dirname, '../../..', path));

/** The export alone: what else the command line can do would take more memory than the tickets. */
const exporting = `
  import { exportTickets } from ${source('bin/export/export-command.ts')};
  import { documentClient } from ${source('functions/adapters/dynamo/dynamo-client.ts')};
  const [endpoint, database, output] = process.argv.slice(1);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = documentClient({ endpoint, region: 'eu-central-1', credentials });
  const files = { client: undefined, bucket: 'none' };
  await exportTickets({ format: 'jsonl', status: 'all', output, force: false }, { ...JSON.parse(database), client, files }, console.log);
  console.error(Math.round(process.memoryUsage.rss() / 1e6), 'MB resident at its end');`;

it('exports more tickets than fit into its memory', { timeout: 600_000 }, async () => {
  const desk = await desks.desk();
  const message = 'x'.repeat(length);
  for (let written = 0; written < count; written += BATCH) {
    const requests = Array.from({ length: BATCH }, () => ({
      PutRequest: { Item: toItem({ ...exampleTicket, id: randomUUID(), message }, randomUUID(), undefined) },
    }));
    await desks.engine().client.send(new BatchWriteCommand({ RequestItems: { [desk]: requests } }));
  }
  const { client: _, ...tables } = desks.database(desk);
  const output = desks.file('jsonl');
  const options = [`--max-old-space-size=${heapMb}`, '--input-type=module', '--eval', exporting];
  const child = spawn(process.execPath, [...options, desks.engine().endpoint, JSON.stringify(tables), output]);
  const { code, stdout, stderr } = await ended(child);
  expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: `Tickets in ${output}: ${count}.\n` });
  const { size } = await stat(output);
  expect(size).toBeGreaterThan(heapMb * 1e6);
  if (many) console.log(`${count} tickets, ${Math.round(size / 1e6)} MB: ${stderr.trim()}`);
});
