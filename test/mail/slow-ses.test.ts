import { describe, expect, it } from 'vitest';
import type { Fate } from '#test/faults/fates.ts';
import { localMail } from '#test/local/settings.ts';
import { deskWithSes, newCustomer, recipientsOf } from './desk-with-ses.ts';

const DANA = 'dana@quicktools.example';
const EVE = 'eve@quicktools.example';
const mail = { ...localMail('https://www.example.com'), adminAddresses: [DANA, EVE] };
const IN_DOUBT = { state: 'unknown', detail: 'The mail service didn’t confirm that it accepted the email.' };

describe('while Amazon SES takes its time', () => {
  const { desk, ses, submit, ticket, resend, mailsAbout } = deskWithSes(() => ({
    settings: { mail },
    delivery: { twice: 'at once' },
  }));

  it('mails are being sent, and no other invocation sends them', async () => {
    const everyone = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    let asked = 0;
    ses().decideBy(() => {
      asked += 1;
      if (asked === 3) everyone.resolve();
      return { until: released.promise };
    });
    const customer = newCustomer();
    const id = await submit(customer);
    await everyone.promise;
    expect((await ticket(id)).confirmation).toEqual({ state: 'sending', at: expect.any(String) });
    await resend(id, id, 409);
    released.resolve();
    await desk().settled();
    await desk().consumers.replay();
    await desk().settled();
    expect((await ticket(id)).confirmation).toEqual({ state: 'sent', at: expect.any(String) });
    expect(recipientsOf(await mailsAbout(id))).toEqual([DANA, EVE, customer.email].sort());
    expect(asked).toBe(3);
  });
});

describe('a mail that Amazon SES took, but', () => {
  const PATIENCE_MS = 1_000;
  const { desk, ses, submit, ticket, reply, resend, mailsAbout } = deskWithSes(() => ({
    settings: { mail },
    mailPatienceMs: PATIENCE_MS,
    delivery: { twice: 'in turn' },
  }));

  it.each<[string, Fate]>([
    ['never responded to', 'stalls after'],
    ['only after nobody waited any more', 'stalls before'],
    ['broke the connection over', 'is dropped after'],
    ['called a fault of its own', { name: 'InternalFailure', status: 500, late: true }],
  ])('%s is in doubt and sent once, until an agent sends it again', async (_, fate) => {
    ses().decideBy(() => fate);
    const customer = newCustomer();
    const id = await submit(customer);
    const { id: message } = await reply(id, 'Try again.');
    await desk().settled();
    const deliveryOfReply = async () =>
      (await ticket(id)).thread.find((entry: { id: string }) => entry.id === message).message.delivery;
    expect((await ticket(id)).confirmation).toMatchObject(IN_DOUBT);
    expect(await deliveryOfReply()).toMatchObject(IN_DOUBT);

    ses().decideBy(() => 'passes');
    await desk().consumers.replay();
    await desk().settled();
    expect((await ticket(id)).confirmation).toMatchObject(IN_DOUBT);
    const toCustomer = [customer.email, customer.email];
    await expect.poll(async () => recipientsOf(await mailsAbout(id))).toEqual([DANA, EVE, ...toCustomer].sort());

    expect(await resend(id, message)).toMatchObject({ state: 'queued' });
    await desk().settled();
    await desk().consumers.replay();
    await desk().settled();
    expect(await deliveryOfReply()).toEqual({ state: 'sent', at: expect.any(String) });
    expect((await ticket(id)).confirmation).toMatchObject(IN_DOUBT);
    expect(recipientsOf(await mailsAbout(id))).toEqual([DANA, EVE, customer.email, ...toCustomer].sort());
    const again = (await mailsAbout(id)).at(-1);
    expect(again).toMatchObject({ destination: { to: [customer.email] } });
    expect(again?.body.text).toMatch(/^Try again\./);
    await resend(id, message, 409);
  });

  it('whose answer is lost once more, when it is sent again, is in doubt again', async () => {
    ses().decideBy(() => 'is dropped after');
    const customer = newCustomer();
    const id = await submit(customer);
    await desk().settled();
    await resend(id);
    await desk().settled();
    expect((await ticket(id)).confirmation).toMatchObject(IN_DOUBT);
    await resend(id);
    await desk().settled();
    const toCustomer = recipientsOf(await mailsAbout(id)).filter((to) => to === customer.email);
    expect(toCustomer).toHaveLength(3);
  });
});
