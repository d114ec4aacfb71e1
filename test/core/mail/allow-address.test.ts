import { expect, it } from 'vitest';
import { unavailable } from '#core/errors.ts';
import { allowAddress } from '#core/mail/allow-address.ts';
import { mailsOf } from '#core/mail/mails-of.ts';
import { sendMail } from '#core/mail/send-mail.ts';
import { exampleTicket as ticket } from '#test/http/ticket/example-ticket.ts';
import { mailWorld, shop } from './world.ts';

const address = 'user@example.com';

/** A desk that sends nothing to the address, in an account that doesn't either. */
function silentWorld() {
  const world = mailWorld(ticket);
  world.marks.set(address, 'bounced');
  const suppressed = new Set([address]);
  const suppressionList = { remove: async (it: string) => void suppressed.delete(it) };
  return { ...world, suppressed, suppressionList };
}

it('an address that is allowed gets mail again: neither the desk nor the mail service holds anything against it', async () => {
  const world = silentWorld();
  await allowAddress(world, address);
  expect(world.suppressed.size).toBe(0);
  const mails = mailsOf({ ticket, to: address }, { ...shop, adminAddresses: [] }, []);
  for (const mail of mails) await sendMail(world, mail);
  expect(world.sent).toMatchObject([{ to: address }]);
});

it('an address that nothing is held against stays as it is', async () => {
  const world = silentWorld();
  await allowAddress(world, 'other@example.com');
  expect([...world.marks]).toEqual([[address, 'bounced']]);
  expect([...world.suppressed]).toEqual([address]);
});

it('the mail service is asked about the form that mail is sent to; about none if there is none', async () => {
  const world = silentWorld();
  const asked: string[] = [];
  const suppressionList = { remove: async (it: string) => void asked.push(it) };
  await allowAddress({ ...world, suppressionList }, 'Ann@BÜCHER.example');
  await allowAddress({ ...world, suppressionList }, 'jürgen@example.com');
  expect(asked).toEqual(['Ann@xn--bcher-kva.example']);
});

it('while the mail service cannot be reached, the desk keeps its mark: an agent sees that there is something left to lift', async () => {
  const world = silentWorld();
  const outage = unavailable('The mail service could not be reached.');
  const suppressionList = { remove: () => Promise.reject(outage) };
  await expect(allowAddress({ ...world, suppressionList }, address)).rejects.toBe(outage);
  expect(world.marks.get(address)).toBe('bounced');
});
