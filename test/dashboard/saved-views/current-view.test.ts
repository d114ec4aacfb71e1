import { describe, expect, it } from 'vitest';
import { placeOf } from '#dashboard/model/place.ts';
import type { Filter } from '#dashboard/model/ticket.ts';
import { isShown, isWorthSaving, placeOfView, shownNow, showView } from '#dashboard/saved-views/current-view.ts';
import { deskOfThree } from '#test/dashboard/desk/desk-of-three.ts';

describe('what the list shows, as a view,', () => {
  it.each<[Filter, string, string]>([
    ['all', 'refund', 'refund'],
    ['open', '', 'status:open -is:snoozed'],
    ['in_progress', 'refund', 'status:in_progress -is:snoozed refund'],
    ['mine', 'is:waiting', 'assignee:me -status:closed -is:snoozed is:waiting'],
    ['unassigned', '', 'assignee:none -status:closed -is:snoozed'],
    ['snoozed', 'refund', 'is:snoozed refund'],
    // Two of a key would mean either.
    ['open', 'status:open refund', 'status:open refund'],
  ])('is one query: %s and "%s"', async (filter, q, query) => {
    const { desk } = await deskOfThree();
    desk.showFilter(filter, 'oldest', q);
    expect(shownNow(desk)).toEqual({ query, sort: 'oldest' });
    expect(isShown(desk, { query, sort: 'oldest' })).toBe(true);
    expect(isShown(desk, { query, sort: 'newest' })).toBe(false);
  });

  it('is worth saving if the side bar doesn’t lead there', async () => {
    const { desk } = await deskOfThree();
    desk.showFilter('open', 'newest');
    expect(isWorthSaving(desk)).toBe(false);
    desk.showFilter('open', 'waiting');
    expect(isWorthSaving(desk)).toBe(false);
    desk.showFilter('mine', 'waiting');
    expect(isWorthSaving(desk)).toBe(true);
    desk.showFilter('all', 'newest', 'refund');
    expect(isWorthSaving(desk)).toBe(true);
    desk.showHeldMail();
    expect(isWorthSaving(desk)).toBe(false);
  });

  it('is the place in the URL, and leads there', async () => {
    const { desk } = await deskOfThree();
    const view = { query: 'tier:"Email (48h response)" refund', sort: 'activity' } as const;
    showView(desk, view);
    const listing = { filter: 'all', q: view.query, sort: view.sort };
    expect(desk.list.listing.value).toEqual(listing);
    expect(placeOf(placeOfView(view))).toMatchObject(listing);
  });
});
