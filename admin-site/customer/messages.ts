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
  files: (count: number) => (count === 1 ? 'File' : 'Files'),
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

/** The search in the customer's tickets. */
export const searchText = {
  label: 'Search your tickets',
  searching: 'Searching…',
  /** Mistakes continue the sentence, as the desk's own do. */
  mistake: (mistake: string) => `Your search ${mistake}.`,
  found: (number: number) => `${count(number)} ${number === 1 ? 'ticket' : 'tickets'} found.`,
  foundSoFar: (number: number) => `${count(number)} ${number === 1 ? 'ticket' : 'tickets'} found so far.`,
  /** The words before and after what was searched for. */
  none: ['No tickets match “', '”.'],
  noneSoFar: ['None of your latest tickets match “', '”.'],
  clear: 'Clear search',
  more: 'Show more',
  earlier: 'Search earlier tickets',
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
  closes: (time: string) => `We’ll close this ticket on ${time} unless you reply.`,
  send: 'Send reply',
  sending: 'Sending…',
  edit: 'Edit',
  empty: 'Please write a reply first.',
  tooLong: (excess: number) => `Your reply is ${count(excess)} ${excess === 1 ? 'character' : 'characters'} too long.`,
  announceSending: 'Sending your reply…',
  announceSent: 'Reply sent.',
  announceReply: (reply: string) => `New reply from support: ${reply}`,
} as const;

// A constant of its own: a catalogue that reads another one would be in every bundle.
const unfinished = 'Your files are still uploading. Wait until they’re done, or remove them, then send your message.';

/** The field for a message's files. */
export const filesText = {
  attach: 'Attach files',
  unfinished,
  unavailable: 'We can’t take files right now. Try again later, or send your message without them.',
} as const;

/** The files of a message that is being written. The reasons of failures are under the names that admin-site/files has for them. */
export const uploadText = {
  unfinished,
  failed: 'Some files couldn’t be attached, so your message wasn’t sent. Try again, or remove them.',
  progress: (name: string) => `Uploading ${name}`,
  announceDone: (name: string) => `${name} is attached.`,
  announceFailed: (name: string, reason: string) => `${name}: ${reason}`,
  retry: 'Try again',
  retryOf: (name: string) => `Try again: ${name}`,
  remove: 'Remove',
  removeOf: (name: string) => `Remove ${name}`,
  cancel: 'Cancel',
  cancelOf: (name: string) => `Cancel ${name}`,
  connection: 'We couldn’t upload this file. Check your connection and try again, or send your message without it.',
  refused: 'We can’t accept this file.',
  expired: 'This file is no longer attached. Please attach it again.',
  upload_again: 'This file is no longer attached. Please upload it again.',
  unreadable: 'This file can’t be read. It may have been moved or changed, or it’s a folder.',
  empty: 'This file is empty.',
  too_large: 'This file is larger than 25 MB.',
  too_many: 'A message can have up to 10 files.',
} as const;

/** The files of a message. */
export const fileText = {
  download: (name: string, size: string) => `Download ${name}, ${size}`,
  notLoaded: 'We couldn’t load this file. Please try again.',
} as const;

/** An image, shown large. */
export const viewerText = {
  position: (number: number, all: number) => `${number} of ${all}`,
  previous: 'Previous',
  next: 'Next',
  close: 'Close',
  open: 'Open in a new tab',
  loading: 'Loading…',
  notLoaded: 'We couldn’t load this image. Please try again.',
  notShown: 'We can’t show this image here. Open it in a new tab.',
} as const;

/** The support page's link back to the website. */
export const pageText = {
  backTo: (host: string) => `Back to ${host}`,
} as const;
