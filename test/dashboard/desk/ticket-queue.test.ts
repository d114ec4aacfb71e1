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
    reply: (body: string, close = false) => desk.send(ticket(2), 'reply', body, close),
    note: (body: string) => desk.send(ticket(2), 'note', body, false),
    mark: (status: 'open' | 'in_progress' | 'closed') => desk.changeStatus(ticket(2), status),
    draft: (kind: 'reply' | 'note' = 'reply') => draftOf(desk.composer.drafts.value, id, kind),
  };
}

describe('what an agent does to a ticket', () => {
  it('is sent in the order taken; what comes later waits until the earlier can be undone no more, and for its answer', async () => {
    const { server, reply, note, mark, pass } = await setUp();
    reply('First.');
    await pass(3000);
    note('Second.');
    mark('in_progress');
    await pass(UNDO_MS - 3001);
    expect(server.accepted).toEqual([]);
    await pass(1);
    expect(server.accepted).toEqual(['ticket-2 reply First.']);
    await pass(UNDO_MS);
    expect(server.accepted).toEqual(['ticket-2 reply First.', 'ticket-2 note Second.', 'ticket-2 in_progress']);
  });

  it('does not wait for other tickets', async () => {
    const { desk, server, ticket, reply } = await setUp();
    reply('First.');
    desk.changeStatus(ticket(1), 'closed');
    await settled();
    expect(server.accepted).toEqual(['ticket-1 closed']);
  });

  it('is no reason to refuse what they do next', async () => {
    const { desk, server, reply, note, mark, pass, ticket } = await setUp();
    reply('A reply.');
    note('A note.');
    await pass(UNDO_MS);
    reply('Another.');
    await pass(UNDO_MS);
    mark('closed');
    await settled();
    expect(server.accepted).toEqual([
      'ticket-2 reply A reply.',
      'ticket-2 note A note.',
      'ticket-2 reply Another.',
      'ticket-2 closed',
    ]);
    expect(desk.toasts.shown.value.filter(({ reason }) => reason !== undefined)).toEqual([]);
    expect(ticket(2).status).toBe('closed');
  });
});

describe('closing a ticket whose reply waits', () => {
  it('goes out with the reply, so that neither happens without the other', async () => {
    const { desk, server, reply, mark, pass, listed } = await setUp();
    reply('Done.');
    await pass(3000);
    mark('closed');
    expect([listed(), desk.counts.byFilter.value?.closed]).toEqual([['ticket-3', 'ticket-1'], 1]);
    await pass(UNDO_MS - 3000);
    expect(server.accepted).toEqual(['ticket-2 reply Done. closed']);
    expect(desk.counts.byFilter.value).toMatchObject({ open: 2, closed: 1 });
  });

  it('is not done when the reply is refused', async () => {
    const { desk, customerWrites, server, reply, mark, pass, draft, listed } = await setUp();
    reply('Done.');
    mark('closed');
    customerWrites(id, 'One more thing.');
    await pass(UNDO_MS);
    expect([server.accepted, draft()]).toEqual([[], 'Done.']);
    expect(listed()).toContain(id);
    expect(desk.counts.byFilter.value).toMatchObject({ open: 3, closed: 0 });
  });

  it('is undone by itself, and the reply still goes out', async () => {
    const { desk, server, reply, mark, pass, ticket } = await setUp();
    reply('Not done.');
    mark('closed');
    desk.toasts.undo();
    expect(ticket(2).status).toBe('open');
    await pass(UNDO_MS);
    expect(server.accepted).toEqual(['ticket-2 reply Not done.']);
  });
});

describe('reopening before “Send & close” is sent', () => {
  it('cancels the closing; the reply is sent, and can still be undone until then', async () => {
    const { desk, server, reply, mark, pass, ticket } = await setUp();
    reply('Done?', true);
    await pass(3000);
    mark('open');
    expect(ticket(2).status).toBe('open');
    expect(desk.toasts.shown.value.map(({ title }) => title)).toEqual(['Sending reply…', 'Reopened']);
    await pass(UNDO_MS - 3000);
    expect(server.accepted).toEqual(['ticket-2 reply Done?']);
    expect(ticket(2).status).toBe('in_progress');
    expect(desk.counts.byFilter.value).toMatchObject({ open: 2, in_progress: 1, closed: 0 });
  });

  it('cancels it although another message follows that closes, too', async () => {
    const { server, reply, mark, pass } = await setUp();
    reply('One.', true);
    reply('Two.', true);
    mark('open');
    await pass(UNDO_MS);
    await pass(UNDO_MS);
    expect(server.accepted).toEqual(['ticket-2 reply One.', 'ticket-2 reply Two.']);
  });

  it('waits for the answer if the message is on its way already', async () => {
    const { server, reply, mark, pass } = await setUp();
    const { promise, resolve } = Promise.withResolvers<void>();
    server.held = promise;
    reply('Done.', true);
    await pass(UNDO_MS);
    mark('open');
    resolve();
    await settled();
    expect(server.accepted).toEqual(['ticket-2 reply Done. closed', 'ticket-2 open']);
  });
});

describe('a refused reply', () => {
  it('takes along what was to follow it, in its order; a note follows all the same', async () => {
    const { desk, server, customerWrites, reply, note, mark, pass, draft, ticket } = await setUp();
    reply('One.');
    note('For us.');
    mark('in_progress');
    reply('Two.');
    customerWrites(id, 'Wait!');
    await pass(UNDO_MS);
    await settled();
    expect(server.accepted).toEqual(['ticket-2 note For us.']);
    expect([draft(), draft('note'), ticket(2).status]).toEqual(['One.\n\nTwo.', '', 'open']);
    expect(desk.toasts.shown.value.map(({ title }) => title)).toContain('Couldn’t mark in progress');
  });
});

it.each([
  ['no answer', new Unreachable('The desk did not answer.')],
  ['a busy desk', new ProblemError(503, 'The database cannot be reached.')],
])('after %s nothing overtakes the reply', async (_, error) => {
  const { server, reply, note, pass } = await setUp();
  reply('First.');
  note('Second.');
  server.offline = error;
  for (const wait of [UNDO_MS, 1000, 3000]) await pass(wait);
  server.offline = undefined;
  await pass(10_000);
  expect(server.accepted).toEqual(['ticket-2 reply First.', 'ticket-2 note Second.']);
});
