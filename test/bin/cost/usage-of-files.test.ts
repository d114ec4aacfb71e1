import { randomUUID } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNewItem } from '#adapters/dynamo/new-item-record.ts';
import { toDetail } from '#adapters/events/event-detail.ts';
import { requests, storageRequests } from '#bin/cost/requests.ts';
import { eventOf } from '#core/events/desk-event.ts';
import { announceOn, mailsOn, uploadOn } from '#test/bench/files-on-stage.ts';
import { submitOn } from '#test/bench/measure-files.ts';
import { rounds } from '#test/bench/metering-proxy.ts';
import { type Stage, setStage, tables } from '#test/bench/stage.ts';
import { insertionOf } from '#test/stream/records.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage(process.env.SUPPORT_DESK_BUILD ?? '', { metered: true, mail: true, files: true });
  await stage.call('get-me', { headers: stage.asAgent });
});
afterAll(() => stage.close());

/** Returns what a piece of work used of DynamoDB and of S3. */
async function used(work: () => Promise<unknown>) {
  stage.meter.take();
  stage.takeS3();
  await work();
  const asked = stage.meter.take();
  const total = (units: 'readUnits' | 'writeUnits') => asked.reduce((sum, request) => sum + request[units], 0);
  const methods = stage.takeS3();
  const reads = methods.filter((method) => method === 'GET').length;
  return {
    units: { readUnits: total('readUnits'), writeUnits: total('writeUnits'), rounds: rounds(asked) },
    storage: { reads, writes: methods.length - reads },
  };
}
type Units = Awaited<ReturnType<typeof used>>['units'];

const plus = (a: Units, b: Units): Units => ({
  readUnits: a.readUnits + b.readUnits,
  writeUnits: a.writeUnits + b.writeUnits,
  rounds: a.rounds + b.rounds,
});
const unitsOf = ({ readUnits, writeUnits, rounds: number }: Units): Units => ({
  readUnits,
  writeUnits,
  rounds: number,
});

/** Returns the event about a ticket, or its latest entry, as EventBridge delivers it. */
async function eventAbout(id: string, entry = 'entry#'): Promise<object> {
  const { Items = [] } = await stage.client.send(
    new QueryCommand({
      TableName: tables.tickets,
      KeyConditionExpression: 'id = :id AND begins_with(entry, :entry)',
      ExpressionAttributeValues: { ':id': id, ':entry': entry },
    }),
  );
  const event = eventOf(readNewItem(insertionOf(Items.at(-1) ?? {})));
  return { 'detail-type': event?.type, detail: event && toDetail(event) };
}

describe('the bill’s usage of files matches the engine’s count:', () => {
  it('announcing one, by a customer and by an agent', async () => {
    expect(requests.announceOwn).toMatchObject((await used(() => announceOn(stage, 'create-own-upload'))).units);
    const { units, storage } = await used(() => announceOn(stage, 'create-upload'));
    expect(requests.announce).toMatchObject(units);
    expect(storage).toEqual({ reads: 0, writes: 0 });
  });

  it('a ticket and a reply with one, which claim it, and a link to it', async () => {
    const own = await uploadOn(stage, 'create-own-upload');
    let id = '';
    const submit = await used(async () => {
      id = await submitOn(stage, [own]);
    });
    expect(submit.units).toEqual(plus(unitsOf(requests.submit), unitsOf(requests.claimWithTicket)));
    expect(submit.storage).toEqual(storageRequests.claim);

    const upload = await uploadOn(stage, 'create-upload');
    const headers = { ...stage.asAgent, 'content-type': 'application/json' };
    const body = JSON.stringify({ kind: 'reply', body: 'Have you tried again? '.repeat(10), attachments: [upload] });
    const reply = await used(() => stage.call('add-reply', { headers, pathParameters: { ticket_id: id }, body }));
    expect(reply.units).toEqual(plus(unitsOf(requests.reply), unitsOf(requests.claimWithReply)));
    expect(reply.storage).toEqual(storageRequests.claim);

    const sent = await used(async () => stage.deliver('notify', await eventAbout(id)));
    expect(sent.storage).toEqual(storageRequests.send);

    const about = { headers: stage.asAgent, pathParameters: { ticket_id: id } };
    const { attachments, thread } = JSON.parse((await stage.call('get-ticket', about)).body ?? '');
    const link = (file: string, as: 'get-file' | 'get-own-file') =>
      used(() =>
        stage.call(as, {
          headers: as === 'get-file' ? stage.asAgent : stage.asCustomer,
          pathParameters: { ticket_id: id, file_id: file },
        }),
      );
    const linked = await link(attachments[0].id, 'get-file');
    expect(requests.link).toMatchObject(linked.units);
    expect(requests.link).toMatchObject((await link(thread[0].message.attachments[0].id, 'get-own-file')).units);
    expect(linked.storage).toEqual({ reads: 0, writes: 0 });
  });

  it('a reply by mail, and the mail about it', async () => {
    const mails = mailsOn(stage);
    const receive = async () => {
      const id = await submitOn(stage, []);
      await stage.deliver('notify', await eventAbout(id, 'ticket'));
      const event = await mails.arrive(stage.replyAddress(id), `It works. ${randomUUID()}`);
      const received = await used(() => stage.deliver('receive-mail', event));
      return { received, sent: await used(async () => stage.deliver('notify', await eventAbout(id))) };
    };
    // The first mail of a process also asks when mail was switched on.
    await receive();
    const { received, sent } = await receive();
    expect(requests.receiveMail).toMatchObject(received.units);
    expect(received.storage).toEqual(storageRequests.receive);
    expect(requests.mailsOfReply).toMatchObject(sent.units);
    mails.close();
  });
});
