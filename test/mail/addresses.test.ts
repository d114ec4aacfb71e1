import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, startDesk } from '#test/local/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({ mailPort: 0 });
});
afterAll(() => desk.close());

async function as(desk: Desk, email: string, path: string, body?: object) {
  const authorization = `Bearer ${await desk.token({ sub: email, email })}`;
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  const headers = { authorization, 'content-type': 'application/json' };
  const response = await fetch(`${desk.url}/api/support/${path}`, { ...init, headers });
  expect(response.status).toBe(200);
  return (await response.json()) as { mail?: boolean; ticket_id: string };
}

/** The delivery state of a ticket's confirmation, as agents see it. */
async function confirmationOf(id: string) {
  const headers = { 'x-admin-key': desk.adminKey };
  const response = await fetch(`${desk.url}/api/admin/support-tickets/${id}`, { headers });
  return ((await response.json()) as { confirmation: { state: string; detail?: string } }).confirmation;
}

/** The recipients of the mails about a ticket, other than the admins. */
async function recipientsOf(id: string) {
  const mails = (await desk.mail?.sent()) ?? [];
  const about = mails.filter(({ subject }) => subject.endsWith(`[#${id.slice(0, 8)}]`));
  return about.flatMap(({ destination }) => destination.to);
}

/** Addresses that the token check accepts; most are none that any mail service would take. */
const accepted = fc.oneof(
  fc.emailAddress(),
  fc
    .tuple(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
      fc.constantFrom('example.com', 'bücher.example', 'localhost', 'example..com', '127.0.0.1', 'example.com/x'),
    )
    .map((parts) => parts.join('@'))
    .filter((address) => /^[^\s\p{Cc}@]+@[^\s\p{Cc}@]+$/u.test(address)),
);

describe('an address that a token names', () => {
  it('is mailed, or its customer learns before writing that it is not', async () => {
    const addresses = fc.sample(accepted, 40);
    const answers = await Promise.all(
      addresses.map(async (address) => {
        const { mail } = await as(desk, address, 'access');
        const { ticket_id: id } = await as(desk, address, 'contact', { subject: 'Help', message: 'It hangs.' });
        return { address, mail, id };
      }),
    );
    await desk.settled();
    for (const { address, mail, id } of answers) {
      const { state } = await confirmationOf(id);
      expect({ address, mail, state }).toEqual({ address, mail, state: mail ? 'sent' : 'failed' });
      expect(await recipientsOf(id)).toHaveLength(mail ? 1 : 0);
    }
  });

  it('with an international domain is mailed by its name in the DNS', async () => {
    const { ticket_id: id } = await as(desk, 'ann@bücher.example', 'contact', { subject: 'Help', message: 'Hi.' });
    await desk.settled();
    expect(await recipientsOf(id)).toEqual(['ann@xn--bcher-kva.example']);
    expect((await confirmationOf(id)).state).toBe('sent');
  });

  it('that Amazon SES can’t send to shows as failed, with the reason', async () => {
    const { ticket_id: id } = await as(desk, 'jürgen@example.com', 'contact', { subject: 'Help', message: 'Hi.' });
    await desk.settled();
    expect(await confirmationOf(id)).toMatchObject({
      state: 'failed',
      detail: 'Amazon SES can’t send to this address. The customer can read everything on your website.',
    });
  });
});

it('a desk that sends no mail says nothing about it', async () => {
  const quiet = await startDesk();
  for (const address of ['ann@example.com', 'jürgen@example.com']) {
    expect(await as(quiet, address, 'access')).not.toHaveProperty('mail');
  }
  await quiet.close();
});
