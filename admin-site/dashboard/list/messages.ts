// The words of a list without rows, which load with it; those of the rest of the list are in model/messages.ts.

export const byFilter = {
  open: ['No open tickets', 'You’re all caught up. New tickets appear here automatically.'],
  in_progress: ['Nothing in progress', 'Tickets you mark “In progress” appear here.'],
  snoozed: ['Nothing snoozed', 'Tickets you put off until later appear here until then.'],
  closed: ['No closed tickets', 'Tickets you close appear here.'],
  all: ['No tickets', 'New tickets appear here automatically.'],
  mine: [
    'Nothing assigned to you',
    'Tickets you take, and those others assign to you, appear here until they’re closed.',
  ],
  unassigned: ['Nothing unassigned', 'Every ticket that isn’t closed has somebody to look after it.'],
  today: ['Nothing due today', 'Tickets due before midnight appear here, including late ones.'],
  late: ['Nothing is late', 'Tickets appear here when their reply or resolution is overdue.'],
} as const;
export const noTickets = 'No tickets yet';
export const noTicketsText =
  'Customers write to you on the {page}, or in the form on your own site. New tickets appear here automatically.';
export const supportPage = 'support page';
export const tryIt = 'To try it out, send one with a customer’s token:';

// Why the desk doesn’t list what is asked for
export const refusedSort = 'Too many tickets to sort this way';
export const refusedSortText = 'Show the newest first, or choose a view with fewer tickets.';
