import { describe, expect, it } from 'vitest';
import { UNDO_MS } from '#dashboard/desk/outgoing.ts';
import { Unreachable } from '#dashboard/wire/errors.ts';
import { agentNamed } from '#test/core/agents/agent-named.ts';
import { deskOfThree, settled } from './desk-of-three.ts';

const id = 'ticket-2';
const agent = (name: string) => ({ id: agentNamed(name).id, name });
const [dana, ben] = [agent('Dana'), agent('Ben')];

async function setUp() {
  const three = await deskOfThree();
  const { desk, ticket } = three;
  desk.select(id);
  await settled();
  return {
    ...three,
    assign: (to: typeof dana | null) => desk.changeField(ticket(2), { assignee: to }),
    tag: (...tags: string[]) => desk.changeField(ticket(2), { tags }),
    toasts: () => desk.toasts.shown.value.map(({ title }) => title),
  };
}

describe('a field that an agent changes', () => {
  it('is seen at once, sent at once, and can be undone', async () => {
    const { desk, ticket, assign, server, toasts } = await setUp();
    assign(ben);
    expect(ticket(2).assignee).toEqual(ben);
    expect(toasts()).toEqual(['Assigned to Ben']);
    await settled();
    expect(server.accepted).toEqual([`ticket-2 ${JSON.stringify({ assignee: ben })}`]);
    desk.toasts.undo();
    expect(ticket(2).assignee).toBeNull();
    await settled();
    expect(server.accepted).toHaveLength(2);
    expect([ticket(2).assignee, ticket(2).version]).toEqual([null, 3]);
  });

  it('does not wait for a message that can still be undone, nor holds it up', async () => {
    const { desk, ticket, assign, server, pass } = await setUp();
    desk.send(ticket(2), 'reply', 'Try again.', false);
    assign(dana);
    desk.changeField(ticket(2), { priority: 'high' });
    await settled();
    expect(server.accepted).toEqual([
      `ticket-2 ${JSON.stringify({ assignee: dana })}`,
      `ticket-2 ${JSON.stringify({ priority: 'high' })}`,
    ]);
    await pass(UNDO_MS);
    expect(server.accepted.at(-1)).toBe('ticket-2 reply Try again.');
    expect(ticket(2)).toMatchObject({ assignee: dana, priority: 'high', status: 'in_progress' });
  });

  it('moves the ticket between the queues of the list', async () => {
    const { desk, ticket, assign, listed } = await setUp();
    assign(dana);
    await settled();
    desk.showFilter('mine');
    await settled();
    expect(listed()).toEqual([id]);
    desk.changeField(ticket(2), { assignee: null });
    expect(listed()).toEqual([]);
    desk.toasts.undo();
    expect(listed()).toEqual([id]);
  });

  it('is taken back before it is sent, if it is undone while the desk is out of reach', async () => {
    const { desk, assign, ticket, server, pass } = await setUp();
    server.offline = new Unreachable('The desk didn’t respond.');
    assign(ben);
    await settled();
    assign(dana);
    desk.toasts.undo();
    expect(ticket(2).assignee).toEqual(ben);
    server.offline = undefined;
    await pass(60_000);
    expect(server.accepted).toEqual([`ticket-2 ${JSON.stringify({ assignee: ben })}`]);
    expect(ticket(2).assignee).toEqual(ben);
  });

  it('is sent again although something else about the ticket is new', async () => {
    const { assign, customerWrites, ticket, server, pass } = await setUp();
    customerWrites(id, 'It works again.');
    assign(ben);
    await settled();
    expect(server.accepted).toEqual([]);
    await pass(1000);
    expect(ticket(2)).toMatchObject({ assignee: ben, version: 3 });
  });

  it('stays as somebody else changed it in the meantime, and the agent hears of it', async () => {
    const { assign, colleagueChanges, ticket, server, desk } = await setUp();
    colleagueChanges(id, { assignee: ben });
    assign(dana);
    await settled();
    expect(server.accepted).toEqual([]);
    expect(ticket(2).assignee).toEqual(ben);
    expect(desk.toasts.shown.value).toMatchObject([
      { title: 'Couldn’t assign', reason: 'Someone else changed it in the meantime.', goTo: { ticketId: id } },
    ]);
  });

  it('keeps the tags that others add or remove in the meantime', async () => {
    const { tag, colleagueChanges, ticket, pass } = await setUp();
    tag('billing', 'urgent');
    await settled();
    colleagueChanges(id, { tags: ['billing', 'refund'] });
    tag('billing', 'urgent', 'vip');
    await settled();
    await pass(1000);
    expect(ticket(2).tags).toEqual(['billing', 'refund', 'vip']);
  });

  it('keeps the tags that others changed while the agent was choosing, and again when that is undone', async () => {
    const { desk, ticket, tag, colleagueChanges } = await setUp();
    tag('old');
    await settled();
    const seen = ticket(2);
    colleagueChanges(id, { tags: ['billing'] });
    await desk.conversation.readThread(id);
    desk.changeField(seen, { tags: ['old', 'vip'] });
    expect(ticket(2).tags).toEqual(['billing', 'vip']);
    await settled();
    colleagueChanges(id, { tags: ['billing', 'vip', 'refund'] });
    await desk.conversation.readThread(id);
    desk.toasts.undo();
    await settled();
    expect(ticket(2).tags).toEqual(['billing', 'refund']);
  });

  it('is not changed to what it is', async () => {
    const { assign, tag, server } = await setUp();
    assign(null);
    tag();
    await settled();
    expect(server.changes).toEqual([]);
  });
});
