import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MessageKind } from '#core/ticket/entry.ts';
import type { Desk } from '#dashboard/desk/desk.ts';
import { isUndoable } from '#dashboard/model/outgoing-message.ts';
import { draftOf } from '#dashboard/storage/drafts.ts';
import { ProblemError, Unreachable } from '#dashboard/wire/errors.ts';
import { deskOfThree, settled } from './desk-of-three.ts';

/** An event for one of two tickets in one of the agent's tabs. */
type Step = { readonly tab: number; readonly ticket: 1 | 2 } & (
  | { readonly act: 'send'; readonly kind: MessageKind; readonly close: boolean }
  | { readonly act: 'close' | 'reopen' | 'work' | 'undo' | 'undo a message' | 'leave' | 'crash' | 'read' }
  | { readonly act: 'wait'; readonly milliseconds: number }
  | { readonly act: 'customer' | 'refusal' | 'offline' | 'online' | 'lost answer' }
);

const where = { tab: fc.nat({ max: 1 }), ticket: fc.constantFrom(1 as const, 2 as const) };
const send = fc.record({
  ...where,
  act: fc.constant('send' as const),
  kind: fc.constantFrom('reply' as const, 'note' as const),
  close: fc.boolean(),
});
const wait = fc.record({
  ...where,
  act: fc.constant('wait' as const),
  milliseconds: fc.constantFrom(0, 1000, 9999, 10_000, 30_000),
});
const other = fc.record({
  ...where,
  act: fc.constantFrom(
    ...(['close', 'reopen', 'work', 'undo', 'undo a message', 'leave', 'crash', 'read'] as const),
    ...(['customer', 'refusal', 'offline', 'online', 'lost answer'] as const),
  ),
});
const steps: fc.Arbitrary<Step[]> = fc.array(fc.oneof(send, wait, other), { maxLength: 30 });

/** Takes the steps, then lets everything come to rest; returns what was taken and what became of it. */
async function play(all: readonly Step[], tabCount: number) {
  const three = await deskOfThree();
  const { server, openTab, customerWrites, pass } = three;
  const tabs = [{ desk: three.desk, crash: three.crash }];
  const signedIn = async () => {
    const tab = openTab();
    await tab.desk.signIn('Dana');
    for (const id of ['ticket-1', 'ticket-2']) tab.desk.select(id);
    await settled();
    return tab;
  };
  while (tabs.length < tabCount) tabs.push(await signedIn());
  const texts: string[] = [];
  /** The changes requested for each ticket, in order: texts and statuses. */
  const taken = new Map<string, string[]>();
  /** Tickets whose closing was taken back before it went out. */
  const cancelled = new Set<string>();
  const closedAgainst: string[] = [];

  async function take(step: Step, index: number): Promise<void> {
    const { desk } = tabs[index] ?? expect.fail();
    const id = `ticket-${step.ticket}`;
    const ticket = desk.tickets.ticket(id);
    const ask = (...what: string[]) => taken.set(id, [...(taken.get(id) ?? []), ...what]);
    switch (step.act) {
      case 'send': {
        if (!ticket) return;
        texts.push(`<${texts.length}>`);
        const text = texts.at(-1) ?? '';
        ask(text, ...(step.close ? ['closed'] : []));
        if (step.close) cancelled.delete(id);
        desk.composer.addFile(id, step.kind, fileNamed(text, texts.length));
        desk.send(ticket, step.kind, draftOf(desk.composer.drafts.value, id, step.kind) + text, step.close);
        return;
      }
      case 'close':
      case 'reopen':
      case 'work': {
        const to = ({ close: 'closed', reopen: 'open', work: 'in_progress' } as const)[step.act];
        if (!ticket || ticket.status === to) return;
        ask(to);
        const wasClosing = ticket.status === 'closed';
        desk.changeStatus(ticket, to);
        if (to === 'closed') cancelled.delete(id);
        else if (wasClosing) noteCancelled(desk, id);
        return;
      }
      case 'undo': {
        const before = new Map(['ticket-1', 'ticket-2'].map((one) => [one, desk.tickets.ticket(one)?.status]));
        desk.toasts.undo();
        for (const [one, status] of before) {
          const now = desk.tickets.ticket(one)?.status;
          if (now === undefined || now === status) continue;
          taken.set(one, [...(taken.get(one) ?? []), now]);
          if (now === 'closed') cancelled.delete(one);
          else noteCancelled(desk, one);
        }
        return;
      }
      case 'undo a message': {
        const message = desk.outgoing.messages.value.find(isUndoable);
        if (message) desk.outgoing.undo(message.key);
        return;
      }
      case 'leave':
        void desk.flush();
        return;
      case 'crash':
        tabs[index]?.crash();
        // A change of status goes with its page.
        if (tabCount === 1) cancelled.clear();
        tabs[index] = await signedIn();
        return;
      case 'read':
        await desk.refresh();
        return;
      case 'wait':
        await pass(step.milliseconds);
        return;
      case 'customer':
        customerWrites(id, 'Wait!');
        return;
      case 'refusal':
        server.fail = new ProblemError(422, 'No.');
        return;
      case 'offline':
        server.offline = new Unreachable('The desk did not answer.');
        return;
      case 'online':
        server.offline = undefined;
        return;
      case 'lost answer':
        server.loseAnswer = new Unreachable('The desk did not answer.');
    }
  }

  /** The ticket is shown as not closed, and nothing that closes it has gone out: so it stays. */
  function noteCancelled(desk: Desk, id: string): void {
    const isOut = desk.outgoing.messages.value.some((one) => one.ticketId === id && one.close && !isUndoable(one));
    if (!isOut && desk.tickets.ticket(id)?.status !== 'closed' && three.stored.get(id)?.status !== 'closed')
      cancelled.add(id);
  }

  async function takeAndCheck(step: Step): Promise<void> {
    const before = server.accepted.length;
    const guarded = new Set(cancelled);
    await take(step, step.tab % tabCount);
    await settled();
    for (const line of server.accepted.slice(before)) {
      const id = line.slice(0, 'ticket-1'.length);
      if (line.endsWith(' closed') && guarded.has(id) && cancelled.has(id)) closedAgainst.push(line);
    }
  }

  for (const id of ['ticket-1', 'ticket-2']) three.desk.select(id);
  await settled();
  for (const step of all) await takeAndCheck(step);
  Object.assign(server, { offline: undefined, fail: undefined, loseAnswer: undefined });
  for (let round = 0; round < 40 && tabs.some(({ desk }) => desk.outgoing.messages.value.length > 0); round += 1) {
    await takeAndCheck({ act: 'wait', milliseconds: 30_000, tab: 0, ticket: 1 });
  }
  const drafts = [...(tabs[0] ?? expect.fail()).desk.composer.drafts.value.values()];
  const files = [
    ...server.claimed,
    ...[...(tabs[0] ?? expect.fail()).desk.composer.files.value.values()].map(({ id }) => id),
  ];
  return { server, tabs, kept: three.kept, texts, taken, drafts, files, closedAgainst };
}

/** An uploaded file whose id is its text. */
const fileNamed = (id: string, key: number) => ({
  key,
  id,
  name: id,
  type: 'text/plain',
  size: 1,
  expiresAt: Number.MAX_SAFE_INTEGER,
});

const occurrences = (all: readonly string[], text: string) =>
  all.reduce((sum, one) => sum + one.split(text).length - 1, 0);

function isInOrder(some: readonly string[], all: readonly string[]): boolean {
  let from = 0;
  return some.every((one) => {
    from = all.indexOf(one, from) + 1;
    return from > 0;
  });
}

/** The changes accepted for a ticket: a message by its last text. */
const acceptedFor = (id: string, accepted: readonly string[], isWanted: (part: string) => boolean) =>
  accepted
    .filter((line) => line.startsWith(id))
    .flatMap((line) => {
      const text = line.match(/<\d+>/g)?.at(-1);
      const status = /(open|in_progress|closed)$/.exec(line)?.[0];
      return [text, status].filter((part) => part !== undefined).filter(isWanted);
    });

const runs = { numRuns: Number(process.env.OWN_ACTION_RUNS ?? 500) };

it('each text, with its file, is accepted once or a draft, in the order taken, and nothing closes that was not to', () =>
  fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const { server, tabs, kept, texts, taken, drafts, files, closedAgainst } = await play(all, 1);
      expect(tabs.map(({ desk }) => desk.outgoing.messages.value)).toEqual([[]]);
      expect([...kept.keys()].filter((name) => name.startsWith('support-desk-pending'))).toEqual([]);
      for (const text of texts) expect([text, occurrences([...server.accepted, ...drafts], text)]).toEqual([text, 1]);
      expect(files.toSorted()).toEqual(texts.toSorted());
      for (const [id, asked] of taken) {
        const accepted = acceptedFor(id, server.accepted, () => true);
        expect(isInOrder(accepted, asked) || { accepted, asked }).toBe(true);
      }
      expect(closedAgainst).toEqual([]);
    }),
    runs,
  ));

it('so it is with two tabs', () =>
  fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const { server, tabs, kept, texts, taken, drafts, files } = await play(all, 2);
      expect(tabs.map(({ desk }) => desk.outgoing.messages.value)).toEqual([[], []]);
      expect([...kept.keys()].filter((name) => name.startsWith('support-desk-pending'))).toEqual([]);
      for (const text of texts) expect([text, occurrences([...server.accepted, ...drafts], text)]).toEqual([text, 1]);
      expect(files.toSorted()).toEqual(texts.toSorted());
      for (const [id, asked] of taken) {
        const accepted = acceptedFor(id, server.accepted, (part) => part.startsWith('<'));
        expect(isInOrder(accepted, asked) || { accepted, asked }).toBe(true);
      }
      expect(new Set(tabs[1]?.desk.composer.drafts.value)).toEqual(new Set(tabs[0]?.desk.composer.drafts.value));
    }),
    runs,
  ));
