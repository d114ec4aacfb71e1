import { expect } from 'vitest';
import type { Entry } from '#core/ticket/entry.ts';
import type { Desk } from './whole-desk.ts';

/** An agent's request that names the version of a ticket that they had read. */
export interface Request {
  readonly ticketId: string;
  readonly agentId: string;
  readonly read: number;
  /** The text of a message, or the operation of a change. */
  readonly text?: string | undefined;
  readonly operation?: string | undefined;
}

/** A customer's message, or what another agent did to be seen, by the plain rule. */
const mustBeSeen = ({ author, kind, changes }: Entry, agentId: string) =>
  kind === 'reply'
    ? !(author.type === 'agent' && author.id === agentId)
    : author.type === 'agent' && author.id !== agentId && changes.length > 0;

const closes = ({ changes }: Entry) => changes.some(({ field, to }) => field === 'status' && to === 'closed');

/** No agent who named the version they read changed or closed a ticket over what they hadn't seen, and no machine closed one whose customer waits. */
export async function expectSeen({ changing }: Desk, requests: readonly Request[]): Promise<void> {
  const { threads, tickets } = changing;
  for (const { id } of (await tickets.page('all', 100)).tickets) {
    const { entries } = (await threads.thread(id)) ?? expect.fail('A listed ticket is gone.');
    for (const { agentId, read, text, operation } of requests.filter(({ ticketId }) => ticketId === id)) {
      const made =
        operation === undefined
          ? entries.find(({ body }) => body === text)
          : (await threads.recorded(id, operation))?.entry;
      if (!made || (made.kind === 'note' && made.changes.length === 0)) continue;
      const between = entries.filter(({ version }) => read < version && version < made.version);
      expect(between.filter((entry) => mustBeSeen(entry, agentId))).toEqual([]);
    }
    for (const closing of entries.filter((entry) => entry.author.type === 'system' && closes(entry))) {
      const latest = entries.findLast(({ kind, version }) => kind === 'reply' && version < closing.version);
      expect(latest?.author.type).toBe('agent');
    }
  }
}
