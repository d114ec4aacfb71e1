import { describe, expect, it } from 'vitest';
import { type MailTrouble, recordTrouble } from '../../../functions/core/mail/record-trouble.ts';
import { exampleTicket as ticket } from '../../http/example-ticket.ts';
import { contested } from '../memory-store.ts';
import { mailWorld, nameOf } from './world.ts';

const trouble: MailTrouble = {
  mail: { kind: 'confirmation', ticketId: ticket.id, version: 1 },
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
    expect(at).toEqual(expect.any(String));
  });

  it('for now is written down alone', async () => {
    const world = mailWorld(ticket);
    await recordTrouble(world, { ...trouble, forGood: false });
    expect(world.deliveries.get(nameOf(trouble.mail))?.state).toBe('bounced');
    expect(world.marks.size).toBe(0);
    expect(world.entries).toEqual([]);
  });

  it('from an admin says nothing about the customer', async () => {
    const world = mailWorld(ticket);
    const mail = { kind: 'notification', ticketId: ticket.id, version: 1 } as const;
    await recordTrouble(world, { ...trouble, mail, addresses: ['dana@example.com'] });
    expect([...world.marks.keys()]).toEqual(['dana@example.com']);
    expect(world.entries).toEqual([]);
  });

  it('and one that was called spam are two lines of the ticket, and so are two mails', async () => {
    const world = mailWorld(ticket);
    await recordTrouble(world, trouble);
    await recordTrouble(world, { ...trouble, problem: 'complained' });
    await recordTrouble(world, { ...trouble, mail: { kind: 'reply', ticketId: ticket.id, version: 2 } });
    await recordTrouble(world, { ...trouble, mail: { kind: 'reply', ticketId: ticket.id, version: 3 } });
    expect(world.entries.map(({ kind }) => kind)).toEqual([
      'mail_bounced',
      'mail_complained',
      'mail_bounced',
      'mail_bounced',
    ]);
    expect(world.entries.map(({ version }) => version)).toEqual([2, 3, 4, 5].map((more) => ticket.version - 1 + more));
  });

  it('shows although the ticket is being changed by others; after too many of them it is to be told again', async () => {
    const world = mailWorld(ticket);
    const { races, tickets } = contested({ store: world.tickets }, 2);
    await recordTrouble({ ...world, tickets }, trouble);
    expect(world.entries).toHaveLength(1);
    races.left = Number.POSITIVE_INFINITY;
    const later = recordTrouble({ ...world, tickets }, { ...trouble, problem: 'complained' });
    await expect(later).rejects.toMatchObject({ refusal: 'unavailable' });
  });
});
