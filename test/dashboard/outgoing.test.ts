import { describe, expect, it } from 'vitest';
import { draftOf } from '../../admin-site/dashboard/drafts.ts';
import { Refused, Unreachable } from '../../admin-site/dashboard/errors.ts';
import { UNDO_MS } from '../../admin-site/dashboard/outgoing.ts';
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
    draft: () => draftOf(desk.drafts.value, id, 'reply'),
    said: () => desk.threads.value.get(id)?.entries.flatMap((entry) => (entry.type === 'message' ? [entry.body] : [])),
    notice: () => desk.notices.value.get(id),
  };
}

describe('a reply', () => {
  it('is sent when it can be undone no more, and stands in the thread', async () => {
    const { desk, server, send, pass, said, ticket } = await setUp();
    send('Try again.');
    expect(desk.outgoing.value).toMatchObject([{ body: 'Try again.', sending: false }]);
    await pass(UNDO_MS - 1);
    expect(server.asked).toEqual([]);
    await pass(1);
    expect(server.asked).toEqual(['key-1']);
    expect([desk.outgoing.value, desk.toasts.value, said()]).toEqual([[], [], ['Try again.']]);
    expect(ticket(2)).toMatchObject({ status: 'in_progress', version: 2 });
    expect(desk.counts.value).toMatchObject({ open: 2, in_progress: 1 });
  });

  it('that is undone is a draft again, before what was written meanwhile, and is never sent', async () => {
    const { desk, server, send, pass, draft } = await setUp();
    send('First.');
    expect(draft()).toBe('');
    desk.drafts.value = new Map([[`${id} reply`, 'Second.']]);
    desk.select('ticket-1');
    expect(desk.undo()).toBe(true);
    expect([draft(), desk.selectedId.value]).toEqual(['First.\n\nSecond.', id]);
    await pass(UNDO_MS);
    expect([server.asked, desk.outgoing.value]).toEqual([[], []]);
  });

  it('that closes has the next ticket selected at once; undone, the ticket is as it was', async () => {
    const { desk, send, pass, listed, ticket } = await setUp();
    send('Done.', true);
    expect([desk.selectedId.value, listed()]).toEqual(['ticket-1', ['ticket-3', 'ticket-1']]);
    expect(desk.counts.value).toMatchObject({ open: 2, closed: 1 });
    desk.undo();
    expect([ticket(2).status, listed().length, desk.counts.value?.open]).toEqual(['open', 3, 3]);
    desk.send(ticket(2), 'reply', 'Done.', true);
    await pass(UNDO_MS);
    expect(ticket(2)).toMatchObject({ status: 'closed', version: 2 });
    expect(desk.counts.value).toMatchObject({ open: 2, closed: 1 });
  });

  it('is sent again by the same key while the desk does not answer, and then is a draft', async () => {
    const { desk, server, send, pass, said, draft, notice } = await setUp();
    send('Once.');
    server.fail = new Unreachable('The desk did not answer.');
    await pass(UNDO_MS);
    await pass(1000);
    expect([server.asked, said()]).toEqual([['key-1', 'key-1'], ['Once.']]);

    desk.send(desk.ticket(id) ?? expect.fail(), 'reply', 'Never.', false);
    for (const wait of [UNDO_MS, 1000, 3000, 10_000]) {
      server.fail = new Unreachable('The desk did not answer.');
      await pass(wait);
    }
    expect(server.asked.slice(2)).toEqual(Array(4).fill('key-2'));
    expect([draft(), desk.outgoing.value]).toEqual(['Never.', []]);
    expect(notice()).toBe('Not sent: the desk did not answer. Your text is kept.');
  });

  it('to a ticket that went on meanwhile is a draft again, and says so', async () => {
    const { desk, stored, send, pass, draft, notice, ticket } = await setUp();
    send('Too late.');
    stored.set(id, { ...ticket(2), status: 'closed', version: 5 });
    desk.select('ticket-1');
    await pass(UNDO_MS);
    expect(draft()).toBe('Too late.');
    expect(notice()).toMatch(/^Not sent: something came in while you wrote\./);
    expect([desk.selectedId.value, ticket(2).version]).toEqual([id, 5]);
    expect(desk.threads.value.get(id)?.version).toBe(5);
  });

  it('that the desk refuses is a draft again, with the reason', async () => {
    const { desk, server, send, pass, draft, notice } = await setUp();
    send('x');
    server.fail = new Refused(422, 'It is too long.');
    await pass(UNDO_MS);
    expect([draft(), notice()]).toEqual(['x', 'Not sent: It is too long. Your text is kept.']);
    expect(desk.toasts.value).toMatchObject([{ title: 'Not sent', reason: 'It is too long.' }]);
  });

  it('still goes out when the agent signs out, and drafts stay', async () => {
    const { desk, server, send } = await setUp();
    desk.drafts.value = new Map([['ticket-1 note', 'A thought.']]);
    send('Goodbye.');
    desk.signOut();
    await settled();
    expect(server.asked).toEqual(['key-1']);
    expect([...desk.drafts.value]).toEqual([['ticket-1 note', 'A thought.']]);
  });
});

it('what the page before this one sent is sent again by its key', async () => {
  const { desk, server, ticket } = await setUp();
  const { version } = ticket(2);
  desk.resume([{ key: 'old', ticketId: id, kind: 'reply', body: 'Again.', close: false, version, sending: true }]);
  await settled();
  expect([server.asked, desk.outgoing.value]).toEqual([['old'], []]);
});
