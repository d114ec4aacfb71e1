import { describe, expect, it } from 'vitest';
import { UNDO_MS } from '#dashboard/desk/outgoing.ts';
import { draftOf } from '#dashboard/storage/drafts.ts';
import { ProblemError, Unreachable } from '#dashboard/wire/errors.ts';
import { deskOfThree, settled } from './desk-of-three.ts';

const id = 'ticket-2';

async function setUp() {
  const three = await deskOfThree();
  const { desk, ticket } = three;
  desk.select(id);
  await settled();
  return {
    ...three,
    send: (body: string, close = false) => desk.send(ticket(2), 'reply', body, close),
    draft: () => draftOf(desk.composer.drafts.value, id, 'reply'),
    said: () =>
      desk.conversation.threads.value.get(id)?.entries.flatMap(({ message }) => (message ? [message.body] : [])),
    notice: () => desk.composer.notices.value.get(`${id} reply`),
  };
}

describe('a reply', () => {
  it('is sent when it can be undone no more, and stands in the thread', async () => {
    const { desk, server, send, pass, said, ticket } = await setUp();
    send('Try again.');
    expect(desk.outgoing.messages.value).toMatchObject([{ body: 'Try again.', sending: false }]);
    await pass(UNDO_MS - 1);
    expect(server.asked).toEqual([]);
    await pass(1);
    expect(server.asked).toEqual(['key-1']);
    expect([desk.outgoing.messages.value, desk.toasts.shown.value, said()]).toEqual([[], [], ['Try again.']]);
    expect(ticket(2)).toMatchObject({ status: 'in_progress', version: 2 });
    expect(desk.counts.byFilter.value).toMatchObject({ open: 2, in_progress: 1 });
  });

  it('that is undone is a draft again, before what was written meanwhile, and is never sent', async () => {
    const { desk, server, send, pass, draft } = await setUp();
    send('First.');
    expect(draft()).toBe('');
    desk.composer.drafts.value = new Map([[`${id} reply`, 'Second.']]);
    desk.select('ticket-1');
    expect(desk.toasts.undo()).toBe(true);
    expect([draft(), desk.conversation.selectedId.value]).toEqual(['First.\n\nSecond.', id]);
    await pass(UNDO_MS);
    expect([server.asked, desk.outgoing.messages.value]).toEqual([[], []]);
  });

  it('that closes has the next ticket selected at once; undone, the ticket is as it was', async () => {
    const { desk, send, pass, listed, ticket } = await setUp();
    send('Done.', true);
    expect([desk.conversation.selectedId.value, listed()]).toEqual(['ticket-1', ['ticket-3', 'ticket-1']]);
    expect(desk.counts.byFilter.value).toMatchObject({ open: 2, closed: 1 });
    desk.toasts.undo();
    expect([ticket(2).status, listed().length, desk.counts.byFilter.value?.open]).toEqual(['open', 3, 3]);
    desk.send(ticket(2), 'reply', 'Done.', true);
    await pass(UNDO_MS);
    expect(ticket(2)).toMatchObject({ status: 'closed', version: 2 });
    expect(desk.counts.byFilter.value).toMatchObject({ open: 2, closed: 1 });
  });

  it('is sent again by the same key until the desk answers, however long that takes, and is added once', async () => {
    const { desk, server, send, pass, said, draft } = await setUp();
    send('Once.');
    server.offline = new Unreachable('The desk did not answer.');
    for (const wait of [UNDO_MS, 1000, 3000, 10_000, 30_000]) await pass(wait);
    expect(server.asked).toEqual(Array(5).fill('key-1'));
    expect(desk.outgoing.messages.value).toMatchObject([{ body: 'Once.', trouble: 'The desk did not answer.' }]);
    server.offline = undefined;
    server.loseAnswer = new Unreachable('The desk did not answer.');
    await pass(30_000);
    await pass(30_000);
    expect([server.accepted, said(), desk.outgoing.messages.value]).toEqual([['ticket-2 reply Once.'], ['Once.'], []]);
    expect(draft()).toBe('');
  });

  it('is sent again at once when the desk answers anything', async () => {
    const { desk, server, send, pass } = await setUp();
    send('Back online.');
    server.offline = new Unreachable('The desk did not answer.');
    await pass(UNDO_MS);
    server.offline = undefined;
    server.now += 1;
    await desk.refresh();
    await settled();
    expect(server.accepted).toEqual(['ticket-2 reply Back online.']);
  });

  it('whose fate isn’t known becomes a draft when the agent no longer wants to wait', async () => {
    const { desk, server, send, pass, draft, notice } = await setUp();
    send('Enough.');
    server.offline = new ProblemError(500, 'Something went wrong.');
    await pass(UNDO_MS);
    desk.outgoing.giveUp('key-1');
    expect([draft(), desk.outgoing.messages.value]).toEqual(['Enough.', []]);
    expect(notice()).toMatch(/^This may have been sent\./);
    server.offline = undefined;
    await pass(60_000);
    expect(server.accepted).toEqual([]);
  });

  it('to a ticket whose customer wrote meanwhile is a draft again, and says so where the agent is', async () => {
    const { desk, customerWrites, send, pass, draft, notice, ticket } = await setUp();
    send('Too late.');
    customerWrites(id, 'One more thing.');
    desk.select('ticket-1');
    await pass(UNDO_MS);
    expect([draft(), ticket(2).version]).toEqual(['Too late.', 2]);
    expect(notice()).toMatch(/^Not sent: This ticket changed while you were writing\./);
    expect(desk.conversation.selectedId.value).toBe('ticket-1');
    expect(desk.toasts.shown.value).toMatchObject([
      { title: 'Not sent', subject: 'Export stuck', goTo: { ticketId: id, kind: 'reply' } },
    ]);
  });

  it('has the agent see at once what came in, without another reading', async () => {
    const { server, customerWrites, send, pass, said } = await setUp();
    send('Too late.');
    customerWrites(id, 'One more thing.');
    customerWrites(id, 'And another.');
    const before = server.read.length;
    await pass(UNDO_MS);
    expect([said(), server.read.length]).toEqual([['One more thing.', 'And another.'], before]);
  });

  it('is sent although a colleague wrote a note meanwhile', async () => {
    const { server, colleagueWrites, send, pass } = await setUp();
    send('Hello.');
    colleagueWrites(id, 'note', 'I know this one.');
    await pass(UNDO_MS);
    expect(server.accepted).toEqual(['ticket-2 reply Hello.']);
  });

  it('that the desk refuses is a draft again, with the reason', async () => {
    const { desk, server, send, pass, draft, notice } = await setUp();
    send('x');
    server.fail = new ProblemError(422, 'It is too long.');
    await pass(UNDO_MS);
    expect([draft(), notice()]).toEqual(['x', 'Not sent: It is too long. Your text is still here.']);
    expect(desk.toasts.shown.value).toMatchObject([{ title: 'Not sent', reason: 'It is too long.' }]);
    desk.composer.writeDraft(id, 'reply', '');
    expect(notice()).toBeUndefined();
  });

  it('that is undone has the agent go on where they were in it', async () => {
    const { desk, ticket } = await setUp();
    desk.send(ticket(2), 'note', 'First', false, 3);
    desk.composer.writing.value = 'reply';
    desk.toasts.undo();
    expect([desk.composer.writing.value, desk.composer.restoredCaret.value]).toEqual(['note', 3]);
  });

  it('still goes out when the agent signs out, and drafts stay', async () => {
    const { desk, server, send } = await setUp();
    desk.composer.drafts.value = new Map([['ticket-1 note', 'A thought.']]);
    send('Goodbye.');
    desk.signOut();
    await settled();
    expect(server.asked).toEqual(['key-1']);
    expect([...desk.composer.drafts.value]).toEqual([['ticket-1 note', 'A thought.']]);
  });
});
