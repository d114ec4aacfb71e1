import { expect, it, onTestFinished } from 'vitest';
import type { Fate } from '#test/faults/fates.ts';
import { type FaultyProxy, startFaultyProxy } from '#test/faults/faulty-proxy.ts';
import { startDesk } from '#test/local/desk.ts';

/** EventBridge's behaviour towards one request after the other. */
const fates: readonly Fate[] = [
  'is dropped before',
  'is dropped after',
  'is truncated',
  'is refused',
  { name: 'InternalFailure', status: 500 },
  { name: 'InternalFailure', status: 500, late: true },
  { name: 'ThrottlingException' },
  'passes',
];

const TICKETS = 8;

it('a ticket’s mails are sent once each although its event was lost, refused or published twice on the way', async () => {
  let bus: FaultyProxy | undefined;
  const desk = await startDesk({
    mailPort: 0,
    between: async ({ eventbridge = '', ...engines }) => {
      bus = await startFaultyProxy(eventbridge);
      return { seenBy: () => ({ ...engines, eventbridge: bus?.endpoint }), close: () => bus?.close() };
    },
  });
  onTestFinished(desk.close);
  let requests = 0;
  bus?.decideBy(() => fates[requests++ % fates.length] ?? 'passes');
  const headers = { authorization: `Bearer ${await desk.token({ email: 'user@example.com' })}` };
  for (let number = 1; number <= TICKETS; number += 1) {
    const body = new URLSearchParams({ subject: `Help ${number}`, message: 'It hangs.' });
    expect((await fetch(`${desk.url}/api/support/contact`, { method: 'POST', headers, body })).status).toBe(200);
  }
  await desk.settled();
  expect(requests).toBeGreaterThan(fates.length);
  const recipients = ((await desk.mail?.sent()) ?? []).flatMap(({ destination }) => destination.to);
  expect(recipients.sort()).toEqual([
    ...Array.from({ length: TICKETS }, () => 'dana@quicktools.example'),
    ...Array.from({ length: TICKETS }, () => 'user@example.com'),
  ]);
});
