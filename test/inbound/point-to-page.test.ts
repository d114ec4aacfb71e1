import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '#test/adapters/dynamo/engine.ts';
import { incoming, receivingDesk } from './receiving-desk.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const told = { to: ['hello@reply.example.com'], verdicts: { dmarc: 'pass' } } as const;
const from = (address: string) => incoming({ from: { name: null, address }, subject: 'Re: Help' });
const sam = from('sam@elsewhere.example');

describe('somebody whose mail can’t become a ticket', () => {
  it('is told where to write, once a day, and the mail is held', async () => {
    const desk = await receivingDesk(engine);
    await Promise.all([1, 2, 3].map(() => desk.receive(sam, told)));
    expect(await desk.heldNow()).toHaveLength(3);
    expect(desk.mailing.sent).toMatchObject([
      { kind: 'pointer', to: 'sam@elsewhere.example', subject: 'Re: Help', automatic: true },
    ]);
    expect(desk.mailing.sent[0]?.text).toContain('https://www.example.com/support');
    await desk.receive(sam, { ...told, at: '2026-11-24T23:59:59Z' });
    expect(desk.mailing.sent).toHaveLength(1);
    await desk.receive(sam, { ...told, at: '2026-11-25T00:00:00Z' });
    expect(desk.mailing.sent).toHaveLength(2);
  });

  it('is told so on a desk where new tickets are off, too', async () => {
    const desk = await receivingDesk(engine, { newTickets: 'off' });
    await desk.receive(incoming(), told);
    expect(desk.mailing.sent).toMatchObject([{ to: 'user@example.com' }]);
  });

  it.each([
    ['without proof', sam, { verdicts: {} }],
    ['that only claims the proof', sam, { verdicts: { dmarc: 'fail' } }],
    ['by a program', { ...sam, automatic: 'auto_reply' }, {}],
    ['through a mailing list', { ...sam, lists: true }, {}],
    ['from an address that nobody reads', from('no-reply@elsewhere.example'), {}],
    ['from a server', from('mailer-daemon@elsewhere.example'), {}],
    ['of a spammer', sam, { verdicts: { dmarc: 'pass', spam: 'fail' } }],
  ] as const)('hears nothing if it came %s', async (_, mail, changed) => {
    const desk = await receivingDesk(engine);
    expect(await desk.receive(mail, { ...told, ...changed })).toMatchObject({ outcome: 'held' });
    expect(desk.mailing.sent).toEqual([]);
  });

  it('hears nothing at an address that gets no mail', async () => {
    const desk = await receivingDesk(engine);
    await desk.ledger.mark('sam@elsewhere.example', 'complained', '2026-11-24T10:00:00Z');
    await desk.receive(sam, told);
    expect(desk.mailing.sent).toEqual([]);
  });

  it('has their mail held although they can’t be told, and isn’t told twice', async () => {
    const desk = await receivingDesk(engine);
    desk.mailing.fails = true;
    expect(await desk.receive(sam, { ...told, id: 'ses-1' })).toEqual({ outcome: 'held', reason: 'not_a_customer' });
    expect(desk.mailing.failed).toEqual(['ses-1']);
    desk.mailing.fails = false;
    await desk.receive(sam, { ...told, id: 'ses-1' });
    expect(desk.mailing.sent).toEqual([]);
    expect(await desk.heldNow()).toHaveLength(1);
  });
});
