import { describe, expect, it } from 'vitest';
import { ProblemError } from '#dashboard/wire/errors.ts';
import { agentNamed } from '#test/core/agents/agent-named.ts';
import { deskOfThree, settled } from './desk-of-three.ts';

const HOUR_MS = 3_600_000;

describe('the agent who is signed in', () => {
  it('is who the desk says they are: by id, with role and key', async () => {
    const { desk } = await deskOfThree({ mailSender: 'support@shop.example' });
    const { id } = agentNamed('Dana');
    expect(desk.session.agent.value).toEqual({ id, name: 'Dana', email: null, role: 'admin' });
    expect([desk.session.key.value, desk.session.mailSender.value]).toEqual([
      { id: '0123abcd', name: 'Laptop' },
      'support@shop.example',
    ]);
  });

  it('is asked for once, however often the desk refreshes, and again after an hour', async () => {
    const { desk, server } = await deskOfThree();
    server.now += HOUR_MS - 1;
    await desk.refresh();
    expect(server.askedWho).toBe(1);
    server.role = 'agent';
    server.now += 1;
    for (let times = 0; times < 2; times += 1) await desk.refresh();
    expect([server.askedWho, desk.session.agent.value?.role]).toEqual([2, 'agent']);
  });

  it('is known after the first refresh with a key that this device remembered', async () => {
    const { openTab } = await deskOfThree();
    const { desk } = openTab();
    desk.session.useKey('Dana');
    expect(desk.session.agentId.value).toBeUndefined();
    await desk.refresh();
    expect(desk.session.agent.value?.name).toBe('Dana');
  });

  it('is forgotten at sign-out, with what held for their key', async () => {
    const { desk } = await deskOfThree({ mailSender: 'support@shop.example' });
    desk.signOut();
    const { agent, agentId, key, mailSender } = desk.session;
    expect([agent.value, agentId.value, key.value, mailSender.value]).toEqual(Array(4).fill(undefined));
  });

  it('signs in with no key that the desk refuses', async () => {
    const { desk, server, openTab } = await deskOfThree();
    server.down = new ProblemError(401, 'This key is unknown or was revoked.');
    const { desk: other } = openTab();
    await expect(other.signIn('Eve')).rejects.toThrow('This key is unknown or was revoked.');
    expect(other.session.api.value).toBeUndefined();
    await desk.refresh();
    expect(desk.session.trouble.value?.kind).toBe('refused');
  });
});

describe('who signs in in place of another agent', () => {
  it('finds nothing of theirs: no undo, no read marks, no selection', async () => {
    const { desk, server, ticket } = await deskOfThree({ pageSize: 3 });
    desk.select('ticket-2');
    desk.changeField(ticket(3), { priority: 'high' });
    await settled();
    server.readVersions.clear();
    const isRead = () => desk.conversation.readVersions.value.has('ticket-2');
    expect([isRead(), desk.toasts.shown.value.length]).toEqual([true, 1]);
    await desk.signIn('Ben');
    expect([isRead(), desk.toasts.undo(), desk.conversation.selectedId.value]).toEqual([false, false, undefined]);
    expect(desk.list.rows.value).toHaveLength(3);
  });

  it('sees their list at once, although the desk has yet to answer the one before', async () => {
    const { desk, server } = await deskOfThree({ pageSize: 3 });
    server.slow = new Promise(() => {});
    void desk.refresh();
    await settled();
    desk.signOut();
    server.slow = undefined;
    await desk.signIn('Ben');
    expect(desk.list.rows.value).toHaveLength(3);
  });

  it('finds all as it was if it is they themselves, with another key', async () => {
    const { desk, ticket } = await deskOfThree();
    desk.select('ticket-2');
    desk.changeField(ticket(3), { priority: 'high' });
    await settled();
    await desk.signIn('Dana');
    expect(desk.conversation.selectedId.value).toBe('ticket-2');
    expect(desk.toasts.undo()).toBe(true);
  });
});

describe('an agent who is renamed', () => {
  it('keeps the messages that wait to be sent', async () => {
    const { desk, server, ticket, pass } = await deskOfThree();
    desk.send(ticket(1), 'note', 'Mine.', false);
    const { agent } = desk.session;
    if (agent.value) desk.session.isNow({ ...agent.value, name: 'Dana II' });
    await pass(10_000);
    expect(server.accepted).toEqual(['ticket-1 note Mine.']);
  });

  it('is not taken for another agent of whom the desk speaks', async () => {
    const { desk } = await deskOfThree();
    desk.session.isNow({ ...agentNamed('Ben') });
    expect(desk.session.agent.value?.name).toBe('Dana');
  });
});

describe('what an agent changes', () => {
  it('before the desk has said who they are is done, and is seen as the desk has it', async () => {
    const { server, openTab, colleagueChanges } = await deskOfThree();
    const { desk } = openTab();
    const [slow, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    Object.assign(server, { slow: slow.promise, held: held.promise });
    desk.session.useKey('Dana');
    // A link led there.
    desk.select('ticket-2');
    void desk.refresh();
    await settled();
    const ticket = () => desk.tickets.ticket('ticket-2') ?? expect.fail('It is not there');
    desk.changeStatus(ticket(), 'in_progress');
    desk.changeStatus(ticket(), 'closed');
    slow.resolve();
    await settled();
    expect(desk.session.agentId.value).toBe(agentNamed('Dana').id);
    held.resolve();
    await settled();
    expect(server.accepted).toEqual(['ticket-2 in_progress', 'ticket-2 closed']);
    colleagueChanges('ticket-2', { status: 'open' });
    await desk.conversation.readThread('ticket-2');
    expect(ticket().status).toBe('open');
  });

  it('is seen as the desk has it once somebody else has signed in', async () => {
    const { desk, server, ticket, colleagueChanges } = await deskOfThree();
    const { promise, resolve } = Promise.withResolvers<void>();
    server.held = promise;
    desk.changeStatus(ticket(2), 'closed');
    await desk.signIn('Ben');
    resolve();
    await settled();
    colleagueChanges('ticket-2', { status: 'open' });
    await desk.conversation.readThread('ticket-2');
    expect([ticket(2).status, desk.tickets.pending.value.size]).toEqual(['open', 0]);
  });

  it('is nobody else’s to do either if they have signed out before the desk has said who they are', async () => {
    const { server, openTab } = await deskOfThree({ pageSize: 3 });
    const { desk } = openTab();
    desk.session.useKey('Dana');
    desk.select('ticket-2');
    await settled();
    const { promise, resolve } = Promise.withResolvers<void>();
    server.held = promise;
    const ticket = desk.tickets.ticket('ticket-2') ?? expect.fail('It is not there');
    for (const priority of ['high', 'low', 'normal'] as const) desk.changeField(ticket, { priority });
    desk.signOut();
    resolve();
    await settled();
    const done = server.changes.length;
    await desk.signIn('Ben');
    await settled();
    expect(server.changes.slice(done)).toEqual([]);
  });
});

it('messages that were kept under an agent’s name, before agents had ids, are still theirs', async () => {
  const { desk, crash, kept, openTab, pass, server, ticket } = await deskOfThree();
  desk.send(ticket(1), 'note', 'From before.', false);
  crash();
  for (const [name, text] of kept) {
    if (name.startsWith('support-desk-pending')) kept.set(name, JSON.stringify({ ...JSON.parse(text), agent: 'Dana' }));
  }
  for (const agent of ['Eve', 'Dana']) {
    const tab = openTab();
    await tab.desk.signIn(agent);
    await pass(10_000);
    tab.crash();
    await settled();
  }
  expect(server.accepted).toEqual(['ticket-1 note From before.']);
  expect(server.asked).toHaveLength(1);
});
