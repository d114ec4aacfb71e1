import { describe, expect, it } from 'vitest';
import { UNDO_MS } from '#dashboard/desk/outgoing.ts';
import { mergeTicket } from '#dashboard/fields/merge-ticket.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import { deskOfThree, settled } from '#test/dashboard/desk/desk-of-three.ts';
import { ticketJson } from '#test/dashboard/wired-api.ts';

/** A desk that merges ticket 2 into ticket 1, and responds once `answer` is called. */
async function deskThatMerges() {
  const three = await deskOfThree();
  const { desk, stored, ticket } = three;
  const api = desk.session.api.value as DeskApi;
  const { promise, resolve } = Promise.withResolvers<void>();
  const change: DeskApi['connection']['change'] = async (address, _, read) => {
    await promise;
    const isMerge = address.endsWith('/merge');
    const body = {
      ...ticketJson(isMerge ? 2 : 3),
      id: 'ticket-2',
      status: isMerge ? 'closed' : 'open',
      merged_into: isMerge ? 'ticket-1' : null,
    };
    stored.set('ticket-2', { ...ticket(2), version: body.version, survivor: body.merged_into });
    return read({ body, link: null, etag: null });
  };
  desk.session.api.value = { ...api, connection: { ...api.connection, change } };
  const answer = async () => {
    resolve();
    await settled();
  };
  const merge = () => mergeTicket(desk, { from: ticket(2), into: ticket(1) });
  return { ...three, merge, answer, selected: () => desk.conversation.selectedId.value };
}

describe('a merge', () => {
  it('leads to the ticket that survives, and back when it is undone', async () => {
    const { desk, merge, answer, selected } = await deskThatMerges();
    desk.select('ticket-2');
    void merge();
    await answer();
    expect(selected()).toBe('ticket-1');
    desk.toasts.undo();
    await settled();
    expect(selected()).toBe('ticket-2');
  });

  it('that takes a while leaves the agent at the ticket where they went meanwhile', async () => {
    const { desk, merge, answer, selected } = await deskThatMerges();
    desk.select('ticket-2');
    void merge();
    desk.select('ticket-3');
    await answer();
    expect([selected(), desk.toasts.shown.value.length]).toEqual(['ticket-3', 1]);
    desk.toasts.undo();
    desk.select('ticket-1');
    await settled();
    expect(selected()).toBe('ticket-1');
  });

  it('leaves no page for it', async () => {
    const { desk, merge, answer } = await deskThatMerges();
    desk.select('ticket-2');
    void merge();
    desk.showInsight(30);
    await answer();
    expect([desk.isOnPage.value, desk.conversation.selectedId.value]).toEqual([true, undefined]);
  });
});

describe('what an agent has written to a ticket that was merged', () => {
  const file = { id: 'upload-1', name: 'a.png', type: 'image/png', size: 1, key: 1, expiresAt: 9_000_000 };

  it('goes on with the one that survives, before what was written there', async () => {
    const { desk, merge, answer } = await deskThatMerges();
    const { composer } = desk;
    const draft = (id: string) => composer.drafts.value.get(`ticket-${id} reply`);
    composer.writeDraft('ticket-2', 'reply', 'Half of it.');
    composer.addFile('ticket-2', 'note', file);
    composer.writeDraft('ticket-1', 'reply', 'The rest.');
    composer.writeDraft('ticket-1', 'note', 'To look at.');
    desk.select('ticket-2');
    void merge();
    await answer();
    expect([draft('2'), draft('1')]).toEqual([undefined, 'Half of it.\n\nThe rest.']);
    expect([composer.filesOf('ticket-2', 'note'), composer.filesOf('ticket-1', 'note')]).toEqual([[], [file]]);
    expect(composer.drafts.value.get('ticket-1 note')).toBe('To look at.');
  });

  it('and that comes back from the desk is found there, with the reason', async () => {
    const { desk, server, ticket, merge, answer, pass } = await deskThatMerges();
    desk.send(ticket(2), 'reply', 'Try again.', false);
    void merge();
    await answer();
    server.fail = new ProblemError(422, 'It is too long.');
    await pass(UNDO_MS);
    const goTo = desk.toasts.shown.value.find(({ reason }) => reason)?.goTo;
    desk.select(goTo?.ticketId);
    expect(desk.conversation.selectedId.value).toBe('ticket-1');
    expect(desk.composer.drafts.value.get('ticket-1 reply')).toBe('Try again.');
    expect(desk.composer.notices.value.get('ticket-1 reply')).toMatch('It is too long.');
  });
});
