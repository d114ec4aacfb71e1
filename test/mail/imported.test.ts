import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { toItem } from '#adapters/dynamo/ticket-item.ts';
import { restore } from '#bin/export/restore.ts';
import { scanStored } from '#bin/stored/stored.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { localDocumentClient, startDesk, tables } from '#test/local/desk.ts';

it('nobody is told of what was imported, and an export does not tell that it was', async () => {
  const desk = await startDesk({ mailPort: 0 });
  onTestFinished(desk.close);
  const client = localDocumentClient(desk.dynamoDb);
  const { id, ...item } = toItem({ ...exampleTicket, id: randomUUID() }, 'a write', undefined);
  const entry = Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)) as {
    entry: string;
  };
  const { id: _, ...plain } = { ...entry, id };
  expect(await restore(client, tables.tickets, { id, entries: [plain] })).toBe('written');
  await desk.settled();
  expect(await desk.mail?.sent()).toEqual([]);
  const [stored] = await Array.fromAsync(scanStored(client, tables.tickets));
  expect(stored).toEqual({ id, entries: [plain] });
});
