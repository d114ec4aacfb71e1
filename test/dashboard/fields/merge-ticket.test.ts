import { describe, expect, it } from 'vitest';
import { mergeTicket } from '#dashboard/fields/merge-ticket.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import { deskOfThree, settled } from '#test/dashboard/desk/desk-of-three.ts';
import { ticketJson } from '#test/dashboard/wired-api.ts';

/** A desk that merges ticket 2 into ticket 1, and answers once `answer` is called. */
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
