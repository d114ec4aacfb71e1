import { beforeAll, describe, expect, it } from 'vitest';
import { UNDO_MS } from '#dashboard/desk/outgoing.ts';
import type { Staged } from '#dashboard/model/staged.ts';
import { ProblemError, Unreachable } from '#dashboard/wire/errors.ts';
import { deskOfThree, settled } from './desk-of-three.ts';

const id = 'ticket-2';
const ben = { id: 'agent-ben', name: 'Ben' };
const actions = { status: 'open', assignee: ben.id, tags: ['billing'] } as const;

// Loaded once, it takes no time in a test.
beforeAll(() => import('#dashboard/desk/apply-actions.ts'));

async function setUp(staged: Staged = { actions, unfilled: [] }) {
  const three = await deskOfThree();
  const { desk, ticket, pass } = three;
  desk.select(id);
  await settled();
  desk.composer.writeDraft(id, 'reply', 'On its way.');
  desk.composer.stage(id, 'reply', staged);
  return {
    ...three,
    staged: () => desk.composer.staged.value.get(`${id} reply`),
    async send() {
      desk.send(ticket(2), 'reply', 'On its way.', staged.actions.status === 'closed');
      await pass(UNDO_MS);
      await settled();
    },
    reasons: () => desk.toasts.shown.value.flatMap(({ reason }) => reason ?? []),
  };
}

describe('what a canned reply sets', () => {
  it('is set in one change after the reply was sent', async () => {
    const { desk, server, send, ticket, staged, reasons } = await setUp();
    await send();
    expect(server.accepted).toEqual([`${id} reply On its way.`, expect.stringMatching(/^ticket-2 open/)]);
    expect(ticket(2)).toMatchObject({ status: 'open', assignee: { id: ben.id }, tags: ['billing'], version: 3 });
    expect([staged(), reasons(), desk.outgoing.messages.value]).toEqual([undefined, [], []]);
  });

  it('is only what the ticket hasn’t yet, and a message that closes needs no change', async () => {
    const { server, send, ticket } = await setUp({ actions: { status: 'closed', tags: [] }, unfilled: [] });
    await send();
    expect([server.changes, ticket(2).status]).toEqual([[], 'closed']);
  });

  it('comes back with the text when the reply is undone, joined with what was staged since', async () => {
    const { desk, ticket, staged, pass, server } = await setUp();
    desk.send(ticket(2), 'reply', 'On its way.', false);
    expect(staged()).toBeUndefined();
    desk.composer.stage(id, 'reply', { actions: { status: 'closed', tags: ['late'] }, unfilled: ['{order}'] });
    desk.toasts.undo();
    expect(staged()).toEqual({
      actions: { status: 'closed', assignee: ben.id, tags: ['billing', 'late'] },
      unfilled: ['{order}'],
    });
    await pass(UNDO_MS);
    expect([server.asked, server.changes]).toEqual([[], []]);
  });

  it('survives a lost answer: the reply is added once, and everything is set', async () => {
    const { desk, server, send, pass, ticket } = await setUp();
    const change = desk.session.api.value?.change;
    if (!desk.session.api.value || !change) throw new Error('Nobody has signed in');
    let lost = 1;
    Object.assign(desk.session.api.value, {
      change: async (...of: Parameters<typeof change>) => {
        if (lost-- > 0) throw new Unreachable('The desk did not answer.');
        return change(...of);
      },
    });
    await send();
    expect([server.accepted, desk.outgoing.messages.value.length]).toEqual([[`${id} reply On its way.`], 1]);
    await pass(1000);
    await settled();
    expect(server.accepted.filter((one) => one.includes('reply'))).toHaveLength(1);
    expect(ticket(2)).toMatchObject({ assignee: { id: ben.id }, tags: ['billing'] });
    expect(desk.outgoing.messages.value).toEqual([]);
  });

  it('is set by another tab if this one ends between the two requests', async () => {
    const { desk, server, send, pass, openTab, crash, staged } = await setUp();
    const other = openTab();
    await other.desk.signIn('Dana');
    await settled();
    expect(other.desk.composer.staged.value.get(`${id} reply`)).toEqual(staged());
    Object.assign(desk.session.api.value ?? {}, { change: () => new Promise(() => {}) });
    await send();
    expect(server.changes).toEqual([]);
    crash();
    await settled();
    await pass(1000);
    await settled();
    expect(server.accepted).toEqual([`${id} reply On its way.`, expect.stringMatching(/^ticket-2 /)]);
    expect(other.desk.tickets.ticket(id)).toMatchObject({ assignee: { id: ben.id }, tags: ['billing'] });
    expect([other.desk.outgoing.messages.value, staged()]).toEqual([[], undefined]);
  });

  it('leaves out an agent who was deactivated, and says so', async () => {
    const { desk, send, ticket, reasons } = await setUp();
    const change = desk.session.api.value?.change;
    if (!desk.session.api.value || !change) throw new Error('Nobody has signed in');
    const detail = 'must be the id of an active agent, or null';
    Object.assign(desk.session.api.value, {
      change: async (...of: Parameters<typeof change>) => {
        if (of[1].assignee) throw new ProblemError(422, detail, { fields: [{ pointer: '#/assignee', detail }] });
        return change(...of);
      },
    });
    await send();
    expect(ticket(2)).toMatchObject({ status: 'open', tags: ['billing'] });
    expect(reasons()).toEqual(['It wasn’t assigned: that agent may no longer be active.']);
    expect(desk.outgoing.messages.value).toEqual([]);
  });

  it('is kept on the device with the draft, and goes when all text is deleted', async () => {
    const { desk, staged } = await setUp();
    desk.composer.writeDraft(id, 'reply', 'Other words.');
    expect(staged()?.actions).toEqual(actions);
    desk.composer.writeDraft(id, 'reply', '');
    expect(staged()).toBeUndefined();
  });
});
