import { describe, expect, it } from 'vitest';
import type { Delivery } from '#core/mail/delivery.ts';
import { awaitsMail, continued, type Thread, type ThreadEntry } from '#dashboard/model/thread.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';

const SENT_AT = '2026-11-24T10:00:00.000000000Z';
const then = Date.parse(SENT_AT);
const MINUTE = 60_000;

const delivery = (state: Delivery['state']): Delivery => ({ state, at: SENT_AT });

/** A thread of one reply, whose mail fared so, long after the ticket. */
const threadWith = (state: Delivery['state'] | undefined): Thread => ({
  version: 2,
  earlier: undefined,
  confirmation: delivery('sent'),
  contact: { email: 'maria@example.com', suppressed: null },
  entries: [
    {
      id: 'm',
      kind: 'reply',
      author: authorNamed('Dana'),
      createdAt: SENT_AT,
      version: 2,
      changes: [],
      message: { body: 'Hello.', delivery: state === undefined ? null : delivery(state) },
    },
  ],
});
const awaits = (state: Delivery['state'] | undefined, now: number) =>
  awaitsMail(threadWith(state), '2026-11-01T10:00:00.000000000Z', now);

describe('a thread is read again for what becomes of a mail', () => {
  it.each([undefined, 'queued', 'sending'] as const)('for a minute while it is %s', (state) => {
    expect(awaits(state, then + MINUTE - 1)).toBe(true);
    expect(awaits(state, then + MINUTE)).toBe(false);
  });

  it.each(['sent', 'failed', 'unknown', 'bounced', 'complained', 'suppressed'] as const)(
    'not once it is %s',
    (state) => {
      expect(awaits(state, then)).toBe(false);
    },
  );
});

describe('a thread goes on with what came after a version of it', () => {
  const known = threadWith('sent');
  const entry = (version: number): ThreadEntry => ({
    ...(known.entries[0] ?? expect.fail()),
    id: `m${version}`,
    version,
  });
  const versions = ({ version, entries }: Thread) => [version, entries.map((one) => one.version)];

  it('if nothing between is missing', () => {
    expect(versions(continued(known, [entry(3), entry(4)]))).toEqual([4, [2, 3, 4]]);
  });

  it('of which it has some already', () => {
    expect(versions(continued(known, [entry(2), entry(3)]))).toEqual([3, [2, 3]]);
  });

  it.each([
    ['something between is missing', [4]],
    ['it has all of it', [2]],
    ['that is nothing', []],
  ])('but stays as it was if %s', (_, newer) => {
    expect(continued(known, newer.map(entry))).toEqual(known);
  });
});
