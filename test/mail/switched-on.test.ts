import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it, onTestFinished } from 'vitest';
import { dynamoDueStore } from '#adapters/dynamo/dynamo-due-store.ts';
import { dynamoSwitchedOn } from '#adapters/dynamo/dynamo-switched-on.ts';
import { toItem } from '#adapters/dynamo/ticket-item.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { runDeskCommand } from '#bin/desk-commands.ts';
import { DevFolder } from '#bin/dev-folder.ts';
import { later } from '#core/due/due-entry.ts';
import { addressHash } from '#core/mail/address.ts';
import { DESK } from '#core/mail/switched-on.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { type Desk, type DeskOptions, localDocumentClient, startDesk, tables } from '#test/local/desk.ts';
import { localMail } from '#test/local/settings.ts';

const MINUTE = 60_000;
const [DANA, EVE] = ['dana@quicktools.example', 'eve@quicktools.example'];

/** A desk that is started again and again with other settings, on the same data. */
async function keptDesk() {
  const folder = new DevFolder(await mkdtemp(join(tmpdir(), 'support-desk-switched-on-')));
  onTestFinished(() => rm(folder.path, { recursive: true }));
  return async (options: DeskOptions) => {
    const desk = await startDesk({ dataPath: join(folder.path, 'data'), ...options });
    await folder.setRunning({
      pid: process.pid,
      url: desk.url,
      dynamoDb: desk.dynamoDb,
      s3: desk.s3,
      lambda: desk.lambda,
    });
    const client = localDocumentClient(desk.dynamoDb);
    return {
      desk,
      /** Stores a ticket that was submitted so many minutes ago. */
      submitted: async (minutesAgo: number) => {
        const ticket = {
          ...exampleTicket,
          id: randomUUID(),
          createdAt: later(systemClock.timestamp(), -minutesAgo * MINUTE),
        };
        await client.send(
          new PutCommand({ TableName: tables.tickets, Item: withoutUndefined(toItem(ticket, 'a write', undefined)) }),
        );
        await desk.settled();
      },
      switchedOn: (names: readonly string[], minutesAgo: number) =>
        dynamoSwitchedOn(tables.views, 'local', client).times(
          names,
          later(systemClock.timestamp(), -minutesAgo * MINUTE),
        ),
      due: async () => (await Array.fromAsync(dynamoDueStore(tables.views, client).before())).flat(),
      rebuild: () => runDeskCommand(['views', 'rebuild'], folder, () => {}),
      verify: () => runDeskCommand(['views', 'verify'], folder, () => {}),
    };
  };
}

const withoutUndefined = (item: object) =>
  Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));
const recipients = async ({ mail }: Desk) => ((await mail?.sent()) ?? []).flatMap(({ destination }) => destination.to);
const soon = (minutes: number) => new Date(Date.now() + minutes * MINUTE);

it('nobody is mailed about what was written before mail was switched on, whatever is rebuilt or run; later mail is sent', async () => {
  const start = await keptDesk();
  const without = await start({});
  await without.submitted(10);
  await without.desk.runDue(soon(60));
  expect(await without.due()).toEqual([]);
  await without.rebuild();
  expect(await without.due()).toEqual([]);
  await without.desk.close();

  const { desk, submitted, due, rebuild, verify } = await start({ mailPort: 0 });
  await desk.runDue(soon(0));
  await rebuild();
  expect(await due()).toEqual([]);
  await desk.consumers.replay();
  await desk.settled();
  await desk.runDue(soon(60));
  expect(await recipients(desk)).toEqual([]);

  await submitted(0);
  expect((await recipients(desk)).sort()).toEqual([DANA, exampleTicket.userEmail]);
  await verify();
  await desk.close();
});

it('an admin who is added later is not notified of the past', async () => {
  const start = await keptDesk();
  const mail = localMail('https://www.example.com');
  const first = await start({ mailPort: 0, settings: { mail } });
  await first.switchedOn([DESK, addressHash(DANA)], 60);
  await first.submitted(10);
  expect((await recipients(first.desk)).sort()).toEqual([DANA, exampleTicket.userEmail]);
  await first.desk.close();

  const { desk, submitted, rebuild } = await start({
    mailPort: 0,
    settings: { mail: { ...mail, adminAddresses: [DANA, EVE] } },
  });
  await rebuild();
  await desk.runDue(soon(0));
  expect(await recipients(desk)).toEqual([]);
  await submitted(0);
  expect((await recipients(desk)).sort()).toEqual([DANA, EVE, exampleTicket.userEmail]);
  await desk.close();
});

it('mail that is owed when it is switched off is owed no longer', async () => {
  const start = await keptDesk();
  const first = await start({ mailPort: 0 });
  await first.submitted(0);
  expect(await first.due()).toHaveLength(1);
  await first.desk.close();
  const { desk, due } = await start({});
  await desk.runDue(soon(6));
  expect(await due()).toEqual([]);
  await desk.close();
});
