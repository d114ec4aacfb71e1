import type { DeskApi } from './api.ts';
import type { DeskState } from './desk-state.ts';
import { Refused } from './errors.ts';
import type { ToastRack } from './toasts.ts';

interface Work {
  readonly toasts: ToastRack;
  readonly failed: (error: unknown) => void;
  readonly readThread: (id: string) => Promise<void>;
}

/** What an agent can do about mail that didn't arrive. Never throws: what goes wrong is a toast. */
export function mailActions(state: DeskState, { toasts, failed, readThread }: Work) {
  async function attempt(ticketId: string, title: string, act: (api: DeskApi) => Promise<void>): Promise<void> {
    const api = state.api.peek();
    if (!api) return;
    try {
      await act(api);
    } catch (error) {
      if (state.api.peek() !== api) return;
      const reason = error instanceof Refused ? error.message : 'the desk did not answer.';
      toasts.notify({ title, subject: state.ticket(ticketId)?.subject ?? '', reason, goTo: { ticketId } });
      if (!(error instanceof Refused) || error.status === 401) failed(error);
    }
    if (state.api.peek() === api) await readThread(ticketId);
  }

  return {
    /** Has the mail about a message sent again; the ticket's own id names the mail that confirmed it. */
    resendMail: (ticketId: string, messageId: string) =>
      attempt(ticketId, 'Not sent again', async (api) => {
        try {
          await api.resendMail(ticketId, messageId);
        } catch (error) {
          // Another click or another agent was there first: the thread shows what became of the mail.
          if (!(error instanceof Refused && error.status === 409)) throw error;
        }
      }),
    /** Has a customer's address get mail again. */
    allowAddress: (ticketId: string, address: string) =>
      attempt(ticketId, 'Mail not allowed again', (api) => api.allowAddress(address)),
  };
}
