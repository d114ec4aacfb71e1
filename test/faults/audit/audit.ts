import { asking, type Exchange } from '#test/faults/exchanges.ts';
import type { Item } from '#test/faults/faulty-desk.ts';
import { actions } from './actions.ts';
import { cannedReplies } from './canned-replies.ts';
import { fails } from './fails.ts';
import { histories } from './histories.ts';
import { readings } from './readings.ts';
import { type Stored, storedTickets } from './stored.ts';

/** The milliseconds in which every request must end: the eight seconds of the contract, and one for a busy machine. */
const PATIENCE_MS = 9000;

/** Returns what the responses promised but the tables lack, in sentences; nothing if all is well. */
export function audit(exchanges: readonly Exchange[], items: readonly Item[]): string[] {
  const stored = storedTickets(items);
  return [
    ...exchanges.flatMap(manners),
    ...submissions(exchanges, [...stored.values()]),
    ...histories(exchanges, stored),
    ...actions(exchanges, stored),
    ...readings(exchanges, stored),
    ...cannedReplies(exchanges, items),
  ];
}

/** Checks that a request ended in time, with success, a conflict, or a problem that says when to try again. */
function manners({ name, status, headers, body, startedAt, endedAt }: Exchange): string[] {
  const milliseconds = Date.parse(endedAt) - Date.parse(startedAt);
  const type = status === 200 ? 'application/json' : 'application/problem+json';
  return [
    ...fails(milliseconds > PATIENCE_MS, `${name} ended after ${milliseconds} ms`),
    ...fails(![200, 409, 412, 503].includes(status), `${name} returned ${status} ${JSON.stringify(body)}`),
    ...fails(headers['content-type'] !== type, `${name} returned ${status} as ${headers['content-type']}`),
    ...fails(
      [409, 503].includes(status) && !(Number(headers['retry-after']) > 0),
      `${name} doesn't say when to try again`,
    ),
  ];
}

/** Checks that each subject is one ticket, if its submission was acknowledged, and that all responses name that ticket. */
function submissions(exchanges: readonly Exchange[], stored: readonly Stored[]): string[] {
  const tickets = Map.groupBy(stored, ({ ticket }) => ticket.subject);
  const submitted = Map.groupBy(asking(exchanges, 'submit'), ({ asked }) => asked.subject);
  const strange = [...tickets.keys()].filter((subject) => !submitted.has(String(subject)));
  return [
    ...strange.map((subject) => `nobody submitted ${subject}`),
    ...[...submitted].flatMap(([subject, tries]) => {
      const made = (tickets.get(subject) ?? []).map(({ ticket }) => ticket.id);
      const told = tries.filter(({ status }) => status === 200).map(({ body }) => body.ticket_id);
      return [
        ...fails(made.length > 1, `${subject} is stored ${made.length} times`),
        ...told.filter((id) => id !== made[0]).map((id) => `${subject} returned ${id}, but ${made[0]} is stored`),
      ];
    }),
  ];
}
