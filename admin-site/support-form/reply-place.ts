import type { Customer } from '#site/customer/answer.ts';

type Writer = Pick<Customer, 'email' | 'mail'>;

/** Returns whether the page that the form is on shows the customer's tickets, too. */
export const ticketsAreHere = (): boolean => document.querySelector('support-tickets') !== null;

/** Says who is writing and where our reply will be, before and after the address. */
export function whoIsWriting({ mail }: Writer, here: boolean): [before: string, after: string] {
  if (mail) return ['We reply to ', ''];
  return [
    mail === false ? 'We can’t email ' : 'You’re writing as ',
    `. We reply on ${here ? 'this page' : 'the website'}.`,
  ];
}

/** Thanks for a message, and says where our reply will be. */
export function thanks({ email, mail }: Writer, here: boolean): string {
  if (mail) return 'Thank you. We’ll reply by email.';
  const place = here ? 'on this page, under “Your tickets”' : 'on the website';
  return `Thank you. ${mail === false ? `We can’t email ${email}, so we’ll` : 'We’ll'} reply ${place}.`;
}
