/*
 * The catalogue of everything that customers read in `<support-form>` and `<support-tickets>`, one constant per view, so that a bundle carries only the
 * views it has. The support page's own heading and introduction are in support.html. Reasons that the desk returns are shown as received.
 */

const count = (number: number): string => number.toLocaleString('en');

/** Notices that explain why an element isn't ready or a message isn't sent: titles, texts and buttons. */
export const noticeText = {
  connection: 'Can’t connect to support',
  busy: 'Support is busy',
  unavailable: 'Support is temporarily unavailable',
  messageIsSentLater: 'Your message is saved. We’ll send it as soon as we can connect.',
  tryNow: 'Try now',
  tryAgain: 'Try again',
  retrying: (seconds: number) => `Trying again in ${seconds} s.`,

  signInFirst: 'Please sign in first',
  signInAgain: 'Please sign in again',
  sessionExpired: 'Your session has expired, but anything you wrote here is saved. Sign in on our website to continue.',
  signInToSend: 'We couldn’t confirm your sign-in, but your message is saved. Sign in on our website, then send it.',
  tokenRefused: 'We couldn’t confirm your sign-in',
  tokenRefusedHelp: 'Please sign in on our website again. If that doesn’t help, the problem is on our side.',

  sentBefore: 'We already have an earlier version of this message',
  sentBeforeHelp: 'It arrived before you made your changes. If they matter, send this version, too.',
  refused: 'We couldn’t accept this',
  refusedHelp: 'Nothing was sent. Please try again later.',
} as const;

/** The form in which a customer writes to support. */
export const formText = {
  signInFirst: 'We need to know who’s writing. Sign in on our website, then open support from there.',
  opensLater: 'The form will open as soon as we can connect.',
  name: 'Contact support',
  subject: 'Subject',
  message: 'Message',
  send: 'Send message',
  sending: 'Sending…',
  edit: 'Edit message',
  announceSending: 'Sending your message…',
  length: (length: number, limit: number) => `${count(length)} / ${count(limit)}`,
  /** Mistakes continue the label of their field, as the desk's own do. */
  mistake: (label: string, mistake: string) => `${label} ${mistake}.`,
  empty: 'is empty',
  tooLong: (limit: number) => `is longer than ${count(limit)} characters`,
  /** The words before and after the customer's address. */
  repliesByEmail: ['We’ll reply to ', ''],
  writingFromPage: ['You’re writing as ', '. We’ll reply on this page.'],
  writingFromElsewhere: ['You’re writing as ', '. We’ll reply on our website.'],
  noEmailOnPage: ['We can’t email ', '. We’ll reply on this page.'],
  noEmailElsewhere: ['We can’t email ', '. We’ll reply on our website.'],
} as const;

/** The confirmation that a message was received. */
export const receiptText = {
  heading: 'We’ve received your message',
  repliesByEmail: 'Thank you. We’ll reply by email.',
  repliesOnPage: 'Thank you. We’ll reply on this page, under “Your tickets”.',
  repliesElsewhere: 'Thank you. We’ll reply on our website.',
  noEmailOnPage: (email: string) =>
    `Thank you. We can’t email ${email}, so we’ll reply on this page, under “Your tickets”.`,
  noEmailElsewhere: (email: string) => `Thank you. We can’t email ${email}, so we’ll reply on our website.`,
  ticket: 'Ticket number',
  replyTo: 'We’ll reply to',
  from: 'From',
  supportLevel: 'Support level',
  ticketId: 'Ticket ID',
  another: 'Send another message',
} as const;

/** The notice for customers without credits. */
export const pricingText = {
  title: 'You need credits to contact us',
  pricing: 'See pricing',
  stay: 'Stay here',
  leaving: (seconds: number) => `Taking you to our pricing page in ${seconds} s.`,
} as const;

/** The list of the customer's tickets. */
export const listText = {
  signInFirst: 'We need to know whose tickets to show. Sign in on our website, then open support from there.',
  appearLater: 'Your tickets will appear as soon as we can connect.',
  heading: 'Your tickets',
  empty: 'You haven’t contacted us yet.',
  earlier: 'Show earlier tickets',
  notFound: 'We couldn’t find this ticket',
  notFoundHelp: 'It may belong to another account, or the link may be incomplete.',
  status: {
    open: 'Waiting for our reply',
    in_progress: 'Waiting for your reply',
    closed: 'Closed',
  },
} as const;

/** One ticket with its messages, and the field for a reply. */
export const ticketText = {
  back: 'Your tickets',
  earlier: 'Show earlier messages',
  earlierNotPrinted: 'Earlier messages weren’t loaded and aren’t printed.',
  you: 'You',
  support: 'Support',
  reply: 'Your reply',
  reopens: 'This ticket is closed. Your reply will reopen it.',
  send: 'Send reply',
  sending: 'Sending…',
  edit: 'Edit',
  empty: 'Please write a reply first.',
  tooLong: (excess: number) => `Your reply is ${count(excess)} ${excess === 1 ? 'character' : 'characters'} too long.`,
  announceSending: 'Sending your reply…',
  announceSent: 'Reply sent.',
  announceReply: (reply: string) => `New reply from support: ${reply}`,
} as const;

/** The support page's link back to the website. */
export const pageText = {
  backTo: (host: string) => `Back to ${host}`,
} as const;
