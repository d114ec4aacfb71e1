import { FUNCTION_MEMORY_MB } from '#lib/function-memory.ts';
import { ALARMS_OF_MAIL, ROW_BYTES, TICKET_BYTES, WATCHED, WORDS } from './requests.ts';
import {
  COLD_SHARE,
  GB,
  nothing,
  onTop,
  owed,
  published,
  ROUND_TRIP_MS,
  sending,
  sum,
  type Usage,
  use,
  withoutGateway,
} from './usage.ts';
import { assumptionsOfFiles, storedBytes } from './usage-of-files.ts';

/** A month at a desk. */
export interface Workload {
  readonly tickets: number;
  readonly agents: number;
  /** For which the dashboard is in sight, a day, and on how many days. */
  readonly hours: number;
  readonly days: number;
  /** Tickets stored at the end of the month, old ones included. */
  readonly stored: number;
  /** Tickets that are open at a time: what a poll reads. */
  readonly open: number;
  /** True if the desk sends mail: to the customer, and to one admin. */
  readonly mail: boolean;
  /** True if it receives mail, too. */
  readonly inbound: boolean;
  /** True if tickets and replies have files. */
  readonly files: boolean;
}

const POLLS_AN_HOUR = 120;
const READ_UNIT_BYTES = 2 * 4096;
/** Nothing has changed, but a poll reads everything all the same, once in two minutes. */
const READ_ANYWAY = 1 / 4;
/** A change has an agent's next poll read everything, and one more if that comes within 15 seconds. */
const READS_A_CHANGE = 1.5;
const CHANGES_A_TICKET = 3;
/** A ticket's item in the views, and its share of the days' counters. */
const VIEW_BYTES = 700;
/** A ticket's places in lists: a hundred or so, of 100 bytes, and as many for what DynamoDB adds to each item. */
const INDEX_BYTES = 2 * WORDS.once * 200;
/** A reply and two events, and the key in the customers' index. */
const BESIDE_BYTES = 1000;

/** Returns the bill's assumptions, for the person who reads it. */
export const assumptions = ({ tickets, agents, hours, days, stored, open, ...more }: Workload): string[] => [
  `Tickets: ${tickets} a month, each with one access check, one submit, one look at its thread, which is recorded, and at its customer, one reply and one close; ${stored} stored, of ${TICKET_BYTES} bytes; ${open} open at a time.`,
  `Agents: ${agents}, with the dashboard in sight ${hours} hours a day on ${days} days; it requests list and counts twice a minute, and gets a 304 unless a ticket has changed or two minutes have passed, and saved views, of which there are none, once in two minutes.`,
  more.mail
    ? 'Mail: a confirmation and a reply to the customer of each ticket, and a notification to one admin; two addresses are two mails.'
    : 'Mail: none; --mail adds it.',
  ...assumptionsOfFiles(more),
  `Search: an index of ${WORDS.once} different words of each ticket, and as many more of its reply.`,
  `Units of DynamoDB are counted, index writes, the views and a run of the sweeper every five minutes included.`,
  `A request takes what it was measured to take, on ${FUNCTION_MEMORY_MB} MB of memory, and ${ROUND_TRIP_MS} ms for each round trip to DynamoDB; ${COLD_SHARE * 100} % are cold starts.`,
];

/** Returns the usage of a month's tickets by themselves. */
export function usageOfTickets({ tickets }: Pick<Workload, 'tickets'>): Usage {
  const kinds = ['access', 'submit', 'thread', 'customer', 'markRead', 'reply', 'close'] as const;
  return sum(kinds.map((kind) => use(kind, tickets)));
}

/** Returns the usage of keeping their views up to date, each change by itself. */
export function usageOfViews({ tickets, agents }: Pick<Workload, 'tickets' | 'agents'>): Usage {
  // By default the agents of a team are assigned what they reply to.
  const assigned = agents > 1 ? (['viewsOfAssignment'] as const) : [];
  const kinds = ['viewsOfSubmit', 'viewsOfReply', 'viewsOfClose', ...assigned] as const;
  const all = sum(kinds.map((kind) => use(kind, tickets)));
  return { ...all, ...withoutGateway };
}

/** Returns the usage of the index of search, on top of the views. */
export function usageOfIndex({ tickets, agents }: Pick<Workload, 'tickets' | 'agents'>): Usage {
  const assigned = agents > 1 ? (['indexOfAssignment'] as const) : [];
  const kinds = ['indexOfSubmit', 'indexOfReply', 'indexOfClose', ...assigned] as const;
  return sum(kinds.map((kind) => onTop(kind, tickets)));
}

/** Returns the usage of sending mails, and of the events that cause it: every change is one, and a desk without mail publishes none. */
export function usageOfMail({ tickets, mail }: Pick<Workload, 'tickets' | 'mail'>): Usage {
  if (!mail) return nothing;
  return sum([
    published(tickets * CHANGES_A_TICKET),
    sending('mailsOfSubmit', tickets, 2),
    sending('mailsOfReply', tickets, 1),
    owed(tickets * CAUSES),
  ]);
}

/** Times that a ticket causes mail: when it is submitted, and when it gets its reply. */
const CAUSES = 2;

/** Returns the usage of agents who look at the dashboard. */
export function usageOfAgents({
  tickets,
  agents,
  hours,
  days,
  open,
}: Omit<Workload, 'stored' | 'mail' | 'inbound' | 'files'>): Usage {
  const polls = agents * hours * days * POLLS_AN_HOUR;
  const changed = agents * tickets * CHANGES_A_TICKET * READS_A_CHANGE;
  const read = Math.min(polls, polls * READ_ANYWAY + changed);
  return sum([
    use('unchangedList', polls - read),
    use('unchangedCounts', polls - read),
    use('list', read, {
      readUnits: Math.max(0.5, (open * TICKET_BYTES) / READ_UNIT_BYTES),
      bytes: open * ROW_BYTES,
    }),
    use('counts', read),
    use('savedViews', polls * READ_ANYWAY),
  ]);
}

/** Once in five minutes, in the longest months. */
const SWEEPS_A_MONTH = 31 * 24 * 12;

/** Returns the usage of an idle desk: storage of the tickets and their items, in the table, its index and the views, the sweeper, and monitoring. */
export function usageOfPresence({ stored, ...more }: Pick<Workload, 'stored' | 'mail' | 'inbound' | 'files'>): Usage {
  const gigabytes = (stored * (2 * TICKET_BYTES + BESIDE_BYTES)) / GB;
  const storedGb = gigabytes + (stored * (VIEW_BYTES + INDEX_BYTES)) / GB;
  const alarm = WATCHED.alarm + (more.mail ? ALARMS_OF_MAIL : 0);
  const sweeper = { ...use('runDue', SWEEPS_A_MONTH), ...withoutGateway };
  const fileGb = (stored * storedBytes(more)) / GB;
  return { ...sweeper, storedGb, recoverableGb: gigabytes, fileGb, ...WATCHED, alarm };
}
