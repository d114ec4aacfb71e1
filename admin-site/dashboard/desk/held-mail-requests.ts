import type { DeskApi } from '#dashboard/wire/api.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import type { HeldMailApi } from '#dashboard/wire/held-mail-api.ts';
import type { Session } from './session.ts';

/**
 * The reason why something wasn't done: the desk refused it (`detail` in its words), it has no ticket with that id, the mail is gone, or no response
 * arrived. After that it may have been done, and doing it again does no harm.
 */
export interface NotDone {
  readonly kind: 'refused' | 'ticket' | 'no_ticket' | 'gone' | 'unanswered';
  readonly detail: string;
}

export type HeldMailRequests = ReturnType<typeof heldMailRequests>;

/** Requests about held mail, whose failures are values. Their results are undefined once the agent has signed out. */
export function heldMailRequests(session: Session, heldMailOf: (api: DeskApi) => HeldMailApi) {
  function notDone(error: unknown): NotDone {
    const detail = error instanceof Error ? error.message : String(error);
    if (!(error instanceof ProblemError) || error.status === 401) session.failed(error);
    if (!(error instanceof ProblemError)) return { kind: 'unanswered', detail };
    if (error.status === 404) return { kind: 'gone', detail };
    const [mistake] = error.fields;
    return mistake ? { kind: 'ticket', detail: mistake.detail } : { kind: 'refused', detail };
  }

  async function attempt<T>(work: (held: HeldMailApi, api: DeskApi) => Promise<T>): Promise<T | NotDone | undefined> {
    const api = session.api.value;
    if (!api) return undefined;
    try {
      const result = await work(heldMailOf(api), api);
      return session.api.value === api ? result : undefined;
    } catch (error) {
      return session.api.value === api ? notDone(error) : undefined;
    }
  }

  return {
    attempt,
    /** Attempts something that has no result. Returns the reason if it wasn't done. */
    attemptTo: (work: (held: HeldMailApi) => Promise<void>): Promise<NotDone | undefined> =>
      attempt(async (held) => {
        await work(held);
        return undefined;
      }),
    notDone,
  };
}
