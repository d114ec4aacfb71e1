import type { MailActions, Work } from './mail-actions.ts';

/** Actions for mail that didn't arrive, whose code loads with the first, as few agents need it. Never throws. */
export function laterMailActions(work: Work) {
  const act = (what: (mail: MailActions) => Promise<void>): Promise<void> =>
    import('./mail-actions.ts').then(({ mailActions }) => what(mailActions(work)), work.session.failed);
  return {
    /** Has the mail about a message sent again; the ticket's own id names the mail that confirmed it. */
    resendMail: (ticketId: string, messageId: string) => act((mail) => mail.resendMail(ticketId, messageId)),
    /** Has an address get mail again: an admin's, or that of a ticket's customer. One person may be both. */
    allowAddress: (address: string, ticketId?: string) => act((mail) => mail.allowAddress(address, ticketId)),
  };
}
