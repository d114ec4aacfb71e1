import type { DeskApi } from '#dashboard/wire/api.ts';
import { Refused } from '#dashboard/wire/errors.ts';
import type { DeskState } from './desk-state.ts';
import type { Toast, ToastRack } from './toasts.ts';

interface Work {
  readonly toasts: ToastRack;
  readonly failed: (error: unknown) => void;
  readonly readThread: (id: string) => Promise<void>;
  readonly readSuppressedAdmins: () => Promise<void>;
}

/** What an agent can do about mail that didn't arrive. Never throws: what goes wrong is a toast. */
export function mailActions(state: DeskState, { toasts, failed, readThread, readSuppressedAdmins }: Work) {
  type About = Pick<Toast, 'subject' | 'goTo'>;
  const ticket = (ticketId: string): About => ({
    subject: state.ticket(ticketId)?.subject ?? '',
    goTo: { ticketId },
  });

  async function attempt(title: string, about: About, act: (api: DeskApi) => Promise<void>): Promise<void> {
    const api = state.api.peek();
    if (!api) return;
    try {
      await act(api);
    } catch (error) {
      if (state.api.peek() !== api) return;
      const reason = error instanceof Refused ? error.message : 'the desk did not answer.';
      toasts.notify({ title, ...about, reason });
      if (!(error instanceof Refused) || error.status === 401) failed(error);
    }
    const ticketId = about.goTo?.ticketId ?? state.selectedId.peek();
    if (ticketId !== undefined && state.api.peek() === api) await readThread(ticketId);
  }

  return {
    /** Has the mail about a message sent again; the ticket's own id names the mail that confirmed it. */
    resendMail: (ticketId: string, messageId: string) =>
      attempt('Not sent again', ticket(ticketId), async (api) => {
        try {
          await api.resendMail(ticketId, messageId);
        } catch (error) {
          // Another click or another agent was there first: the thread shows what became of the mail.
          if (!(error instanceof Refused && error.status === 409)) throw error;
        }
      }),
    /** Has an address get mail again: an admin's, or that of a ticket's customer. One person may be both. */
    allowAddress: (address: string, ticketId?: string) =>
      attempt(
        'Mail not allowed again',
        ticketId === undefined ? { subject: address } : ticket(ticketId),
        async (api) => {
          await api.allowAddress(address);
          if (state.api.peek() !== api) return;
          state.suppressedAdmins.value = state.suppressedAdmins.peek().filter((one) => one.address !== address);
          await readSuppressedAdmins();
        },
      ),
  };
}
