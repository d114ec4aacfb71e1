/*
 * The catalogue of the words of all mails, mail by mail, and of the reasons why a mail wasn't sent, which agents read next to it. What is around the words
 * (links, quotes, facts) is in mails-of.ts.
 */

/** The mail that confirms a new ticket to its customer. */
export const confirmationText = {
  greeting: (name: string | null) => (name ? `Hi ${name},` : 'Hi,'),
  received: (when: string) => `We’ve received your message and we’ll reply ${when}.`,
  /** Unless the ticket's tier has a response time. */
  soon: 'as soon as we can',
  within: (timeSpan: string) => `within ${timeSpan}`,
  oneHour: 'one hour',
  hours: (hours: number) => `${hours} hours`,
  days: (days: number) => `${days} days`,
  thanks: (received: string, ticketNumber: string) =>
    `Thank you for getting in touch. ${received} Your ticket number is ${ticketNumber}.`,
  youWrote: 'You wrote:',
  attached: (files: string) => `Attached: ${files}`,
  justReply: 'Anything to add? Just reply to this email.',
  addByMail: 'Anything to add? Reply to this email or on our website.',
  addOnWebsite: 'Anything to add? Please reply on our website instead of by email.',
  view: 'View or update your ticket',
} as const;

/** The mail that brings an agent's reply to the customer. */
export const replyText = {
  justReply: 'Just reply to this email to answer.',
  replyByMail: 'You can reply to this email or on our website.',
  replyOnWebsite: 'Please reply on our website instead of by email.',
  /** Above the names of files that the mail can't carry; each is a link to the conversation. */
  notAttached: 'These files couldn’t be attached to this email. Download them from the conversation:',
  view: 'View the conversation',
  about: (ticketNumber: string, subject: string) => `Ticket ${ticketNumber}: ${subject}`,
} as const;

/** The mail that reminds a customer that their ticket will be closed. */
export const reminderText = {
  closes: (ticketNumber: string, subject: string, days: number) =>
    `We haven’t heard from you about ticket ${ticketNumber} (${subject}), so we’ll close it ${days === 1 ? 'in one day' : `in ${days} days`}.`,
  justReply: 'If you still need help, just reply to this email, and it stays open.',
  replyOnWebsite: 'If you still need help, reply on our website instead of by email, and it stays open.',
} as const;

/** The line in the desk's mails above which agents reply. Everything below it in a reply is the desk's. */
export const REPLY_MARKER = '–– Reply above this line ––';

/** The mail that notifies an admin of a new ticket, or of a customer's reply. */
export const notificationText = {
  subject: (ticketNumber: string, subject: string) => `New ticket ${ticketNumber}: ${subject}`,
  replySubject: (ticketNumber: string, subject: string) => `Re: New ticket ${ticketNumber}: ${subject}`,
  newTicket: 'New ticket:',
  customerReplied: 'A customer replied:',
  ticket: 'Ticket',
  from: 'From',
  forwarded: (address: string, customer: string) => `${address}, forwarded by ${customer}`,
  notVerified: (sender: string) => `${sender} (sender not verified)`,
  tier: 'Tier',
  credits: 'Credits',
  files: 'Files',
  view: 'Reply in the dashboard',
  howToReply:
    'Or reply to this email: what you write above the line at the top is sent to the customer. Begin with /note to leave a note instead, or with /close to close the ticket as well.',
} as const;

/** The mail that tells an agent that their reply by mail wasn't sent to the customer. */
export const unsentText = {
  subject: (ticketNumber: string, subject: string) => `Not sent: your reply to ticket ${ticketNumber}: ${subject}`,
  notSent: (ticketNumber: string) => `Your reply to ticket ${ticketNumber} wasn’t sent to the customer.`,
  reasons: {
    no_marker: 'The line “Reply above this line” is missing, so it isn’t certain what you wrote.',
    unclear: 'It isn’t certain which part of the email you wrote.',
    too_long: 'It is longer than a message may be.',
    overtaken: 'Somebody wrote or changed something after the email that you replied to.',
    held: 'It was held, as it may not have come from you. A colleague has put it on the ticket.',
  },
  readFirst: 'Only a note can be added by replying to this email: begin it with /note.',
  kept: 'It is kept on the ticket: open it, check the text, and send it from there.',
  youWrote: 'You wrote:',
  view: 'Open the ticket',
} as const;

/** The mail that tells somebody whose mail can't become a ticket where to write instead. */
export const pointerText = {
  subject: (subject: string) => (subject === '' ? 'Your email' : `Re: ${subject}`),
  thanks: 'Thank you for your email.',
  writeThere:
    'We can only be sure to answer messages that reach us through our website. Please sign in there with your account and write to us.',
  open: 'Write to us',
} as const;

/** A file in a list: its name, and its size in bytes. */
export const namedFile = (name: string, size: number): string => `${name} (${sizeOf(size)})`;

const KB = 1000;
const MB = 1_000_000;

function sizeOf(bytes: number): string {
  if (bytes < KB) return `${bytes}\u00a0${bytes === 1 ? 'byte' : 'bytes'}`;
  const [unit, name] = bytes < MB ? [KB, 'kB'] : [MB, 'MB'];
  return `${Math.max(1, Math.round(bytes / unit))}\u00a0${name}`;
}

/** Reasons why a mail wasn't sent, or may not have been. */
export const deliveryText = {
  notReached: 'Couldn’t reach the mail service.',
  filesNotRead: 'Couldn’t read the files of the message.',
  gaveUp: 'The email couldn’t be sent for a day.',
  inDoubt: 'The mail service didn’t confirm that it accepted the email.',
  unmailable: 'Amazon SES can’t send to this address. The customer can read everything on your website.',
  bounced: 'An earlier email to this address bounced.',
  complained: 'The owner of this address marked an earlier email as spam.',
} as const;
