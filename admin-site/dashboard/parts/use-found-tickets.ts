import { useEffect, useState } from 'preact/hooks';
import { listAddress } from '#dashboard/model/listing.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { useDesk } from './desk-context.ts';

/** The time without a key after which the desk is asked, in milliseconds. */
const WAIT_MS = 200;
const MIN_LENGTH = 2;

export interface FoundTickets {
  /** Those of an earlier query, while the desk is searching. */
  readonly tickets: readonly Ticket[];
  readonly state: 'idle' | 'searching' | 'failed';
  /** True if the desk would find more than these. */
  readonly more: boolean;
}

const NONE = { of: '', tickets: [], state: 'idle', more: false } as const;

/** Asks the desk for the tickets that match, once the agent pauses; another key aborts that. What was found before stays until then. */
export function useFoundTickets(query: string): FoundTickets {
  const { session } = useDesk();
  const [found, setFound] = useState<FoundTickets & { readonly of: string }>(NONE);
  const of = query.trim();
  useEffect(() => {
    const api = session.api.value;
    if (!api || of.length < MIN_LENGTH) return setFound(NONE);
    const ended = new AbortController();
    const timer = setTimeout(() => {
      api.page(listAddress({ filter: 'all', q: of, sort: 'newest' }), ended.signal).then(
        ({ tickets, next }) => {
          if (!ended.signal.aborted) setFound({ of, tickets, state: 'idle', more: next !== undefined });
        },
        () => {
          if (!ended.signal.aborted) setFound({ of, tickets: [], state: 'failed', more: false });
        },
      );
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [of, session]);
  if (of.length < MIN_LENGTH) return NONE;
  return found.of === of ? found : { ...found, state: 'searching' };
}
