import type { MessageKind } from '#core/ticket/entry.ts';
import type { Priority, Status } from '#core/ticket/ticket.ts';
import type { Sort } from './listing.ts';
import { counted, formatNumber } from './locale.ts';
import type { Filter } from './ticket.ts';

// Every word of the dashboard that loads with the page, by part of the interface. More than 200 lines: it is data. The reports have a catalogue of their own
// (insight/messages.ts), which loads with them. `{name}` in a text is where an element goes (parts/sentence.tsx).

export const product = 'Support desk';
export const offline = 'You’re offline.';
export const loading = 'Loading…';
export const invalidKey = 'This key isn’t valid. Check that it’s complete and hasn’t been revoked.';
export const nameLabel = 'Name';
export const notifications = 'Notifications';
export const cancel = 'Cancel';
export const tryAgain = 'Try again';
export const undo = 'Undo';

export const filterNames: Readonly<Record<Filter, string>> = {
  open: 'Open',
  in_progress: 'In progress',
  snoozed: 'Snoozed',
  closed: 'Closed',
  all: 'All',
  mine: 'Assigned to me',
  unassigned: 'Unassigned',
  today: 'Due today',
  late: 'Late',
};

/** The person whom an open ticket, or one in progress, waits for. */
export const waitingFor: Readonly<Partial<Record<Filter, string>>> = {
  open: 'Waiting for us',
  in_progress: 'Waiting for the customer',
};

export const priorityNames: Readonly<Record<Priority, string>> = { low: 'Low', normal: 'Normal', high: 'High' };

// Sign-in
export const signInTitle = 'Sign in to the support desk';
export const signInKey = 'Agent key';
export const signInNameHint = 'Optional. Your password manager saves the key under this name.';
export const signInRemember = 'Remember on this device';
export const signInSubmit = 'Sign in';
export const signInSubmitting = 'Signing in…';
export const signInUnreachable =
  'Couldn’t reach the desk. Your key is still here. Check your connection and try again.';

// Banner: what’s shown may be old
/** The problem, then what happens or what to do. */
export const bannerTexts = {
  offline: [offline, 'Refreshes automatically once you’re online.'],
  slow: ['The desk is slow to respond.', 'Still trying…'],
  unreachable: ['Couldn’t refresh.', 'Retrying automatically.'],
  refused: ['Your key is no longer valid.', 'Nothing is lost. Sign in again to continue where you left off.'],
} as const;
export const bannerLastUpdated = (time: string) => `Last updated ${time}.`;
export const bannerSignIn = 'Sign in again';
export const bannerRetry = 'Retry now';

// Requests without a proper response
export const connectionNoResponse = 'The desk didn’t respond.';
export const connectionStatus = (status: number) => `The desk returned error ${status}.`;

// Side bar
export const sideBarNavigation = 'Main';
export const sideBarAgent = 'Signed in as this agent';
export const team = 'Team';
export const heldMail = 'Held mail';
export const sideBarShortcuts = 'Shortcuts';
export const sideBarReports = 'Reports';

// Dialogs
export const dialogClose = 'Close';

// Keyboard shortcuts
export const shortcutLabels = {
  next: 'Next ticket',
  previous: 'Previous ticket',
  open: 'Open ticket',
  reply: 'Reply',
  note: 'Write a note',
  markInProgress: 'Mark in progress',
  markOpen: 'Mark open',
  close: 'Close ticket',
  assign: 'Assign',
  assignToMe: 'Assign to me',
  priority: 'Set priority',
  tags: 'Edit tags',
  snooze: 'Snooze',
  merge: 'Merge…',
  mark: 'Select ticket',
  undo,
  search: 'Search',
  palette: 'Find anything',
  help: 'Keyboard shortcuts',
  back: 'Back to list',
  signOut: 'Sign out',
} as const;
export const shortcutsEnabled = 'Enable single-key shortcuts on this device';

// Notification settings; the others load with them (notifications/messages.ts)
export const notificationsSample = {
  title: 'Notifications are on',
  detail: 'New tickets and replies will look like this.',
} as const;

// What customers just wrote
export const newsRegion = 'New tickets and replies';
export const newsOne = (isReply: boolean, email: string) => `${isReply ? 'New reply' : 'New ticket'} from ${email}`;
export const newsWoke = (email: string) => `Snooze over: ticket from ${email}`;
export const newsSeveral = (tickets: number, replies: number) =>
  [tickets && counted(tickets, 'new ticket'), replies && counted(replies, 'new reply', 'new replies')]
    .filter(Boolean)
    .join(', ');
export const newsMore = (count: number) => `${formatNumber(count)} new`;
export const newsRowMark = (isReply: boolean) => (isReply ? 'New reply. ' : 'New. ');
export const newsMessages = (count: number) => counted(count, 'new message');

// Toasts
export const toastReason = (reason: string) => `Reason: ${reason}`;
export const toastGoTo = 'Go to ticket';
export const toastDismiss = 'Dismiss';

// Titles of toasts; the ticket’s subject follows
export const toastReopened = 'Reopened';
/** Done, or not. */
export const toastStatus = {
  open: ['Marked open', 'Couldn’t mark open'],
  in_progress: ['Marked in progress', 'Couldn’t mark in progress'],
  closed: ['Closed', 'Couldn’t close'],
} as const;
export const toastAssigned = (name: string | null) => (name === null ? 'Unassigned' : `Assigned to ${name}`);
export const toastPriority = (priority: Priority) => `Priority: ${priorityNames[priority]}`;
export const toastTags = 'Tags changed';
export const toastWoken = 'No longer snoozed';
export const toastNotChanged = {
  assignee: 'Couldn’t assign',
  priority: 'Couldn’t set the priority',
  tags: 'Couldn’t change the tags',
  snoozedUntil: 'Couldn’t snooze',
} as const;
export const toastNotUndone = 'Couldn’t undo';
export const toastSending = (kind: MessageKind, close: boolean) =>
  `${kind === 'note' ? 'Adding note' : 'Sending reply'}${close ? ' and closing' : ''}…`;
export const toastNotSent = 'Not sent';
export const toastNotResent = 'Couldn’t resend';
export const toastNotResumed = 'Couldn’t resume email';

// Reasons why a ticket’s status didn’t change
export const refusalUnseen = 'This ticket has something new that you haven’t read.';
export const refusalChanged = (status: Status) =>
  `Someone else changed this ticket. It’s now “${filterNames[status]}”.`;
export const refusalField = 'Someone else changed it in the meantime.';
export const refusalMissing = 'This ticket no longer exists.';

// List
export const listLoading = 'Loading tickets…';
export const listSearch = 'Search';
export const listLoadMore = 'Load more';
export const listNotLoaded = 'Couldn’t load more tickets.';
export const listShowTop = 'Back to top';
export const listHighPriority = 'High priority';
export const listAssignedTo = (name: string) => `Assigned to ${name}`;
export const listDraft = 'Draft';
export const listNotDelivered = 'Not delivered';
export const dueIn = (span: string) => `due in ${span}`;
export const late = (span: string) => `${span} late`;
export const snoozedUntil = (until: string) => `Snoozed until ${until}`;
export const snoozeAgain = 'Snooze again';

// Order of the list
export const sortNames: Readonly<Record<Sort, string>> = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  activity: 'Latest activity',
  waiting: 'Waiting longest',
  due: 'Due first',
};
export const sortLabel = 'Sort';
export const sortTitle = (sort: Sort) => `${sortLabel}: ${sortNames[sort]}`;

// Admins without email
export const suppressedAdmins = {
  bounced: (address: string) => `Email to ${address} bounced, so it no longer gets notified of new tickets.`,
  complained: (address: string) => `${address} marked an email as spam, so it no longer gets notified of new tickets.`,
} as const;

export const resumeEmail = 'Resume email';

// Ticket
export const ticketRegion = 'Ticket';
export const ticketLoading = 'Loading ticket…';
export const ticketBack = 'Back';
export const ticketReplyByEmail = 'Reply by email';
export const mailProblems = {
  bounced: 'Email to the customer bounced',
  complained: 'The customer marked an email as spam',
} as const;
export const ticketMissing = 'Ticket not found';
export const ticketMissingText = 'Check that the link is complete.';
export const ticketNone = 'No ticket selected';

// Status
export const statusReopen = 'Reopen';
export const closeTicket = 'Close ticket';

// Assignee, priority and tags
export const nobody = 'Nobody';
export const none = 'None';
export const fieldValue = (field: string, value: string) => `${field}: ${value}`;

// Customer and dates
export const snapshotRegion = 'Customer';
export const snapshotTier = 'Support tier';
export const snapshotCredits = 'Credits purchased';
export const snapshotPriority = 'Priority';
export const snapshotSetBy = (name: string) => `set by ${name}`;
export const snapshotAssignee = 'Assignee';
export const snapshotTags = 'Tags';
export const snapshotNumber = 'Ticket number';
export const snapshotCustomerId = 'Customer ID';
export const snapshotSent = 'Sent';
export const snapshotUpdated = 'Last updated';
export const snapshotClosed = 'Closed';

// The customer’s address
export const contactMoved = 'The customer’s email address is now {email}.';
export const contactRepliesGoThere = 'Replies go there.';
export const contactSuppressed = {
  bounced: 'Email to this address bounced, so no more is sent.',
  complained: 'The customer marked an email as spam, so no more is sent.',
} as const;

// Conversation
export const conversationRegion = 'Conversation';
export const conversationShowEarlier = 'Show earlier messages';
export const conversationNotPrinted = 'Earlier messages weren’t loaded and aren’t printed.';
export const conversationNotLoaded = (reason: string) => `Couldn’t load the conversation: ${reason}`;
export const conversationLabels = { note: 'Internal note', reply: 'Reply' } as const;
export const you = 'You';

// Messages that the desk hasn’t accepted yet
export const outgoingWaiting = 'Sending in a few seconds…';
export const outgoingElsewhere = 'Sending from another tab in a few seconds…';
export const outgoingSending = 'Sending…';
export const outgoingRetrying = (reason: string) => `Not sent yet: ${reason} Retrying automatically.`;
export const outgoingStop = 'Stop retrying';
export const outgoingMayBeSent =
  'This may have been sent. Check the conversation in a moment before you send it again.';
export const outgoingOutdated = 'This ticket changed while you were writing. Read what’s new, then send again.';
export const outgoingFilesLost = (names: readonly string[]) =>
  `${and(names)} ${names.length === 1 ? 'is' : 'are'} no longer available. Attach ${names.length === 1 ? 'it' : 'them'} again.`;
export const outgoingNotSent = (reason: string) => `Not sent: ${reason} Your text is still here.`;

// Delivery of email
export const deliverySending = 'Sending email…';
export const deliveryWaiting = 'Email not sent yet. The desk keeps trying for a day.';
export const deliverySent = 'Emailed';
export const deliveryRemark = (remark: string) => `. The recipient’s server said: ${remark}`;
export const deliveryTroubles = {
  failed: 'Not delivered',
  unknown: 'May not have been sent',
  bounced: 'Not delivered',
  complained: 'Marked as spam by the customer',
  suppressed: 'Not emailed',
} as const;
export const deliveryResend = 'Resend';

// Audit trail; an agent’s name comes before what they did
export const eventResent = 'resent an email';
export const eventClosed = 'closed the ticket';
export const eventReminded = (time: string) => `Reminded the customer: closes ${time}`;
export const eventClosedBy = (days: number) => `Closed after ${days} days without a reply`;
export const eventReopened = (to: Status) => `reopened the ticket: ${filterNames[to]}`;
export const eventChanged = (from: Status, to: Status) =>
  `changed the status from ${filterNames[from]} to ${filterNames[to]}`;
export const eventAssigned = (name: string | null) =>
  name === null ? 'unassigned the ticket' : `assigned the ticket to ${name}`;
export const eventHandedBack = (name: string) => `${name} was deactivated, so the ticket is unassigned`;
export const eventPriority = (to: Priority) => `set the priority to ${to}`;
export const eventSnoozed = (until: string) => `snoozed this until ${until}`;
export const eventUnsnoozed = 'ended the snooze';
export const eventWoke = 'Woke up';
export const eventTags = (added: readonly string[], removed: readonly string[]) =>
  and([
    ...(added.length > 0 ? [`added the ${tags(added)}`] : []),
    ...(removed.length > 0 ? [`removed the ${tags(removed)}`] : []),
  ]);
export const eventMerged = (added: string | undefined, removed: string | undefined) =>
  added ? `merged ${added} into this ticket` : `took ${removed} out of this ticket`;
export const mergedFrom = 'From “{subject}” ({number})';
export const eventMergedInto = (to: string | null, from: string | null) =>
  to ? `merged this ticket into ${to}` : `took this ticket out of ${from}`;
const tags = (names: readonly string[]) => `${names.length === 1 ? 'tag' : 'tags'} ${and(names)}`;
const list = new Intl.ListFormat('en-GB');
export const and = (parts: readonly string[]) => list.format(parts);

// Composer
export const composerForm = 'Write a message';
export const composerModes = 'Message type';
export const composerModeNames = { reply: 'Reply', note: 'Note' } as const;
export const composerFields = { reply: 'Reply to the customer', note: 'Note for agents only' } as const;
export const composerPlaceholders = {
  reply: 'Write a reply, or # for a canned reply',
  note: 'Only agents see this',
} as const;
export const composerNoMail = 'Email isn’t set up, so the customer sees replies on the website only.';
export const composerSend = { reply: 'Send', note: 'Add note' } as const;
export const composerSendAndClose = { reply: 'Send & close', note: 'Add & close' } as const;
export const composerSendKey = (key: string) => `${key} to send`;
export const composerUndoKey = (key: string) => `${key} to undo`;
export const composerEmpty = 'Write something first.';
export const composerTooLong = (surplus: number) => `This is ${counted(surplus, 'character')} too long.`;
export const composerLoading = 'The desk is still loading. Try again in a moment.';

// Canned replies; their other words load with them (canned/messages.ts)
export const cannedTitle = 'Canned replies';

// Copy button
export const copyStates = { idle: 'Copy', copied: 'Copied', failed: 'Couldn’t copy' } as const;
export const copyEmail = 'email';
export const copyCommand = 'command';

// Parts that load later
export const partReports = 'reports';
export const partInvitation = 'the invitation';
export const partTeam = 'the team';
export const partHeldMail = 'held mail';
export const partSettings = 'the settings';
export const partCanned = 'canned replies';
export const partFields = 'the choices';
export const reportsLoading = 'Loading reports…';
export const notLoaded = (part: string) => `Couldn’t load ${part}`;
export const notLoadedOutdated = 'The desk may have been updated.';
export const notLoadedReload = 'Reload page';
