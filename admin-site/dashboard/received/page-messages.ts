import type { HeldReason } from '#core/inbound/held-mail.ts';
import { counted } from '#dashboard/model/locale.ts';

// The page of held mail
export const hint = 'Email that the desk couldn’t assign to a ticket by itself. Accept it, or it’s deleted in the end.';
export const none = 'No held mail';
export const noneText = 'Email that the desk can’t assign to a ticket by itself waits here for you.';
export const notLoaded = (reason: string) => `Couldn’t load held mail: ${reason}`;
export const showNew = (count: number) => `Show ${counted(count, 'new email')}`;
export const noSubject = 'No subject';
export const noSender = 'Unknown sender';
export const deletedOn = (date: string) => `Deleted on ${date}`;
export const showMessage = 'Show message';
export const reasons: Readonly<Record<HeldReason, string>> = {
  automatic: 'It’s an automatic email that replies to no ticket.',
  blocked: 'Its sender is blocked.',
  empty: 'It has no text and no attachments.',
  forged_address: 'It was sent to a reply address that this desk never gave out.',
  new_tickets_off: 'It replies to no ticket, and this desk opens no tickets by email.',
  expired_address: 'The address that it was sent to has expired, or never existed.',
  not_the_agent: 'It was sent to an agent’s reply address, but not from that agent’s email address.',
  not_a_customer: 'Its sender isn’t a customer who has bought credits.',
  spam: 'The mail service thinks it’s spam.',
  too_many: 'Its sender wrote too many emails within an hour.',
  unknown_ticket: 'It replies to a ticket that doesn’t exist.',
  unreadable: 'The desk couldn’t read it.',
  unverified_sender: 'Nothing proves that it comes from the address it names.',
  virus: 'The mail service found a virus in it.',
};

// Actions
export const accept = 'Accept…';
export const acceptTo = (number: string) => `Accept to ${number}`;
export const acceptElsewhere = 'Accept elsewhere…';
export const deleteMail = 'Delete';
export const block = 'Block sender';
export const unblock = 'Unblock sender';
export const withKey = (label: string, key: string) => `${label} (${key})`;

// Accepting
export const ticketField = 'Ticket number or ID';
export const addToTicket = 'Add to ticket';
export const asNewTicket = 'Make a new ticket';
export const ticketMissing = 'Enter a ticket number or ID.';
export const ticketNotLoaded = 'No loaded ticket has this number. Enter the whole ID, or paste the ticket’s link.';
export const noTicket = 'There’s no ticket with this ID.';
export const ticketMistake = (detail: string) => `The ticket ID ${detail}.`;
export const accepting = 'Accepting…';
export const notAccepted = (reason: string) => `Couldn’t accept: ${reason}`;
export const maybeDone = 'The desk didn’t respond. Try again: nothing is done twice.';
export const gone = 'Someone else dealt with it, or it has expired.';

// Toasts, of which the subject follows the title
export const toastDeleted = 'Deleted';
export const toastNotDeleted = 'Couldn’t delete';
export const toastNotAccepted = 'Couldn’t accept';
export const notBlocked = (reason: string) => `Couldn’t block the sender: ${reason}`;
export const notUnblocked = (reason: string) => `Couldn’t unblock the sender: ${reason}`;
