import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoOutbox } from '../../functions/adapters/dynamo-outbox.ts';
import { dynamoThreadStore } from '../../functions/adapters/dynamo-thread-store.ts';
import { dynamoTicketStore } from '../../functions/adapters/dynamo-ticket-store.ts';
import { systemClock } from '../../functions/adapters/system-clock.ts';
import { unavailable } from '../../functions/core/errors.ts';
import type { Mail } from '../../functions/core/mail/mail.ts';
import { MailRefused, type Outbox } from '../../functions/core/mail/ports.ts';
import { sendMails } from '../../functions/core/mail/send-mails.ts';
import { exampleTicket } from '../http/example-ticket.ts';
import { startEngine } from './engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

/** What becomes of one delivery of a change: the service takes the mail, refuses it, is out of reach, or takes it and the note of it is lost. */
const fate = fc.constantFrom('taken', 'refused', 'outage', 'lost');
type Fate = 'taken' | 'refused' | 'outage' | 'lost';

it('a mail is sent once, whatever is delivered again and fails in between; twice only if the note of it is lost', async () => {
  const tables = engine.tables.tickets;
  const real = dynamoOutbox(tables, engine.client);
  const [tickets, threads] = [dynamoTicketStore(tables, engine.client), dynamoThreadStore(tables, engine.client)];
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { maxLength: 8 }), async (fates) => {
      const ticket = { ...exampleTicket, id: randomUUID() };
      await tickets.add(ticket);
      const name = { kind: 'confirmation', ticketId: ticket.id, version: 1 } as const;
      const mail: Mail = { ...name, to: ['a@example.com'], subject: 's', text: 't', html: 'h', automatic: true };
      let accepted = 0;
      const deliver = async (now: Fate) => {
        const send = async () => {
          if (now === 'refused') throw new MailRefused('MessageRejected');
          if (now === 'outage') throw unavailable('The mail service did not answer.');
          accepted += 1;
          return 'id-1';
        };
        const settle: Outbox['settle'] = async (...of) => {
          if (now === 'lost' && of[1].state === 'sent') throw unavailable('The database did not answer.');
          return real.settle(...of);
        };
        const before = accepted;
        const isDone = (await threads.thread(ticket.id))?.confirmation?.state === 'sent';
        const sending = sendMails({ outbox: { ...real, settle }, mailer: { send }, clock: systemClock }, [mail]);
        const failed = await sending.then(
          () => false,
          () => true,
        );
        expect(failed).toBe(!isDone && now !== 'taken');
        if (isDone) expect(accepted).toBe(before);
        const { state } = (await threads.thread(ticket.id))?.confirmation ?? {};
        if (!isDone) expect(state).toBe({ taken: 'sent', refused: 'failed', outage: 'failed', lost: 'sending' }[now]);
      };
      for (const now of fates) await deliver(now);
      await deliver('taken');
      await deliver('taken');
      const firstTaken = [...fates, 'taken' as const].indexOf('taken');
      const lost = fates.slice(0, firstTaken).filter((it) => it === 'lost').length;
      expect(accepted).toBe(1 + lost);
    }),
    { numRuns: 60 },
  );
});
