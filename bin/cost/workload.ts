import { FUNCTION_MEMORY_MB } from '#lib/function-memory.ts';
import type { Priced } from './prices.ts';
import {
  ALARMS_OF_MAIL,
  COLD_START_MS,
  LOG_BYTES,
  type RequestKind,
  requests,
  TICKET_BYTES,
  WATCHED,
} from './requests.ts';

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
}

/** The amount of everything that has a price. */
export type Usage = Readonly<Record<Priced, number>>;

const POLLS_AN_HOUR = 120;
/** Requests that meet no warm process: assumed. */
const COLD_SHARE = 0.05;
/** A round trip from a function to DynamoDB, in milliseconds: assumed. */
const ROUND_TRIP_MS = 5;
/** From a function to SES: assumed. */
const MAIL_TRIP_MS = 50;
const PROCESSOR_MB = 1769;
const GB = 1e9;
const READ_UNIT_BYTES = 2 * 4096;
/** Nothing has changed, but a poll reads everything all the same, once in two minutes. */
const READ_ANYWAY = 1 / 4;
/** A change has an agent's next poll read everything, and one more if that comes within 15 seconds. */
const READS_A_CHANGE = 1.5;
const CHANGES_A_TICKET = 3;
/** A ticket's item in the views, and its share of the days' counters. */
const VIEW_BYTES = 500;
const ANSWER_BYTES = 1000;
/** A reply and two events, and the key in the customers' index. */
const BESIDE_BYTES = 1000;

/** Returns the bill's assumptions, for the person who reads it. */
export const assumptions = ({ tickets, agents, hours, days, stored, open, mail }: Workload): string[] => [
  `Tickets: ${tickets} a month, each with one access check, one submit, one look at its thread, which is recorded, and at its customer, one reply and one close; ${stored} stored, of ${TICKET_BYTES} bytes; ${open} open at a time.`,
  `Agents: ${agents}, with the dashboard in sight ${hours} hours a day on ${days} days; it requests list and counts twice a minute, and gets a 304 unless a ticket has changed or two minutes have passed.`,
  mail
    ? 'Mail: a confirmation and a reply to the customer of each ticket, and a notification to one admin; two addresses are two mails.'
    : 'Mail: none; --mail adds it.',
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

/** Of what the stream asks for there is no request, and so no gateway. */
const withoutGateway = { gatewayRequest: 0, cdnRequest: 0, cdnGb: 0 };

/** Returns the usage of sending mails, and of the events that cause it: every change is one, and a desk without mail publishes none. */
export function usageOfMail({ tickets, mail }: Pick<Workload, 'tickets' | 'mail'>): Usage {
  const sending = (kind: RequestKind, mails: number): Usage => {
    const seconds = (mails * MAIL_TRIP_MS) / 1000;
    const one = { ...use(kind, tickets), ...withoutGateway, mail: tickets * mails };
    return { ...one, lambdaGbSecond: one.lambdaGbSecond + (tickets * seconds * FUNCTION_MEMORY_MB) / 1024 };
  };
  // By functions that run anyway.
  const owing = (kind: RequestKind): Usage => ({ ...use(kind, tickets * CAUSES), ...withoutGateway, lambdaRequest: 0 });
  const events = {
    ...use('eventOfChange', tickets * CHANGES_A_TICKET),
    ...withoutGateway,
    event: tickets * CHANGES_A_TICKET,
  };
  const kinds = [sending('mailsOfSubmit', 2), sending('mailsOfReply', 1), owing('putDue'), owing('lookAfter')];
  return mail ? sum([events, ...kinds]) : nothing;
}

/** Times that a ticket causes mail: when it is submitted, and when it gets its reply. */
const CAUSES = 2;

/** Returns the usage of agents who look at the dashboard. */
export function usageOfAgents({ tickets, agents, hours, days, open }: Omit<Workload, 'stored' | 'mail'>): Usage {
  const polls = agents * hours * days * POLLS_AN_HOUR;
  const changed = agents * tickets * CHANGES_A_TICKET * READS_A_CHANGE;
  const read = Math.min(polls, polls * READ_ANYWAY + changed);
  return sum([
    use('unchangedList', polls - read),
    use('unchangedCounts', polls - read),
    use('list', read, {
      readUnits: Math.max(0.5, (open * TICKET_BYTES) / READ_UNIT_BYTES),
      bytes: open * TICKET_BYTES,
    }),
    use('counts', read),
  ]);
}

/** Once in five minutes, in the longest months. */
const SWEEPS_A_MONTH = 31 * 24 * 12;

/** Returns the usage of an idle desk: storage of the tickets and their items, in the table, its index and the views, the sweeper, and monitoring. */
export function usageOfPresence({ stored, mail }: Pick<Workload, 'stored' | 'mail'>): Usage {
  const gigabytes = (stored * (2 * TICKET_BYTES + BESIDE_BYTES)) / GB;
  const storedGb = gigabytes + (stored * VIEW_BYTES) / GB;
  const alarm = WATCHED.alarm + (mail ? ALARMS_OF_MAIL : 0);
  const sweeper = { ...use('runDue', SWEEPS_A_MONTH), ...withoutGateway };
  return { ...sweeper, storedGb, recoverableGb: gigabytes, ...WATCHED, alarm };
}

interface More {
  readonly readUnits?: number;
  readonly bytes?: number;
}

function use(kind: RequestKind, count: number, more: More = {}): Usage {
  const { readUnits, writeUnits, rounds, milliseconds } = requests[kind];
  const own = (milliseconds + COLD_SHARE * COLD_START_MS) * (PROCESSOR_MB / FUNCTION_MEMORY_MB);
  const seconds = Math.ceil(own + rounds * ROUND_TRIP_MS) / 1000;
  return {
    ...nothing,
    gatewayRequest: count,
    cdnRequest: count,
    lambdaRequest: count,
    lambdaGbSecond: (count * seconds * FUNCTION_MEMORY_MB) / 1024,
    readUnit: count * (readUnits + (more.readUnits ?? 0)),
    writeUnit: count * writeUnits,
    cdnGb: (count * (ANSWER_BYTES + (more.bytes ?? 0))) / GB,
    logGb: (count * LOG_BYTES) / GB,
  };
}

const nothing: Usage = {
  gatewayRequest: 0,
  lambdaRequest: 0,
  lambdaGbSecond: 0,
  writeUnit: 0,
  readUnit: 0,
  storedGb: 0,
  recoverableGb: 0,
  cdnRequest: 0,
  cdnGb: 0,
  logGb: 0,
  mail: 0,
  event: 0,
  alarm: 0,
  metric: 0,
  dashboard: 0,
};

/** All of it together. */
export function sum(usages: readonly Usage[]): Usage {
  const total = Object.keys(nothing).map((name) => [
    name,
    usages.reduce((all, usage) => all + usage[name as Priced], 0),
  ]);
  return Object.fromEntries(total) as Usage;
}
