import { addressHash, mailableAddress } from '#core/mail/address.ts';
import { asHtml, asText } from '#core/mail/layout.ts';
import type { Shop } from '#core/mail/mail.ts';
import { pointerText } from '#core/mail/messages.ts';
import type { Mailer, MailLedger } from '#core/mail/ports.ts';
import { baseSubject } from '#core/mail/subject.ts';
import type { Arrival } from './arrival.ts';
import { heldMailId } from './held-mail.ts';
import type { IncomingMail } from './incoming-mail.ts';

/** The ports that pointing somebody to the website needs. */
export interface PointingWorld {
  readonly pointers: Pointers;
  readonly ledger: Pick<MailLedger, 'markOf'>;
  readonly mailer: Mailer;
  readonly shop: Pick<Shop, 'name' | 'signature' | 'supportPageUrl'>;
  /** Called with the id of a mail whose sender couldn't be told, and why. */
  readonly notPointed: (mailId: string, error: unknown) => void;
}

/** Remembers who was pointed to the website. Throws `DeskError('unavailable')` if the store doesn't respond in time. */
export interface Pointers {
  /** Returns true the first time that it is called for an address on a day (UTC, YYYY-MM-DD). */
  first(address: string, day: string): Promise<boolean>;
}

/** Names of mailboxes that nobody reads, or only a server. */
const NOBODY = /^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon|postmaster|bounces?)\b/;

const DAY_DIGITS = '2026-11-24'.length;

/**
 * Tells somebody who is proven to have written, but whose mail can't become a ticket, where to write instead: once a day at most, whatever happens to that mail.
 * Nothing is sent to mailing lists, servers, and addresses that get no mail. Throws `unavailable`, and `MailRefused` and `MailInDoubt` of the mailer.
 */
export async function pointToPage(
  world: Omit<PointingWorld, 'notPointed'>,
  arrival: Arrival,
  mail: IncomingMail,
): Promise<void> {
  const to = mailableAddress(mail.from?.address ?? '');
  if (to === undefined || mail.lists || NOBODY.test(to)) return;
  if (await world.ledger.markOf(to)) return;
  if (!(await world.pointers.first(to, arrival.receivedAt.slice(0, DAY_DIGITS)))) return;
  const { name, signature, supportPageUrl } = world.shop;
  const letter = {
    preview: pointerText.writeThere,
    blocks: [
      { paragraph: pointerText.thanks },
      { paragraph: pointerText.writeThere },
      { link: supportPageUrl, label: pointerText.open },
      { signature: signature ?? name },
    ],
  };
  await world.mailer.send({
    kind: 'pointer',
    ticketId: heldMailId(arrival),
    version: 1,
    recipient: addressHash(to),
    to,
    subject: pointerText.subject(baseSubject(mail)),
    text: asText(letter),
    html: asHtml(name, letter),
    automatic: true,
  });
}
