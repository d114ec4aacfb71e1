import type { Customer } from '#site/customer/answer.ts';
import { formText, receiptText } from '#site/customer/messages.ts';

type Writer = Pick<Customer, 'email' | 'mail'>;

/** Returns true if the form's page also shows the customer's tickets. */
export const ticketsAreHere = (): boolean => document.querySelector('support-tickets') !== null;

/** Returns the words around the customer's address that say who is writing and where we'll reply; `here` if that is on this page. */
export function whoIsWriting({ mail }: Writer, here: boolean): readonly [before: string, after: string] {
  if (mail) return formText.repliesByEmail;
  if (mail === false) return here ? formText.noEmailOnPage : formText.noEmailElsewhere;
  return here ? formText.writingFromPage : formText.writingFromElsewhere;
}

/** Returns the thanks for a message, with the place of our reply; `here` if that is this page. */
export function thanks({ email, mail }: Writer, here: boolean): string {
  if (mail) return receiptText.repliesByEmail;
  if (mail === false) return (here ? receiptText.noEmailOnPage : receiptText.noEmailElsewhere)(email);
  return here ? receiptText.repliesOnPage : receiptText.repliesElsewhere;
}
