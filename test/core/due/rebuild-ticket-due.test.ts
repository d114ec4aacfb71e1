import { describe, expect, it } from 'vitest';
import type { DueEntry } from '#core/due/due-entry.ts';
import { compareTicketDue, rebuildTicketDue } from '#core/due/rebuild-ticket-due.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { memoryDueStore } from './memory-due-store.ts';

const at = (hour: number) => `2026-11-25T${hour}:00:00.000000000Z`;
const snoozed = (id: string, hour: number, version = 2): Ticket => ({
  ...{ ...exampleTicket, id, version, snoozedUntil: at(hour) },
});
const entry = (subject: string, hour: number, version = 2): DueEntry => ({
  ...{ kind: 'snooze', subject, at: at(hour), version },
});
const mail: DueEntry = { kind: 'mail', subject: 'gone', at: at(10), version: 1 };

function worldOf(entries: readonly DueEntry[], ...tickets: readonly Ticket[]) {
  const { store: due, all } = memoryDueStore(...entries);
  const world = {
    due,
    tickets: async function* () {
      yield tickets;
    },
    ticket: async (id: string) => tickets.find((ticket) => ticket.id === id),
    autoClose: undefined,
  };
  return { world, all };
}

describe('the due entries of tickets', () => {
  it('that are missing or refuted are found, and put right by a rebuild, which leaves those of mail alone', async () => {
    const stored = [mail, entry('moved', 11), entry('awake', 11), entry('gone', 12), entry('right', 13)];
    const awake = { ...exampleTicket, id: 'awake' };
    const { world, all } = worldOf(stored, snoozed('moved', 14, 3), awake, snoozed('right', 13), snoozed('new', 15));
    const due = (id: string, hour: number, told: number) => ({
      ...{ what: `snooze of ticket ${id} due at ${at(hour)}`, told, truth: 1 - told },
    });
    expect(await compareTicketDue(world)).toEqual([
      ...[due('awake', 11, 1), due('moved', 11, 1), due('gone', 12, 1)],
      ...[due('moved', 14, 0), due('new', 15, 0)],
    ]);
    await rebuildTicketDue(world);
    expect(all()).toEqual([mail, entry('right', 13), entry('moved', 14, 3), entry('new', 15)]);
    expect(await compareTicketDue(world)).toEqual([]);
  });

  it('match although a ticket was changed in another way since', async () => {
    expect(await compareTicketDue(worldOf([entry('a', 11)], snoozed('a', 11, 7)).world)).toEqual([]);
  });
});
