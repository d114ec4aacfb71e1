import { describe, expect, it } from 'vitest';
import { UNDO_MS } from '#dashboard/desk/outgoing.ts';
import { draftOf } from '#dashboard/storage/drafts.ts';
import { ProblemError, Unreachable } from '#dashboard/wire/errors.ts';
import { deskOfThree, settled } from '#test/dashboard/desk/desk-of-three.ts';

const id = 'ticket-2';

async function setUp() {
  const three = await deskOfThree();
  const { desk, ticket, kept, openTab } = three;
  return {
    ...three,
    send: (body: string, close = false) => desk.send(ticket(2), 'reply', body, close),
    /** The stored texts of agents, by the beginnings of the entries' names. */
    stored: () => [...kept.keys()].map((name) => name.split(' ')[0]).filter((name) => name !== 'support-desk-read'),
    async signIn(agent: string) {
      const tab = openTab();
      await tab.desk.signIn(agent);
      tab.desk.select(id);
      await settled();
      return tab;
    },
  };
}

describe('a message that was sent', () => {
  it('is stored from then on until the desk has accepted it', async () => {
    const { desk, send, stored, pass } = await setUp();
    desk.composer.writeDraft(id, 'reply', 'Hello.');
    expect(stored()).toEqual(['support-desk-draft']);
    send('Hello.');
    expect(stored()).toEqual(['support-desk-pending']);
    await pass(UNDO_MS);
    expect(stored()).toEqual([]);
  });

  it('is sent by the same agent’s next page, by the same key, if this one ends without a word', async () => {
    const { server, send, crash, signIn, pass, stored } = await setUp();
    send('Hello.', true);
    crash();
    const { desk } = await signIn('Dana');
    expect(desk.outgoing.messages.value).toMatchObject([{ body: 'Hello.', sending: false, elsewhere: false }]);
    expect(desk.tickets.ticket(id)?.status).toBe('closed');
    await pass(UNDO_MS);
    expect([server.asked, server.accepted]).toEqual([['key-1'], ['ticket-2 reply Hello. closed']]);
    expect(stored()).toEqual([]);
  });

  it('is sent once, though the page that ended had sent it and never saw the answer', async () => {
    const { desk, server, send, crash, signIn } = await setUp();
    send('Hello.');
    void desk.flush();
    crash();
    await settled();
    const next = await signIn('Dana');
    expect([server.asked, server.accepted]).toEqual([['key-1'], ['ticket-2 reply Hello.']]);
    expect(next.desk.outgoing.messages.value).toEqual([]);
  });

  it('that was sent offline is sent by the next page', async () => {
    const { server, send, crash, signIn, pass } = await setUp();
    server.offline = new Unreachable('The desk did not answer.');
    send('From a train.');
    await pass(UNDO_MS);
    crash();
    server.offline = undefined;
    await signIn('Dana');
    expect([server.asked, server.accepted]).toEqual([['key-1', 'key-1'], ['ticket-2 reply From a train.']]);
  });

  it('is taken over by another open tab, and shown there before', async () => {
    const { server, send, crash, signIn, pass } = await setUp();
    const other = await signIn('Dana');
    send('Hello.');
    await settled();
    expect(other.desk.outgoing.messages.value).toMatchObject([{ body: 'Hello.', elsewhere: true }]);
    crash();
    await settled();
    expect(other.desk.outgoing.messages.value).toMatchObject([{ body: 'Hello.', elsewhere: false }]);
    await pass(UNDO_MS);
    expect(server.accepted).toEqual(['ticket-2 reply Hello.']);
  });

  it('goes out before what another tab does to its ticket', async () => {
    const { server, send, signIn, pass } = await setUp();
    const other = await signIn('Dana');
    send('Hello.');
    await settled();
    other.desk.changeStatus(other.desk.tickets.ticket(id) ?? expect.fail(), 'in_progress');
    await settled();
    expect(server.accepted).toEqual([]);
    await pass(UNDO_MS);
    expect(server.accepted).toEqual(['ticket-2 reply Hello.', 'ticket-2 in_progress']);
  });

  it('that is refused after its page ended is a draft with the reason, also after the next reload', async () => {
    const { server, customerWrites, send, crash, signIn } = await setUp();
    send('Too late.');
    crash();
    server.now += UNDO_MS;
    customerWrites(id, 'One more thing.');
    const second = await signIn('Dana');
    second.crash();
    const third = await signIn('Dana');
    expect([server.accepted, draftOf(third.desk.composer.drafts.value, id, 'reply')]).toEqual([[], 'Too late.']);
    expect(third.desk.composer.notices.value.get(`${id} reply`)).toMatch(/^Not sent: This ticket changed/);
  });

  it('stays while the key is refused, and goes out when its agent has signed in again', async () => {
    const { desk, server, send, pass, stored } = await setUp();
    send('Hello.');
    server.fail = new ProblemError(401, 'This key is not known.');
    await pass(UNDO_MS);
    await pass(60_000);
    expect([desk.session.trouble.value?.kind, server.asked, stored()]).toEqual([
      'refused',
      ['key-1'],
      ['support-desk-pending'],
    ]);
    await desk.signIn('Dana');
    await settled();
    expect(server.accepted).toEqual(['ticket-2 reply Hello.']);
  });
});

describe('another agent’s message', () => {
  it('is neither sent nor shown, and stays for its agent', async () => {
    const { server, send, crash, signIn, pass } = await setUp();
    server.offline = new Unreachable('The desk did not answer.');
    send('Dana’s.');
    await pass(UNDO_MS);
    crash();
    server.offline = undefined;
    const tab = await signIn('Ben');
    await pass(UNDO_MS);
    expect([tab.desk.outgoing.messages.value, server.accepted]).toEqual([[], []]);
    tab.desk.signOut();
    await tab.desk.signIn('Dana');
    await settled();
    expect(server.accepted).toEqual(['ticket-2 reply Dana’s.']);
  });

  it('waits when somebody else signs in where the key was refused', async () => {
    const { desk, server, send, pass, stored } = await setUp();
    send('Dana’s.');
    server.fail = new ProblemError(401, 'This key is not known.');
    await pass(UNDO_MS);
    await desk.signIn('Ben');
    await pass(60_000);
    expect([desk.outgoing.messages.value, server.accepted, stored()]).toEqual([[], [], ['support-desk-pending']]);
  });
});

describe('the end of a page', () => {
  it('sends the first of a ticket’s messages at once; those behind it are the next page’s', async () => {
    const { desk, server, send, crash, signIn, pass } = await setUp();
    send('First.');
    send('Second.');
    void desk.flush();
    crash();
    await settled();
    expect(server.accepted).toEqual(['ticket-2 reply First.']);
    await signIn('Dana');
    await pass(UNDO_MS);
    expect(server.accepted).toEqual(['ticket-2 reply First.', 'ticket-2 reply Second.']);
  });

  it('sends the status that waits behind a message with it, so that neither is lost', async () => {
    const { desk, server, send, crash, ticket } = await setUp();
    send('Working on it.');
    desk.changeStatus(ticket(2), 'in_progress');
    void desk.flush();
    crash();
    await settled();
    expect(server.accepted).toEqual(['ticket-2 reply Working on it.', 'ticket-2 in_progress']);
  });

  it('sends it, too, when the message is on its way already', async () => {
    const { desk, server, send, crash, ticket } = await setUp();
    send('Working on it.');
    void desk.flush();
    desk.changeStatus(ticket(2), 'in_progress');
    void desk.flush();
    crash();
    await settled();
    expect(server.accepted).toEqual(['ticket-2 reply Working on it.', 'ticket-2 in_progress']);
  });

  it('that did not come, after all, leaves everything to go on', async () => {
    const { desk, server, send, pass } = await setUp();
    send('First.');
    send('Second.');
    await desk.flush();
    expect(server.accepted).toEqual(['ticket-2 reply First.']);
    await pass(UNDO_MS);
    expect(server.accepted).toEqual(['ticket-2 reply First.', 'ticket-2 reply Second.']);
  });
});

it('what is stored and is no message is left alone', async () => {
  const { kept, signIn } = await setUp();
  kept.set('support-desk-pending x', '{"key":"x"}');
  kept.set('support-desk-pending y', 'nonsense');
  const { desk } = await signIn('Dana');
  expect(desk.outgoing.messages.value).toEqual([]);
});
