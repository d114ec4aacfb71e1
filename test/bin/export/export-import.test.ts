import { writeFile } from 'node:fs/promises';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentClient } from '#adapters/dynamo/dynamo-client.ts';
import { type Stored, scanStored } from '#bin/stored/stored.ts';
import { cannedReplyKeys } from '#functions/table-keys.ts';
import { deskLives, exportDesks, keptBeside } from './desks.ts';

const desks = exportDesks();
const numRuns = Number(process.env.EXPORT_RUNS ?? 40);

/** A client whose Scan ends a page after so many items, whatever their size. */
function shortPages(limit: number): DynamoDBDocumentClient {
  const client = anotherClient();
  client.middlewareStack.add((next) => (args) => next({ ...args, input: { ...args.input, Limit: limit } }), {
    step: 'initialize',
  });
  return client;
}

/** A client that is cut off at its nth write, before that is done or after. */
function cutOff(at: number, done: boolean): DynamoDBDocumentClient {
  const client = anotherClient();
  let writes = 0;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (['PutItemCommand', 'TransactWriteItemsCommand'].includes(commandName ?? '')) writes += 1;
        if (writes <= at) return next(args);
        if (writes === at + 1 && done) await next(args);
        throw new Error('Cut off');
      },
    { step: 'initialize' },
  );
  return client;
}

function anotherClient(): DynamoDBDocumentClient {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return documentClient({ endpoint: desks.engine().endpoint, region: 'eu-central-1', credentials });
}

/** All that a table holds, but how often its canned replies were saved, which is nobody's words. */
async function stored(table: string): Promise<Stored[]> {
  const all = await Array.fromAsync(scanStored(desks.engine().client, table));
  return all
    .map(({ id, entries }) => ({ id, entries: entries.filter(({ entry }) => entry !== cannedReplyKeys.revision) }))
    .filter(({ entries }) => entries.length > 0);
}

describe('an import of an export', () => {
  it('gives the same desk, whatever was written and wherever it was cut off, and a second one changes nothing', async () => {
    const cut = fc.record({ at: fc.nat(12), done: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(deskLives, keptBeside, fc.array(cut, { maxLength: 2 }), async (lives, beside, cuts) => {
        const from = await desks.desk(lives, beside);
        const count = lives.length + beside.replies.length + beside.addresses.length + beside.views.length;
        const to = await desks.desk();
        const path = desks.file('jsonl');
        const text = await desks.exported(from);
        await writeFile(path, text);
        for (const { at, done } of cuts) {
          await desks.imported(to, path, [], cutOff(at, done)).catch(({ message }) => expect(message).toBe('Cut off'));
          const lines = await desks.exported(to);
          expect(text.split('\n')).toEqual(expect.arrayContaining(lines.split('\n')));
        }
        await desks.imported(to, path);
        expect(await desks.exported(to)).toBe(text);
        expect(await desks.imported(to, path)).toEqual([`Imported: 0. Already there: ${count}.`]);
        expect(await stored(to)).toEqual(await stored(from));
      }),
      { numRuns },
    );
  });

  it('may run twice at once', async () => {
    await fc.assert(
      fc.asyncProperty(deskLives, keptBeside, async (lives, beside) => {
        const [from, to] = [await desks.desk(lives, beside), await desks.desk()];
        const path = desks.file('jsonl');
        const text = await desks.exported(from);
        await writeFile(path, text);
        await Promise.all([desks.imported(to, path), desks.imported(to, path)]);
        expect(await desks.exported(to)).toBe(text);
      }),
      { numRuns: numRuns / 2 },
    );
  });
});

describe('an export', () => {
  it('is the same wherever its pages end', async () => {
    await fc.assert(
      fc.asyncProperty(deskLives, fc.integer({ min: 1, max: 8 }), async (lives, limit) => {
        const desk = await desks.desk(lives);
        expect(await desks.exported(desk, {}, shortPages(limit))).toBe(await desks.exported(desk));
      }),
      { numRuns },
    );
  });
});
