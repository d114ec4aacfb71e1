import { afterEach, describe, expect, it } from 'vitest';
import { askAsTyped, askNow, mistake, WAIT_MS } from '#dashboard/search/as-you-type.ts';
import { searchIn } from '#dashboard/search/searching.ts';
import { deskOfThree, settled } from '#test/dashboard/desk/desk-of-three.ts';
import { numbered } from '#test/dashboard/tickets.ts';

let end = () => {};
afterEach(() => end());

/** A desk whose search box is typed into, and whose agent pauses. */
async function searching() {
  const tickets = [numbered(3, { subject: 'Refund' }), numbered(2), numbered(1, { subject: 'A refund' })];
  const { desk } = await deskOfThree({ tickets });
  let due: (() => void) | undefined;
  end = askAsTyped(desk, (milliseconds, act) => {
    expect(milliseconds).toBe(WAIT_MS);
    due = act;
    return () => {
      due = undefined;
    };
  });
  const { list } = desk;
  return {
    desk,
    type: (query: string) => {
      list.query.value = query;
    },
    pause: () => due?.(),
    asked: () => list.listing.value,
    previewed: () => list.preview.value?.map(({ id }) => id),
  };
}

describe('what is typed', () => {
  it('is asked among all tickets once the agent pauses, and previewed until the desk has responded', async () => {
    const { type, pause, asked, previewed } = await searching();
    type('refund tag:');
    expect([asked().q, previewed()]).toEqual(['', ['ticket-3', 'ticket-1']]);
    pause();
    expect(asked()).toEqual({ filter: 'all', q: 'refund', sort: 'newest' });
    expect(previewed()).toEqual(['ticket-3', 'ticket-1']);
    await settled();
    expect(previewed()).toBeUndefined();
  });

  it('is asked at once on Enter, with its last filter finished, and no second time', async () => {
    const { desk, type, asked } = await searching();
    type('refund status:open');
    expect(askNow(desk)).toBe(true);
    expect([asked().q, desk.list.query.value]).toEqual(['status:open refund', 'status:open refund ']);
    await settled();
    expect(askNow(desk)).toBe(false);
  });

  it('leads back to the view where the search began when it is cleared', async () => {
    const { desk, type, pause, asked } = await searching();
    const before = asked();
    type('refund');
    pause();
    searchIn(desk, 'open');
    expect(asked()).toEqual({ filter: 'open', q: 'refund', sort: 'newest' });
    type('');
    expect(asked()).toEqual(before);
  });

  it('isn’t asked with a mistake, which goes with it', async () => {
    const { type, pause, asked, previewed } = await searching();
    type('status:pending refund');
    pause();
    expect([asked().q, previewed(), mistake.value?.text]).toEqual([
      '',
      undefined,
      'status: must be open, in_progress or closed',
    ]);
    type('refund');
    expect(mistake.value).toBeUndefined();
  });
});
