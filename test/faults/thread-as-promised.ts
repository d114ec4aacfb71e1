import type { Status } from '#core/ticket/ticket.ts';
import type { Specification } from './linearizability.ts';
import {
  type ChangeAct,
  type MessageAct,
  mustBeSeen,
  type PromisedEntry,
  type PromisedStatus,
  statusAfter,
  submitted,
} from './ticket-as-promised.ts';

/** A message has a unique text, which identifies it; `version` is what an agent has read. */
export type Input =
  | { readonly does: 'get' }
  | (ChangeAct & { readonly version?: number | undefined })
  | (MessageAct & { readonly body: string; readonly version?: number | undefined });

export type Action = Exclude<Input, { readonly does: 'get' }>;

/** A ticket as someone sees it, or a refusal because of newer entries. */
export interface Seen {
  readonly status: Status;
  readonly version: number;
  readonly updatedAt?: string;
  /** For readers of the thread: the messages in order, with null for changes. */
  readonly thread?: readonly (string | null)[];
  readonly isRefused?: boolean;
}

/** An entry as it is stored at the end. */
export interface StoredEntry extends PromisedEntry {
  readonly body: string | null;
  readonly createdAt: string;
}

interface State extends PromisedStatus {
  readonly version: number;
}

/** The contract of a ticket with its thread. The final state shows the order of the changes, so only the places of everything else must be found. */
export function threadAsPromised(createdAt: string, stored: readonly StoredEntry[]): Specification<State, Input, Seen> {
  const times = [createdAt, ...stored.map((entry) => entry.createdAt)];

  function done(state: State, input: Action): { isRefused: boolean; next: State | undefined } {
    const entries = stored.slice(0, state.version - 1);
    const { agent, version } = input;
    const body = input.does === 'message' ? input.body : null;
    const same = { isRefused: false, next: state };
    if (body !== null && entries.some((entry) => entry.body === body)) return same;
    const after = statusAfter(state, input);
    const changesStatus = after.status !== state.status;
    const kind = input.does === 'message' ? input.kind : 'change';
    if (kind === 'change' && !changesStatus) return same;
    const isFree = kind === 'note' && !changesStatus;
    if (version !== undefined && agent !== undefined && !isFree) {
      const isAbove = version > state.version;
      if (isAbove || mustBeSeen(agent, entries.slice(version - 1))) return { isRefused: true, next: state };
    }
    const made = stored[state.version - 1];
    const isMade =
      made?.agent === agent && made?.kind === kind && made.body === body && made.changesStatus === changesStatus;
    return { isRefused: false, next: isMade ? { ...after, version: state.version + 1 } : undefined };
  }

  return {
    initial: { ...submitted, version: 1 },
    step(state, input, seen) {
      const { isRefused, next } = input.does === 'get' ? { isRefused: false, next: state } : done(state, input);
      if (!seen || !next) return next;
      const thread = stored.slice(0, next.version - 1).map(({ body }) => body);
      const isSame =
        isRefused === (seen.isRefused ?? false) &&
        next.status === seen.status &&
        next.version === seen.version &&
        (seen.updatedAt === undefined || seen.updatedAt === times[next.version - 1]) &&
        (!seen.thread || JSON.stringify(seen.thread) === JSON.stringify(thread));
      return isSame ? next : undefined;
    },
  };
}
