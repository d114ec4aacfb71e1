import { asking, type Exchange } from '#test/faults/exchanges.ts';
import { mustBeSeen } from '#test/faults/ticket-as-promised.ts';
import { fails } from './fails.ts';
import { asPromised, type Made, type Stored } from './stored.ts';

type Action = Exchange<'change' | 'message'>;

/** Checks that what was acknowledged is stored, or had no effect, and that what was refused met someone else's change. */
export function actions(exchanges: readonly Exchange[], stored: ReadonlyMap<unknown, Stored>): string[] {
  const asked = asking(exchanges, 'change', 'message');
  const endOf = lastMoments(asked);
  return asked.flatMap((action) => {
    const { name, asked, status } = action;
    const entries = stored.get(asked.ticketId)?.entries;
    if (!entries) return [`${name} is about a ticket that is not stored`];
    const made = entries.find((entry) =>
      asked.does === 'message' ? entry.body === asked.body : entry.kind === 'change' && entry.agent === asked.agent,
    );
    if (status === 412) return refused(action, entries, made);
    if (status !== 200) return [];
    if (made) return [...seen(action, entries, made), ...told(action, made)];
    if (action.asked.does === 'message') return [`${name} was acknowledged, and is not stored`];
    return notNeeded(action as Exchange<'change'>, entries, endOf);
  });
}

/** Checks that a refused action wasn't done, and that its agent had something to see, which the response shows. */
function refused({ name, asked, body, endedAt }: Action, entries: readonly Made[], made: Made | undefined): string[] {
  const { version: read = 0, agent = '' } = asked;
  const since = entries.slice(read - 1, body.ticket.version - 1);
  const shown = body.thread.map(({ id }: { id: string }) => id);
  // A note that also closes is no longer refused once someone else closed the ticket.
  const wasDone = made !== undefined && (made.kind !== 'note' || made.at <= endedAt);
  return [
    ...fails(wasDone, `${name} was refused and done`),
    ...fails(asked.does === 'message' && asked.kind === 'note' && !asked.close, `${name} is a note, and was refused`),
    ...fails(!mustBeSeen(agent, since.map(asPromised)), `${name} was refused version ${read}, but missed nothing`),
    ...fails(
      since.some(({ at }) => at > endedAt),
      `${name} was refused for what came later`,
    ),
    ...fails(
      JSON.stringify(shown) !== JSON.stringify(since.map(({ id }) => id)),
      `${name} was shown other entries than those after version ${read}`,
    ),
  ];
}

/** Checks that an action applied to what its agent had seen. */
function seen({ name, asked }: Action, entries: readonly Made[], made: Made): string[] {
  const { version: read, agent = '' } = asked;
  if (read === undefined || (made.kind === 'note' && made.changes.length === 0)) return [];
  const missed = entries.slice(read - 1, made.version - 2);
  return fails(mustBeSeen(agent, missed.map(asPromised)), `${name} was done over what came after version ${read}`);
}

/** Checks that the response shows what is stored. */
function told({ name, asked, body }: Action, made: Made): string[] {
  // A repeated request returns the current ticket, whose version customers don't see.
  const { version = made.version } = body;
  const isRepeated = asked.does === 'message' && asked.key !== undefined;
  const wrong = isRepeated ? version < made.version : version !== made.version;
  const faults = fails(wrong, `${name} made version ${made.version} and was told ${version}`);
  if (asked.does === 'change') return faults;
  const [shown] = asked.agent === undefined ? body.messages : body.thread;
  const text = asked.agent === undefined ? shown.body : shown.message.body;
  return [...faults, ...fails(shown.id !== made.id || text !== made.body, `${name} was told of another message`)];
}

/** Checks that a change without an entry of its own had nothing to do at some moment of the request. */
function notNeeded(
  { name, asked, body, startedAt, endedAt }: Exchange<'change'>,
  entries: readonly Made[],
  endOf: (entry: Made) => string,
): string[] {
  let status = 'open';
  const had = [undefined, ...entries].some((entry, index) => {
    status = entry?.changes.findLast(({ field }) => field === 'status')?.to?.toString() ?? status;
    const isTold = body.version === undefined || body.version === index + 1;
    const next = entries[index];
    return isTold && status === asked.wanted && (entry?.at ?? '') <= endedAt && (!next || endOf(next) >= startedAt);
  });
  return fails(!had, `${name} was acknowledged, and the ticket not ${asked.wanted}`);
}

/** Returns the latest moment at which an entry can have been stored: before anyone was shown it. */
function lastMoments(actions: readonly Action[]): (entry: Made) => string {
  const ends = new Map<string, string>();
  for (const { asked, status, endedAt } of actions) {
    const mark = asked.does === 'message' ? asked.body : asked.agent;
    if (status === 200 && endedAt < (ends.get(mark) ?? '~')) ends.set(mark, endedAt);
  }
  return ({ body, agent }) => ends.get(body ?? String(agent)) ?? '~';
}
