import { expect } from 'vitest';
import { type Histories, latestIn, type Turn } from './whole-desk-histories.ts';
import { intoOf } from './whole-desk-requests.ts';

/** Merged tickets are closed and lead to survivors that know them, and each merge can be read on both sides. */
export function expectMerges(histories: Histories): void {
  let [ofMerged, ofSurvivors] = [0, 0];
  for (const { ticket, turns } of histories.values()) {
    for (const turn of turns) {
      const { entry, before, after } = turn;
      if (after.merged_into !== null) expect(after).toMatchObject({ status: 'closed', merged: [] });
      if (entry.changes.some(({ field }) => field === 'merged')) ofSurvivors += 1;
      const into = intoOf(entry.changes);
      if (into === undefined) continue;
      ofMerged += 1;
      const survivorId = into ?? before.merged_into ?? expect.fail('A ticket was taken out of none.');
      const survivor = turnAt(histories, survivorId, entry.createdAt);
      expect(survivor.entry).toMatchObject({ kind: entry.kind, author: entry.author });
      expect(histories.get(survivorId)?.ticket.userId).toBe(ticket.userId);
      if (into === null) expectUndone(ticket.id, turns, turn, survivor);
      else expectMerged(histories, ticket.id, turn, survivorId, survivor);
    }
    expectLatest(histories, ticket.id);
  }
  expect(ofMerged).toBe(ofSurvivors);
}

/** Returns what happened to a ticket at the very time. */
const turnAt = (histories: Histories, id: string, at: string): Turn =>
  histories.get(id)?.turns.find(({ entry }) => entry.createdAt === at) ?? expect.fail('Only one of two was changed.');

const byOpenness = ['open', 'in_progress', 'closed'];

/** A survivor is as open as the more open of the two, and open if its customer waits in one of them; it wakes for one who waits in the other. */
function expectMerged(histories: Histories, id: string, { entry, before }: Turn, survivorId: string, other: Turn) {
  expect(id).not.toBe(survivorId);
  expect([before.merged_into, before.merged, other.before.merged_into]).toEqual([null, [], null]);
  expect(other.after.merged).toEqual([...other.before.merged, id]);
  const isNews = waits(histories, id, { entry, before });
  const statuses = [
    before.status,
    other.before.status,
    ...(isNews || waits(histories, survivorId, other) ? ['open'] : []),
  ];
  expect(other.after.status).toBe(byOpenness.find((status) => statuses.includes(status)));
  const awake = isNews ? null : other.before.snoozed_until;
  expect(other.after.snoozed_until).toBe(awake);
}

const waits = (histories: Histories, id: string, { entry, before }: Pick<Turn, 'entry' | 'before'>): boolean =>
  before.status !== 'closed' && latestIn(histories, id, before, entry.createdAt).author.type === 'customer';

/** A ticket opens again as it was before the merge, and its survivor stays as it is. */
function expectUndone(id: string, turns: readonly Turn[], { entry, after }: Turn, other: Turn) {
  const merging = turns.findLast((one) => one.entry.version < entry.version && intoOf(one.entry.changes));
  expect(after.status).toBe(merging?.before.status);
  expect(other.after).toEqual({ ...other.before, merged: other.before.merged.filter((one) => one !== id) });
}

/** A ticket tells of the latest message of its conversation, and of the version by which its customer's latest one came. */
function expectLatest(histories: Histories, id: string): void {
  const { ticket, first, turns } = histories.get(id) ?? expect.fail('A ticket is gone.');
  const latest = latestIn(histories, id, turns.at(-1)?.after ?? first, ticket.updatedAt);
  const { author, text: preview, createdAt } = latest;
  expect(ticket.latestMessage).toEqual(latest.id === id ? null : { author, preview, createdAt });
  const news = turns.findLast(({ entry, before, after }) => {
    if (entry.kind === 'reply') return entry.author.type === 'customer';
    const added = after.merged.find((one) => !before.merged.includes(one));
    return added !== undefined && waits(histories, added, turnAt(histories, added, entry.createdAt));
  });
  expect(ticket.latestCustomerVersion).toBe(news?.entry.version ?? 1);
}
