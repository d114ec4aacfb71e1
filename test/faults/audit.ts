import type { Exchange } from './exchanges.ts';
import type { Item } from './faulty-desk.ts';

/** A ticket as it is stored, and its entries in their order: the n-th made version n + 1 of it. */
interface Stored {
  readonly ticket: Item;
  readonly entries: readonly Made[];
}

/** What made a version: who, when, and the status before and after. */
interface Made {
  readonly version: number;
  readonly agent: string;
  readonly at: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** Milliseconds in which every request is answered. */
const PATIENCE_MS = 8000;

/** What the answers promised and the tables do not hold, in sentences; nothing if all is well. */
export function audit(exchanges: readonly Exchange[], items: readonly Item[]): string[] {
  const stored = byTicket(items);
  return [
    ...exchanges.flatMap(manners),
    ...submissions(exchanges, [...stored.values()]),
    ...[...stored.values()].flatMap(oneHistory),
    ...changes(exchanges, stored),
  ];
}

function byTicket(items: readonly Item[]): Map<unknown, Stored> {
  const isTicket = ({ entry }: Item) => entry === 'ticket';
  const entries = Map.groupBy(
    items.filter((item) => !isTicket(item)),
    ({ id }) => id,
  );
  const inOrder = (id: unknown) => (entries.get(id) ?? []).map(toMade).toSorted((a, b) => a.version - b.version);
  return new Map(items.filter(isTicket).map((ticket) => [ticket.id, { ticket, entries: inOrder(ticket.id) }]));
}

/** Nothing but changes of status is asked for: an entry of another kind has no status before and after. */
function toMade({ version, agent, created_at, changes }: Item): Made {
  const [change, ...more] = Array.isArray(changes) ? changes : [];
  const { from, to } = more.length === 0 && change?.field === 'status' ? change : {};
  return { version: Number(version), agent: String(agent), at: String(created_at), from, to };
}

/** A request is answered in time, with success, a conflict, or a problem that says when to try again. */
function manners({ name, status, headers, body, startedAt, endedAt }: Exchange): string[] {
  const milliseconds = Date.parse(endedAt) - Date.parse(startedAt);
  const type = status === 200 ? 'application/json' : 'application/problem+json';
  return [
    ...fails(milliseconds > PATIENCE_MS, `${name} was answered after ${milliseconds} ms`),
    ...fails(![200, 409, 412, 503].includes(status), `${name} was answered ${status} ${JSON.stringify(body)}`),
    ...fails(headers['content-type'] !== type, `${name} was answered ${status} as ${headers['content-type']}`),
    ...fails(
      [409, 503].includes(status) && !(Number(headers['retry-after']) > 0),
      `${name} is not told when to try again`,
    ),
  ];
}

/** Each subject is one ticket, if its submission was acknowledged, and all who were answered were told that ticket. */
function submissions(exchanges: readonly Exchange[], stored: readonly Stored[]): string[] {
  const tickets = Map.groupBy(stored, ({ ticket }) => ticket.subject);
  const submitted = Map.groupBy(
    exchanges.filter(({ subject }) => subject !== undefined),
    ({ subject }) => subject,
  );
  const strange = [...tickets.keys()].filter((subject) => !submitted.has(String(subject)));
  return [
    ...strange.map((subject) => `nobody submitted ${subject}`),
    ...[...submitted].flatMap(([subject, tries]) => {
      const made = (tickets.get(subject) ?? []).map(({ ticket }) => ticket.id);
      const told = tries.filter(({ status }) => status === 200).map(({ body }) => body.ticket_id);
      return [
        ...fails(made.length > 1, `${subject} is stored ${made.length} times`),
        ...told.filter((id) => id !== made[0]).map((id) => `${subject} was told ${id}, and ${made[0]} is stored`),
      ];
    }),
  ];
}

/** Ticket and entries tell the same history, in which no request acted twice and no time steps back. */
function oneHistory({ ticket, entries }: Stored): string[] {
  const statuses = ['open', ...entries.map(({ to }) => to)];
  const times = [String(ticket.created_at), ...entries.map(({ at }) => at)];
  const last = entries.at(-1);
  const closedAt = last?.to === 'closed' ? last.at : null;
  const agents = entries.map(({ agent }) => agent);
  return [
    ...fails(
      ticket.version !== statuses.length,
      `${ticket.id} has version ${ticket.version} and ${entries.length} entries`,
    ),
    ...fails(
      ticket.status !== statuses.at(-1),
      `${ticket.id} is ${ticket.status}, its history ends ${statuses.at(-1)}`,
    ),
    ...fails(
      ticket.closed_at !== closedAt,
      `${ticket.id} is closed at ${ticket.closed_at}, its history says ${closedAt}`,
    ),
    ...fails(
      ticket.updated_at !== times.at(-1),
      `${ticket.id} was updated at ${ticket.updated_at}, its history says ${times.at(-1)}`,
    ),
    ...entries.flatMap(({ version, from, to, at }, index) => [
      ...fails(version !== index + 2, `${ticket.id}: entry ${index} made version ${version}`),
      ...fails(from !== statuses[index] || from === to, `${ticket.id}: entry ${index} was from ${from} to ${to}`),
      ...fails(at <= String(times[index]), `${ticket.id}: entry ${index} was made at ${at}, after ${times[index]}`),
    ]),
    ...agents.flatMap((agent, index) => fails(agents.indexOf(agent) !== index, `${agent} changed ${ticket.id} twice`)),
  ];
}

/** A change that was acknowledged is stored, or was not needed; one that was refused met another's. */
function changes(exchanges: readonly Exchange[], stored: ReadonlyMap<unknown, Stored>): string[] {
  const byName = new Map(exchanges.map((exchange) => [exchange.name, exchange]));
  /** The last moment at which an entry can have been stored. */
  const storedBefore = (entry?: Made) => {
    const maker = byName.get(String(entry?.agent));
    return maker?.status === 200 ? maker.endedAt : 'never';
  };
  const check = (exchange: Exchange): string[] => {
    const { name, ticketId, wanted, version, status, body, startedAt, endedAt } = exchange;
    const entries = stored.get(ticketId)?.entries;
    if (!entries) return [`${name} changed a ticket that is not stored`];
    const made = entries.findIndex(({ agent }) => agent === name);
    if (status === 412) {
      const newer = entries[(version ?? 0) - 1];
      const alone = !newer || newer.agent === name;
      return [
        ...fails(alone, `${name} was refused version ${version}, but nobody else changed it`),
        ...fails(made >= 0, `${name} was refused and done`),
      ];
    }
    if (status !== 200) return [];
    if (made >= 0) {
      const was = made + 1;
      return [
        ...fails((body.version ?? was + 1) !== was + 1, `${name} made version ${was + 1} and was told ${body.version}`),
        ...fails((version ?? was) !== was, `${name} changed version ${was}, not ${version}`),
      ];
    }
    // Without an entry of its own it had nothing to do, at some moment of the request.
    const had = [{ to: 'open', at: '' }, ...entries].some(({ to, at }, index) => {
      const told = body.version === undefined || body.version === index + 1;
      return told && to === wanted && at <= endedAt && storedBefore(entries[index]) >= startedAt;
    });
    return fails(!had, `${name} was acknowledged, and the ticket not ${wanted}`);
  };
  return exchanges.filter(({ wanted }) => wanted !== undefined).flatMap(check);
}

const fails = (failed: boolean, sentence: string): string[] => (failed ? [sentence] : []);
