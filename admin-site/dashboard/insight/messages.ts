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
  day: 'Day',
  opened: 'Opened',
  closed: 'Closed',
  average: 'Average',
  median: 'Median',
  p90: '90th percentile',
  age: 'Age',
  tier: 'Tier',
  priority: 'Priority',
  subject: 'Subject',
  word: 'Word',
  tickets: 'Tickets',
  notClosed: 'Not closed',
  agent: 'Agent',
  met: 'In time',
  missed: 'Late',
} as const;

export const priorityNames = { high: 'High', normal: 'Normal', low: 'Low' } as const;

export const targetTitles = {
  reply: (by: string) => `First replies by ${by.toLowerCase()}`,
  resolve: (by: string) => `Tickets closed by ${by.toLowerCase()}`,
} as const;
export const targetsNone = 'No targets were met or missed.';
export const unassigned = 'Nobody';
export const medianReply = 'Median time to first reply';

export const openNow = 'Open now';
export const today = 'Today';
export const openedToday = (count: number) => `${count} opened`;
export const closedToday = (count: number) => `${count} closed`;
export const medianTime = 'Median time to close';
export const averageTime = 'Average time to close';
export const oldestOpen = 'Oldest open';
export const noneOpen = 'none is open';

export const withinTarget = (target: number) => `Within target: fewer than ${target}`;
export const overTarget = (target: number) => `Over target: fewer than ${target}`;
export const withinHours = (hours: number) => `Within ${hours} h`;
export const overHours = (hours: number) => `Over ${hours} h`;
export const targetsKey = (names: string) => `Targets ${names}`;

export const daysOrOlder = (days: number) => `${days} days or older`;

export const noneClosed = 'no ticket was closed';
export const flowGist = (days: number, opened: number, closed: number) =>
  `Tickets by day, ${days} days: ${opened} opened, ${closed} closed.`;
export const busiestDay = (day: string, opened: number) => ` Most were opened on ${day}: ${opened}.`;
export const timesGist = (median: string, p90: string) => `median ${median}, 90th percentile ${p90}`;
export const timesWithin = (days: number, figures: string, within: number, withTimes: number, hours: number) =>
  `Time to close by day, ${days} days: ${figures}. On ${within} of ${withTimes} days with closed tickets the median was within ${hours} hours.`;
