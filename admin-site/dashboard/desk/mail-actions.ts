import * as texts from '#dashboard/model/messages.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import type { Conversation } from './conversation.ts';
import type { Session } from './session.ts';
import type { SuppressedAdmins } from './suppressed-admins.ts';
import type { Tickets } from './tickets.ts';
import type { Toast, Toasts } from './toasts.ts';

export interface Work {
  readonly session: Session;
  readonly tickets: Tickets;
  readonly conversation: Conversation;
  readonly suppressedAdmins: SuppressedAdmins;
  readonly toasts: Toasts;
}

export type MailActions = ReturnType<typeof mailActions>;

/** Actions for mail that didn't arrive. Never throws: what goes wrong is a toast. */
export function mailActions({ session, tickets, conversation, suppressedAdmins, toasts }: Work) {
  type About = Pick<Toast, 'subject' | 'goTo'>;
  const ticket = (ticketId: string): About => ({
    subject: tickets.ticket(ticketId)?.subject ?? '',
    goTo: { ticketId },
  });

  async function attempt(title: string, about: About, act: (api: DeskApi) => Promise<void>): Promise<void> {
    const api = session.api.value;
    if (!api) return;
    try {
      await act(api);
    } catch (error) {
      if (session.api.value !== api) return;
      const reason = error instanceof ProblemError ? error.message : texts.connectionNoResponse;
      toasts.show({ title, ...about, reason });
      if (!(error instanceof ProblemError) || error.status === 401) session.failed(error);
    }
    const ticketId = about.goTo?.ticketId ?? conversation.selectedId.value;
    if (ticketId !== undefined && session.api.value === api) await conversation.readThread(ticketId);
  }

  return {
    resendMail: (ticketId: string, messageId: string) =>
      attempt(texts.toastNotResent, ticket(ticketId), async (api) => {
        try {
          await api.resendMail(ticketId, messageId);
        } catch (error) {
          // Another click or another agent was there first: the thread shows what became of the mail.
          if (!(error instanceof ProblemError && error.status === 409)) throw error;
        }
      }),
    allowAddress: (address: string, ticketId?: string) =>
      attempt(texts.toastNotResumed, ticketId === undefined ? { subject: address } : ticket(ticketId), async (api) => {
        await api.allowAddress(address);
        if (session.api.value !== api) return;
        suppressedAdmins.remove(address);
        await suppressedAdmins.read();
      }),
  };
}
