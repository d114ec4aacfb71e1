import type { Arrival } from './arrival.ts';
import type { IncomingMail } from './incoming-mail.ts';
import { judgeSender } from './judge-sender.ts';

type Verdicts = Pick<Arrival, 'verdicts'>;

/** Returns true if the policy of the sender's domain proves that a mail comes from it: the service's verdict, about the sender that agents see. */
export const passesDmarc = (mail: IncomingMail, { verdicts }: Verdicts): boolean =>
  verdicts.dmarc === 'pass' && judgeSender(mail).dmarc === 'pass';

/** Returns true if it is proven that a mail comes from its sender's domain: DMARC passed, or that domain signed it. */
export const isVerified = (mail: IncomingMail, arrival: Verdicts): boolean =>
  passesDmarc(mail, arrival) || judgeSender(mail).dkimAligned;
