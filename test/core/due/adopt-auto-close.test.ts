import { describe, expect, it } from 'vitest';
import { withinDeadline } from '#core/deadline.ts';
import { adoptAutoClose } from '#core/due/adopt-auto-close.ts';
import { type DueEntry, later } from '#core/due/due-entry.ts';
import type { Adopted } from '#core/due/ports.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { memoryDueStore } from './memory-due-store.ts';

const DAY = 86_400_000;
const noon = '2026-11-24T12:00:00.000000000Z';
const day = (days: number) => later(noon, days * DAY);
const at = (minutes: number) => Date.parse(noon) + minutes * 60_000;
const latestMessage = {
  author: { type: 'agent', id: 'dana', name: 'Dana' },
  preview: 'Try again.',
  createdAt: noon,
} as const;
const waiting = (id: string): Ticket => ({
  ...{ ...exampleTicket, id, latestMessage },
  ...{ status: 'in_progress', activityAt: noon, version: 2 },
});
const due = (subject: string, days: number): DueEntry => ({ kind: 'auto_close', subject, at: day(days), version: 2 });
const snooze: DueEntry = { kind: 'snooze', subject: 'asleep', at: day(1), version: 2 };
const mail: DueEntry = { kind: 'mail', subject: 'a', at: day(0), version: 2 };

/** A desk with two tickets that wait, one that is snoozed, and one that is open; pages have one ticket. */
function newDesk() {
  const asleep = { ...waiting('asleep'), snoozedUntil: snooze.at };
  const tickets = [waiting('a'), waiting('b'), asleep, { ...exampleTicket, id: 'c' }];
  const { store, all } = memoryDueStore(snooze, mail);
  const memory: { adopted?: Adopted; pages: number } = { pages: 0 };
  const world = {
    due: store,
    adopted: {
      get: async () => memory.adopted,
      put: async (adopted: Adopted) => void Object.assign(memory, { adopted }),
    },
    tickets: {
      get: async (id: string) => tickets.find((ticket) => ticket.id === id),
      page: async (status: string, _: number, after?: { readonly id: string }) => {
        memory.pages += 1;
        const all = tickets.filter((ticket) => ticket.status === status);
        const from = all.findIndex(({ id }) => id === after?.id) + 1;
        return { tickets: all.slice(from, from + 1), more: from + 1 < all.length };
      },
    },
  };
  const adopt = (autoClose: Parameters<typeof adoptAutoClose>[1], minutes = 0) =>
    adoptAutoClose(world, autoClose, at(minutes));
  return { memory, all, adopt };
}

describe('the setting to close tickets', () => {
  it('applies to those that wait already once it is on, has changed, and until it is off', async () => {
    const { all, adopt } = newDesk();
    await adopt({ days: 14, remindDays: 3 });
    expect(all()).toEqual([mail, snooze, due('a', 11), due('b', 11)]);
    await adopt({ days: 7, remindDays: 2 });
    expect(all()).toEqual([mail, snooze, due('a', 5), due('b', 5)]);
    await adopt(undefined);
    expect(all()).toEqual([mail, snooze]);
  });

  it('reads the tickets once, again until no function of the previous version can process changes, and then every day', async () => {
    const { memory, adopt } = newDesk();
    const setting = { days: 14, remindDays: 3 };
    for (const minutes of [0, 5, 30]) await adopt(setting, minutes);
    expect(memory.pages).toBe(9);
    for (const minutes of [31, 36, 600, 1440]) await adopt(setting, minutes);
    expect(memory.pages).toBe(9);
    for (const minutes of [1475, 1480]) await adopt(setting, minutes);
    expect(memory.pages).toBe(12);
  });

  it('costs nothing but a look if it was never on', async () => {
    const { memory, all, adopt } = newDesk();
    await adopt(undefined);
    expect(memory).toEqual({ pages: 0 });
    expect(all()).toEqual([mail, snooze]);
  });

  it('is what it was if a deploy is undone before all tickets were read', async () => {
    const { all, adopt } = newDesk();
    const setting = { days: 14, remindDays: 3 };
    await adopt(setting);
    const before = all();
    await withinDeadline(0, () => adopt({ days: 7, remindDays: 2 }, 600));
    await adopt(setting, 601);
    expect(all()).toEqual(before);
  });

  it('is left to the next run if the deadline comes first', async () => {
    const { memory, all, adopt } = newDesk();
    const setting = { days: 14, remindDays: 3 };
    await withinDeadline(0, () => adopt(setting));
    expect(memory.adopted).toMatchObject({ checkedAt: 0 });
    await adopt(setting, 600);
    expect(all()).toHaveLength(4);
    expect(memory.adopted).toMatchObject({ checkedAt: at(600) });
  });
});
