import { describe, expect, it } from 'vitest';
import { type MailTrouble, recordTrouble } from '../../../functions/core/mail/record-trouble.ts';
import { exampleTicket as ticket } from '../../http/example-ticket.ts';
import { mailWorld, nameOf } from './world.ts';

const trouble: MailTrouble = {
  mail: { kind: 'confirmation', ticketId: ticket.id },
  problem: 'bounced',
  addresses: ['user@example.com'],
  forGood: true,
  detail: 'Permanent: General',
};

describe('a mail that came back', () => {
  it('for good is written down, marks its address, and shows on its ticket, once', async () => {
    const world = mailWorld(ticket);
    await recordTrouble(world, trouble);
    await recordTrouble(world, trouble);
    const { at } = world.deliveries.get(nameOf(trouble.mail)) ?? {};
    expect(world.deliveries.get(nameOf(trouble.mail))).toMatchObject({
      state: 'bounced',
      detail: 'Permanent: General',
    });
    expect([...world.marks]).toEqual([['user@example.com', 'bounced']]);
    expect(await world.tickets.get(ticket.id)).toEqual({
      ...ticket,
      mailProblem: 'bounced',
      updatedAt: expect.any(String),
      version: ticket.version + 1,
    });
    expect(world.events).toEqual([
      {
        op: expect.any(String),
        kind: 'mail_bounced',
        author: { type: 'system' },
        at: expect.any(String),
        from: ticket.status,
        to: ticket.status,
        version: ticket.version + 1,
      },
    ]);
    expect(at).toEqual(expect.any(String));
  });

  it('for now is written down alone', async () => {
    const world = mailWorld(ticket);
    await recordTrouble(world, { ...trouble, forGood: false });
    expect(world.deliveries.get(nameOf(trouble.mail))?.state).toBe('bounced');
    expect(world.marks.size).toBe(0);
    expect(world.events).toEqual([]);
  });

  it('from an admin says nothing about the customer', async () => {
    const world = mailWorld(ticket);
    const mail = { kind: 'notification', ticketId: ticket.id } as const;
    await recordTrouble(world, { ...trouble, mail, addresses: ['dana@example.com'] });
    expect([...world.marks.keys()]).toEqual(['dana@example.com']);
    expect(world.events).toEqual([]);
  });

  it('and one that was called spam are two lines of the ticket, and so are two mails', async () => {
    const world = mailWorld(ticket);
    await recordTrouble(world, trouble);
    await recordTrouble(world, { ...trouble, problem: 'complained' });
    await recordTrouble(world, { ...trouble, mail: { kind: 'reply', ticketId: ticket.id, messageId: 'm1' } });
    await recordTrouble(world, { ...trouble, mail: { kind: 'reply', ticketId: ticket.id, messageId: 'm2' } });
    expect(world.events.map(({ kind }) => kind)).toEqual([
      'mail_bounced',
      'mail_complained',
      'mail_bounced',
      'mail_bounced',
    ]);
    expect(world.events.map(({ version }) => version)).toEqual([2, 3, 4, 5].map((more) => ticket.version - 1 + more));
  });

  it('shows although the ticket is being changed by others; after too many of them it is to be told again', async () => {
    const world = mailWorld(ticket);
    let busy = 2;
    const tickets = {
      ...world.tickets,
      change: async (...change: Parameters<typeof world.tickets.change>) =>
        busy-- > 0 ? false : world.tickets.change(...change),
    };
    await recordTrouble({ ...world, tickets }, trouble);
    expect(world.events).toHaveLength(1);
    busy = Number.POSITIVE_INFINITY;
    const later = recordTrouble({ ...world, tickets }, { ...trouble, problem: 'complained' });
    await expect(later).rejects.toMatchObject({ refusal: 'unavailable' });
  });
});
