import { describe, expect, it } from 'vitest';
import { type MailTrouble, recordTrouble } from '#core/mail/record-trouble.ts';
import { contested } from '#test/core/ticket/memory-store.ts';
import { exampleTicket as ticket } from '#test/http/ticket/example-ticket.ts';
import { notify } from './paid.ts';
import { mailTo, mailWorld } from './world.ts';

const confirmation = mailTo('user@example.com', ticket, 'confirmation');
const bounce: MailTrouble = {
  mail: confirmation,
  problem: 'bounced',
  addresses: ['user@example.com'],
  detail: 'Permanent: General',
};
const fullMailbox: MailTrouble = { ...bounce, problem: undefined, detail: 'Transient: MailboxFull' };

/** A desk that has mailed about the ticket. */
async function mailedWorld() {
  const world = mailWorld(ticket);
  await notify(world, { type: 'ticket', ticket, imported: false });
  return world;
}

describe('a mail that bounced for good', () => {
  it('is recorded, marks its address, and shows on its ticket, once', async () => {
    const world = await mailedWorld();
    await recordTrouble(world, bounce);
    const first = world.deliveryOf(confirmation);
    await recordTrouble(world, bounce);
    expect(first).toEqual({ state: 'bounced', at: expect.any(String), detail: 'Permanent: General' });
    expect(world.deliveryOf(confirmation)).toEqual(first);
    expect([...world.marks]).toEqual([['user@example.com', 'bounced']]);
    expect(await world.tickets.get(ticket.id)).toEqual({
      ...ticket,
      mailProblem: 'bounced',
      updatedAt: expect.any(String),
      version: ticket.version + 1,
    });
    expect(world.entries).toEqual([
      {
        id: expect.any(String),
        version: ticket.version + 1,
        kind: 'mail_bounced',
        author: { type: 'system' },
        createdAt: expect.any(String),
        changes: [],
      },
    ]);
  });

  it('is told again in vain, once an agent has allowed its address', async () => {
    const world = await mailedWorld();
    await recordTrouble(world, bounce);
    await world.ledger.unmark('user@example.com');
    await recordTrouble(world, bounce);
    expect(world.marks.size).toBe(0);
    await recordTrouble(world, { ...bounce, mail: mailTo('user@example.com', ticket, 'reply', 2) });
    expect([...world.marks]).toEqual([['user@example.com', 'bounced']]);
  });

  it('to an admin says nothing about the customer', async () => {
    const world = await mailedWorld();
    const mail = mailTo('dana@example.com', ticket, 'notification');
    await recordTrouble(world, { ...bounce, mail, addresses: ['dana@example.com'] });
    expect([...world.marks.keys()]).toEqual(['dana@example.com']);
    expect(world.entries).toEqual([]);
  });

  it('is as plain on the ticket although others are changing it; after too many of them it has to be recorded again', async () => {
    const world = mailWorld(ticket);
    const { races, tickets } = contested({ store: world.tickets }, 2);
    await recordTrouble({ ...world, tickets }, bounce);
    expect(world.entries).toHaveLength(1);
    races.left = Number.POSITIVE_INFINITY;
    const later = recordTrouble({ ...world, tickets }, { ...bounce, problem: 'complained' });
    await expect(later).rejects.toMatchObject({ refusal: 'contended' });
  });

  it('and one that was called spam are two lines of the ticket; so are two mails, and one mail to two addresses', async () => {
    const world = mailWorld(ticket);
    const troubles: MailTrouble[] = [
      bounce,
      { ...bounce, problem: 'complained' },
      { ...bounce, mail: mailTo('user@example.com', ticket, 'reply', 2) },
      { ...bounce, mail: mailTo('user@example.com', ticket, 'reply', 3) },
      { ...bounce, mail: mailTo('new@example.com', ticket, 'reply', 3), addresses: ['new@example.com'] },
    ];
    for (const trouble of [...troubles, ...troubles]) await recordTrouble(world, trouble);
    expect(world.entries.map(({ kind, version }) => [kind, version])).toEqual([
      ['mail_bounced', 2],
      ['mail_complained', 3],
      ['mail_bounced', 4],
      ['mail_bounced', 5],
      ['mail_bounced', 6],
    ]);
  });
});

describe('a mail that may have arrived all the same', () => {
  it('keeps its state, with what the recipient’s server said: nobody is marked, and the ticket shows nothing', async () => {
    const world = await mailedWorld();
    await recordTrouble(world, fullMailbox);
    expect(world.deliveryOf(confirmation)).toEqual({
      state: 'sent',
      at: expect.any(String),
      remark: 'Transient: MailboxFull',
    });
    expect(world.marks.size).toBe(0);
    expect(world.entries).toEqual([]);
    expect(await world.tickets.get(ticket.id)).toEqual(ticket);
  });

  it('is not recorded if the desk knows nothing of it', async () => {
    const world = mailWorld(ticket);
    await recordTrouble(world, fullMailbox);
    expect(world.memory.items.size).toBe(0);
  });

  it('bounces for good, if the service gives up later', async () => {
    const world = await mailedWorld();
    await recordTrouble(world, fullMailbox);
    await recordTrouble(world, bounce);
    expect(world.deliveryOf(confirmation)).toMatchObject({ state: 'bounced', detail: 'Permanent: General' });
  });
});

it('a mail in doubt that bounced for good did not arrive', async () => {
  const world = await mailedWorld();
  world.memory.put({ mail: confirmation, delivery: { state: 'unknown', at: ticket.createdAt } });
  await recordTrouble(world, bounce);
  expect(world.deliveryOf(confirmation)?.state).toBe('bounced');
});

it('one admin’s complaint keeps no mail from the others', async () => {
  const world = await mailedWorld();
  const mail = mailTo('dana@example.com', ticket, 'notification');
  await recordTrouble(world, { mail, problem: 'complained', addresses: ['dana@example.com'], detail: 'abuse' });
  expect(world.deliveryOf(mail)?.state).toBe('complained');
  expect(world.deliveryOf(mailTo('eve@example.com', ticket, 'notification'))?.state).toBe('sent');
  const next = { ...ticket, id: 'def67890-0000-4000-8000-000000000000' };
  await world.tickets.add(next);
  await notify(world, { type: 'ticket', ticket: next, imported: false });
  const notified = world.sent.filter(({ kind, ticketId }) => kind === 'notification' && ticketId === next.id);
  expect(notified.map(({ to }) => to)).toEqual(['eve@example.com']);
});
