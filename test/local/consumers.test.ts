import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { ticketEntry } from '#functions/table-keys.ts';
import { type DeskOptions, localDocumentClient, startDesk, tables } from './desk.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'support-desk-consumers-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

/** A desk, short words for what the tests do with it, and how many records its consumers were given. */
async function openDesk(options: DeskOptions = {}) {
  let delivered = 0;
  const onLog = (line: string) => {
    const { message, records } = line.startsWith('{') ? JSON.parse(line) : {};
    if (message === 'batch') delivered += records;
  };
  const desk = await startDesk({ dataPath: join(folder, 'data'), ...options, onLog });
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= desk.close();
    return closed;
  };
  onTestFinished(close);
  const headers = { 'x-admin-key': desk.adminKey };
  const get = async (path: string) => (await fetch(`${desk.url}/api/admin/${path}`, { headers })).json();
  return {
    ...desk,
    close,
    delivered: () => delivered,
    submit: async (): Promise<string> => {
      const response = await fetch(`${desk.url}/api/support/contact`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await desk.token()}` },
        body: new URLSearchParams({ subject: 'Help', message: 'It does not work.' }),
      });
      return ((await response.json()) as { ticket_id: string }).ticket_id;
    },
    closeTicket: (id: string) =>
      fetch(`${desk.url}/api/admin/support-tickets/${id}/close`, { method: 'POST', headers }),
    counts: async () => {
      const { open, closed } = (await get('support-stats')) as { open: number; closed: number };
      return { open, closed };
    },
    listed: async () => ((await get('support-tickets')) as { id: string }[]).map(({ id }) => id),
  };
}

describe("the local desk's consumers", () => {
  it('run as deployed on the changes of the tickets, while the index that the list is read from may lag behind', async () => {
    const { submit, closeTicket, settled, counts, listed, holdIndexes } = await openDesk();
    const first = await submit();
    const release = holdIndexes();
    const second = await submit();
    await closeTicket(first);
    await settled();
    expect(await counts()).toEqual({ open: 1, closed: 1 });
    expect(await listed()).toEqual([first]);
    await release();
    expect(await listed()).toEqual([second]);
  });

  it('get what happened while they were stopped, or just before the desk was, and what they acknowledged never again', async () => {
    const first = await openDesk();
    await first.submit();
    await first.settled();
    await first.consumers.stop();
    await first.submit();
    expect(await first.counts()).toEqual({ open: 1, closed: 0 });
    await first.close();
    expect(first.delivered()).toBe(1);

    const second = await openDesk();
    await second.settled();
    expect(await second.counts()).toEqual({ open: 2, closed: 0 });
    expect(second.delivered()).toBe(1);
  });

  it('change nothing twice when every record comes twice, in batches cut anywhere, and all shards are replayed', async () => {
    let batches = 0;
    const cut = (records: number) => Math.min(records, 1 + (batches++ % 3));
    const desk = await openDesk({ delivery: { twice: 'in turn', cut } });
    const ids = await Promise.all(Array.from({ length: 8 }, desk.submit));
    await Promise.all(ids.slice(0, 3).map(desk.closeTicket));
    await desk.settled();
    await desk.consumers.replay();
    await desk.settled();
    // Each closing is a ticket's change and an entry.
    expect(desk.delivered()).toBe(4 * (8 + 2 * 3));
    expect(await desk.counts()).toEqual({ open: 5, closed: 3 });
  });

  it('put aside what they cannot read, whole, and go on', async () => {
    const failedPath = join(folder, 'failed');
    const { dynamoDb, submit, settled, counts } = await openDesk({ failedPath });
    const client = localDocumentClient(dynamoDb);
    onTestFinished(() => client.destroy());
    await client.send(new PutCommand({ TableName: tables.tickets, Item: { id: 'poison', entry: ticketEntry } }));
    await submit();
    await settled();
    expect(await counts()).toEqual({ open: 1, closed: 0 });
    const [file, ...more] = (await readdir(failedPath, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    );
    if (!file) throw new Error('Nothing was put aside.');
    expect(more).toEqual([]);
    const { payload, requestContext } = JSON.parse(await readFile(join(file.parentPath, file.name), 'utf8'));
    expect(requestContext.approximateInvokeCount).toBe(5);
    // The ticket may have come into its shard right behind it, and then was in its batch.
    expect(JSON.parse(payload).Records[0]).toMatchObject({ dynamodb: { Keys: { id: { S: 'poison' } } } });
  });

  it('go on in the new functions after a reload', async () => {
    const { submit, settled, counts, reload } = await openDesk();
    await submit();
    await reload();
    await submit();
    await settled();
    expect(await counts()).toEqual({ open: 2, closed: 0 });
  });
});

describe('a desk with tickets from before there were views', () => {
  it('makes its views before it opens', async () => {
    const before = await openDesk();
    await before.closeTicket(await before.submit());
    await before.submit();
    await before.settled();
    const client = localDocumentClient(before.dynamoDb);
    await client.send(new DeleteTableCommand({ TableName: tables.views }));
    client.destroy();
    await before.close();

    const { counts, submit, settled } = await openDesk();
    expect(await counts()).toEqual({ open: 1, closed: 1 });
    await submit();
    await settled();
    expect(await counts()).toEqual({ open: 2, closed: 1 });
  });
});
