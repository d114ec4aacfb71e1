import fc from 'fast-check';
import { unavailable } from '#core/errors.ts';
import type { MailName } from '#core/mail/mail.ts';
import { type Mailer, MailInDoubt, MailRefused } from '#core/mail/ports.ts';

/** SES's answer to one request: as a rule it takes the mail. */
export const answer = fc.oneof(
  { weight: 5, arbitrary: fc.constant('taken' as const) },
  { weight: 4, arbitrary: fc.constantFrom('busy', 'busy', 'refused', 'taken, answer lost', 'answer lost') },
);
/** The database's answer to one write of a function that nobody waits for. */
export const write = fc.oneof(
  { weight: 8, arbitrary: fc.constant('done' as const) },
  { weight: 1, arbitrary: fc.constantFrom('not done', 'done, answer lost') },
);

/** Takes one answer after the other; afterwards there are no faults. */
export const along =
  <A>(course: readonly A[], otherwise: A) =>
  () => {
    const [next, ...rest] = course;
    course = rest;
    return next ?? otherwise;
  };

/** Names the mail that one person gets about one thing: of the customer's mails whatever their address is. */
export const slotOf = ({ kind, version, ticketId, recipient }: MailName) =>
  [ticketId, version, kind, kind === 'notification' ? recipient : ''].join(' ');

/** Returns a mail service that does as it is told, and lists the mails that it takes. */
export const mailerBy = (ofSes: () => string, accepted: string[]): Mailer => ({
  async send(mail) {
    const fate = ofSes();
    if (fate === 'busy') throw unavailable('Too many requests.');
    if (fate === 'refused') throw new MailRefused('MessageRejected');
    if (fate !== 'answer lost') accepted.push(slotOf(mail));
    if (fate !== 'taken') throw new MailInDoubt('The answer is lost.');
    return 'id';
  },
});
