import { expect } from 'vitest';
import { Desk } from '#dashboard/desk/desk.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { deviceOfTabs } from '#test/dashboard/device-of-tabs.ts';
import { serverInMemory } from '#test/dashboard/server-in-memory.ts';
import { numbered } from '#test/dashboard/tickets.ts';

interface Timer {
  readonly at: number;
  readonly act: () => void;
}

interface DeskOptions {
  /** Without a sender the desk sends no mail. */
  readonly mailSender?: string | null;
  /** Other tickets than the three. */
  readonly tickets?: readonly Ticket[];
  readonly pageSize?: number;
  /** True if only the first page is loaded. */
  readonly firstOnly?: boolean;
}

/** A desk of three open tickets, one page each, and an agent's tab. Further tabs share its device. */
export async function deskOfThree({
  mailSender = null,
  tickets = [3, 2, 1].map((number) => numbered(number)),
  pageSize = 1,
  firstOnly = false,
}: DeskOptions = {}) {
  const { server, ...rest } = serverInMemory(tickets);
  Object.assign(server, { mailSender, pageSize });
  const browser = deviceOfTabs();
  const tabs = new Set<Set<Timer>>();
  let keys = 0;

  /** So much time passes. */
  async function pass(milliseconds: number): Promise<void> {
    server.now += milliseconds;
    for (const timers of tabs) {
      for (const timer of [...timers].filter(({ at }) => at <= server.now)) {
        timers.delete(timer);
        timer.act();
      }
    }
    await settled();
  }

  /** Opens a tab, in which nobody has signed in yet. */
  function openTab() {
    const { device, end } = browser.tab();
    const timers = new Set<Timer>();
    tabs.add(timers);
    let isOpen = true;
    const desk = new Desk({
      clock: () => server.now,
      online: () => true,
      device,
      connect: (agent) => rest.apiOf(agent),
      startTimer: (milliseconds, act) => {
        const timer = { at: server.now + milliseconds, act };
        if (isOpen) timers.add(timer);
        return () => timers.delete(timer);
      },
      newKey: () => {
        keys += 1;
        return `key-${keys}`;
      },
    });
    /** Its process ends, without a word. */
    const crash = () => {
      isOpen = false;
      timers.clear();
      tabs.delete(timers);
      end();
    };
    return { desk, crash };
  }

  const { desk, crash } = openTab();
  // Who has the key "Dana" is Dana.
  await desk.signIn('Dana');
  while (!firstOnly && (await desk.pages.loadMore()));
  const ticket = (number: number) => desk.tickets.ticket(`ticket-${number}`) ?? expect.fail('There is no such ticket');
  const listed = () => desk.list.rows.value.map(({ id }) => id);
  return { desk, crash, openTab, server, ...rest, kept: browser.stored, ticket, listed, pass };
}

/** Everything that was answered has arrived. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));
