// The words of the reports, which load with them; those of the rest of the dashboard are in model/messages.ts.

export const heading = 'Reports';
export const periodsLabel = 'Days';
export const periodName = (days: number) => `${days} days`;
export const asOf = (time: string) => `As of ${time}. Days are in UTC.`;
export const waiting = 'Reports appear here as soon as the desk responds.';
export const loading = 'Loading reports…';
export const showAsTable = 'Show as table';

export const emptyTitle = 'No tickets yet';
export const emptyText = 'Charts appear after your first ticket.';

export const lastDays = (days: number) => `the last ${days} days`;

export const flowTitle = 'Opened and closed by day';
export const flowNone = (period: string) => `No tickets were opened or closed in ${period}.`;
export const timesTitle = 'Time to close by day';
export const timesNone = (period: string) => `No tickets were closed in ${period}.`;
export const backlogTitle = 'Age of unresolved tickets';
export const backlogNone = 'All tickets are closed.';
export const tiersTitle = 'Support tiers';
export const prioritiesTitle = 'Priorities';
export const subjectsTitle = 'Common subjects';
export const subjectsNone = (period: string) => `No subject came up twice in ${period}.`;
export const wordsTitle = 'Common words in subjects';
export const wordsNone = (period: string) => `No word stands out in ${period}.`;

export const columns = {
  age: 'Age',
  tier: 'Tier',
  priority: 'Priority',
  subject: 'Subject',
  word: 'Word',
  tickets: 'Tickets',
  notClosed: 'Not closed',
} as const;
