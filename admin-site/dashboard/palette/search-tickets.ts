import { useEffect, useState } from 'preact/hooks';
import { listAddress } from '#dashboard/model/listing.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';

/** The time without a key after which the desk is asked, in milliseconds. */
const WAIT_MS = 200;
const MIN_LENGTH = 2;

export interface FoundTickets {
  readonly tickets: readonly Ticket[];
  readonly state: 'idle' | 'searching' | 'failed';
}

const NONE: FoundTickets = { tickets: [], state: 'idle' };

/** Asks the desk for the tickets that match, once the agent pauses; another key aborts that. What was found before stays until then. */
export function useFoundTickets(query: string): FoundTickets {
  const { session } = useDesk();
  const [found, setFound] = useState(NONE);
  const q = query.trim();
  useEffect(() => {
    const api = session.api.value;
    if (!api || q.length < MIN_LENGTH) return setFound(NONE);
    const ended = new AbortController();
    setFound(({ tickets }) => ({ tickets, state: 'searching' }));
    const timer = setTimeout(() => {
      api.page(listAddress({ filter: 'all', q, sort: 'newest' }), ended.signal).then(
        ({ tickets }) => {
          if (ended.signal.aborted) return;
          setFound({ tickets, state: 'idle' });
        },
        () => {
          if (!ended.signal.aborted) setFound({ tickets: [], state: 'failed' });
        },
      );
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [q, session]);
  return found;
}
