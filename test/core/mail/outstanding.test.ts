import { describe, expect, it } from 'vitest';
import { noTeam, withAdmin, withChange, withNewAgent } from '#core/agents/team.ts';
import { autoCloseDue } from '#core/due/auto-close-due.ts';
import { later } from '#core/due/due-entry.ts';
import { keepUnsent } from '#core/inbound/keep-unsent.ts';
import { addressHash } from '#core/mail/address.ts';
import type { DeliveryState } from '#core/mail/delivery.ts';
import { outstandingMail } from '#core/mail/outstanding.ts';
import { resendMail } from '#core/mail/resend-mail.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { byAgent } from '#core/ticket/author.ts';
import { agentNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket as ticket } from '#test/http/ticket/example-ticket.ts';
import { mailTo, mailWorld } from './world.ts';

const id = ticket.id;
const at = ticket.createdAt;
const submitted = Date.parse(at);
const HOUR = 3_600_000;
const dana = agentNamed('Dana');
type World = ReturnType<typeof mailWorld>;

/** Returns the kind, version and recipient of each mail that a ticket owes. */
const owed = async (world: World, from = 1, now = submitted + HOUR) =>
  (await outstandingMail(world, id, from, now)).map(({ mail: { kind, version, to } }) => [kind, version, to].join(' '));
const all = ['confirmation 1 user@example.com', 'notification 1 dana@example.com', 'notification 1 eve@example.com'];

async function replied(author: Parameters<typeof addMessage>[2]['author'] = byAgent(dana)) {
  const world = mailWorld(ticket);
  const { message } = await addMessage(world, id, { kind: 'reply', author, body: 'Try again.' });
  return { world, message };
}

describe('a ticket owes', () => {
  it('a mail to its customer and to each admin, until each is settled', async () => {
    const world = mailWorld(ticket);
    expect(await owed(world)).toEqual(all);
    world.memory.put({ mail: mailTo('eve@example.com', ticket, 'notification'), delivery: { state: 'sent', at } });
    expect(await owed(world)).toEqual(all.slice(0, 2));
    world.memory.put({ mail: mailTo('old@example.com', ticket, 'confirmation'), delivery: { state: 'unknown', at } });
    expect(await owed(world)).toEqual(all.slice(1, 2));
  });

  it.each<[DeliveryState, boolean]>([
    ['queued', true],
    ['sending', true],
    ['sent', false],
    ['failed', false],
    ['unknown', false],
    ['bounced', false],
    ['complained', false],
    ['suppressed', false],
  ])('a mail that is %s: %s', async (state, isOwed) => {
    const world = mailWorld(ticket);
    world.memory.put({ mail: mailTo('user@example.com', ticket, 'confirmation'), delivery: { state, at } });
    expect((await owed(world)).includes(all[0] ?? '')).toBe(isOwed);
  });

  it('the oldest first', async () => {
    const { world } = await replied();
    await addMessage(world, id, { kind: 'note', author: byAgent(dana), body: 'Hm.' });
    await addMessage(world, id, { kind: 'reply', author: { type: 'customer' }, body: 'It hangs.' });
    const now = world.time.now + HOUR;
    expect(await owed(world, 1, now)).toEqual([
      ...all,
      'reply 2 user@example.com',
      'notification 4 dana@example.com',
      'notification 4 eve@example.com',
    ]);
  });

  it('a reminder that it will be closed, until somebody writes', async () => {
    const { world } = await replied();
    const setting = { days: 14, remindDays: 3 };
    world.time.now += 11.5 * 24 * HOUR;
    await autoCloseDue({ ...world, hasHeldMail: async () => false }, setting)(id, 1, world.time.now);
    const [reminder, ...others] = await outstandingMail(world, id, 3, world.time.now);
    expect(others).toEqual([]);
    expect(reminder?.mail).toMatchObject({ kind: 'reminder', to: 'user@example.com', version: 3, automatic: true });
    expect(reminder?.mail.subject).toBe('Re: Need help [#abc12345]');
    expect(reminder?.mail.text).toContain(
      'We haven’t heard from you about ticket #abc12345 (Need help), so we’ll close it in 3 days.',
    );
    expect(reminder?.mail.text).toContain('reply on our website instead of by email, and it stays open.');
    await addMessage(world, id, { kind: 'reply', author: { type: 'customer' }, body: 'It hangs.' });
    expect((await owed(world, 3, world.time.now + HOUR)).map((line) => line.split(' ')[0])).toEqual([
      'notification',
      'notification',
    ]);
  });

  it('nothing if it is gone', async () => {
    expect(await owed(mailWorld())).toEqual([]);
  });
});

describe('an agent whose mails aren’t sent', () => {
  it('is told three times a day on a ticket, so that their answering machine comes to rest', async () => {
    const world = mailWorld(ticket);
    const agent = { ...dana, email: 'dana@example.com' };
    world.members.team = { version: 1, agents: [agent] };
    const mail = { from: agent.email, isVerified: true, isForwarded: false, wasHeld: false, automatic: null };
    const keep = (mailId: string) =>
      keepUnsent(
        world,
        id,
        agent,
        { body: 'I am away.', mail: { ...mail, id: mailId, quoted: '', remarks: [] }, version: 1 },
        'no_marker',
      );
    const told = async () => (await owed(world, 2, world.time.now + 1)).filter((line) => line.startsWith('unsent'));
    for (const mailId of ['a', 'b', 'c', 'd', 'e']) await keep(mailId);
    expect(await told()).toEqual([2, 3, 4].map((version) => `unsent ${version} dana@example.com`));
    world.time.now += 25 * HOUR;
    await keep('f');
    expect(await told()).toContain('unsent 7 dana@example.com');
  });
});

describe('an agent who was deactivated', () => {
  it('isn’t notified any more, also of what happened before', async () => {
    const world = mailWorld(ticket);
    const eve = { name: 'Eve', email: 'eve@example.com', role: 'agent' } as const;
    const team = withNewAgent(withAdmin(noTeam, 'Dana', at).team, eve, 'eve', at);
    world.members.team = team;
    expect(await owed(world)).toEqual(all);
    world.members.team = withChange(team, 'eve', { isActive: false });
    expect(await owed(world)).toEqual(all.slice(0, 2));
  });
});

describe('mail is owed for a day:', () => {
  const day = submitted + 24 * HOUR;

  it('an older one only if its due entry is still there', async () => {
    const { world } = await replied();
    expect(await owed(world, 2, day - 1)).toEqual([...all, 'reply 2 user@example.com']);
    expect(await owed(world, 2, day)).toEqual(['reply 2 user@example.com']);
    expect(await owed(world, 1, day)).toEqual([...all, 'reply 2 user@example.com']);
    expect(await owed(world, 3, world.time.now + 25 * HOUR)).toEqual([]);
  });

  it('one that an agent resends, since then', async () => {
    const { world, message } = await replied();
    const mail = mailTo('user@example.com', ticket, 'reply', message.version);
    world.memory.put({ mail, delivery: { state: 'failed', at } });
    const { at: since } = await resendMail(world, id, message.id, dana);
    const now = Date.parse(since) + 24 * HOUR - 1;
    expect(await outstandingMail(world, id, 3, now)).toMatchObject([
      { since, version: 3, mail: { kind: 'reply', version: 2 } },
    ]);
    world.memory.put({ mail, delivery: { state: 'sent', at } });
    expect(await owed(world, 3, now)).toEqual([]);
  });

  it('a confirmation that an agent resends, alone', async () => {
    const world = mailWorld(ticket);
    for (const to of ['dana@example.com', 'eve@example.com']) {
      world.memory.put({ mail: mailTo(to, ticket, 'notification'), delivery: { state: 'failed', at } });
    }
    world.memory.put({ mail: mailTo('user@example.com', ticket, 'confirmation'), delivery: { state: 'failed', at } });
    await resendMail(world, id, id, dana);
    expect(await owed(world, 2, world.time.now + HOUR)).toEqual(all.slice(0, 1));
  });
});

describe('mail about the past', () => {
  it('is not owed: from before mail was switched on', async () => {
    const { world } = await replied();
    world.switched.desk = at;
    expect(await owed(world)).toEqual(['reply 2 user@example.com']);
    world.switched.desk = later(at, -1);
    expect(await owed(world)).toEqual([...all, 'reply 2 user@example.com']);
  });

  it('is not owed to an admin who was added later', async () => {
    const world = mailWorld(ticket);
    world.switched.admins.set(addressHash('dana@example.com'), at);
    world.switched.admins.set(addressHash('eve@example.com'), later(at, -1));
    expect(await owed(world)).toEqual([all[0], all[2]]);
  });
});
