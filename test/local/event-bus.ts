import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { PutEventsRequestEntry, PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { eventPattern, type Subscriber } from '#lib/subscribers.ts';
import { filterBy } from './event-filter.ts';
import { listenOnLoopback } from './loopback.ts';

interface Options {
  /** The bus's name; it knows no other. */
  readonly name: string;
  readonly subscribers: readonly Pick<Subscriber, 'entry' | 'follows'>[];
  /** Starts the function of an entry with an event, and doesn't wait for it. */
  readonly start: (entry: string, event: object) => void;
  /** Returns the code of an error for an entry that isn't accepted, though nothing is wrong with it. */
  readonly refuse?: ((entry: PutEventsRequestEntry) => string | undefined) | undefined;
}

/** Amazon EventBridge on this machine, as far as the functions use it: PutEvents, and the rules of one bus. */
export interface EventBus {
  readonly url: string;
  close(): Promise<void>;
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const MAX_ENTRIES = 10;
/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
const MAX_BYTES = 262_144;

/** Starts a bus with the rules of its subscribers. A request may fail in part: each of its entries is accepted or refused by itself. */
export async function startEventBus({
  name,
  subscribers,
  start,
  refuse = () => undefined,
}: Options): Promise<EventBus> {
  const rules = subscribers.flatMap(({ entry, follows }) =>
    follows.map((followed) => ({ entry, matches: filterBy(eventPattern(followed)) })),
  );

  function put(entry: PutEventsRequestEntry): PutEventsResultEntry {
    const ErrorCode = mistakeIn(entry, name) ?? refuse(entry);
    if (ErrorCode !== undefined) return { ErrorCode, ErrorMessage: 'The event was not accepted.' };
    const event = delivered(entry);
    // Once for each rule, also if several lead to the same function.
    for (const rule of rules) if (rule.matches(event)) start(rule.entry, event);
    return { EventId: event.id };
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { Entries = [] } = (await json(request)) as { Entries?: PutEventsRequestEntry[] };
    const wrong = mistakeInRequest(request, Entries);
    const results = wrong === undefined ? Entries.map(put) : [];
    const failed = results.filter(({ ErrorCode }) => ErrorCode !== undefined).length;
    const body = wrong === undefined ? { FailedEntryCount: failed, Entries: results } : wrong;
    response.writeHead(wrong === undefined ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(body));
  }

  const server = await listenOnLoopback((request, response) => void respond(request, response), 0);
  return { url: `http://127.0.0.1:${server.port}`, close: server.close };
}

function mistakeInRequest({ headers }: IncomingMessage, entries: readonly PutEventsRequestEntry[]) {
  if (headers['x-amz-target'] !== 'AWSEvents.PutEvents') return { __type: 'UnknownOperationException' };
  const bytes = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (entries.length >= 1 && entries.length <= MAX_ENTRIES && bytes <= MAX_BYTES) return undefined;
  return { __type: 'ValidationException', message: `${entries.length} entries of ${bytes} bytes.` };
}

const sizeOf = ({ Source = '', DetailType = '', Detail = '' }: PutEventsRequestEntry) =>
  [Source, DetailType, Detail].reduce((sum, text) => sum + Buffer.byteLength(text), 0);

function mistakeIn({ EventBusName, Source, DetailType, Detail }: PutEventsRequestEntry, name: string) {
  if (EventBusName !== name || !Source || !DetailType || !Detail) return 'InvalidArgument';
  try {
    return typeof JSON.parse(Detail) === 'object' ? undefined : 'MalformedDetail';
  } catch {
    return 'MalformedDetail';
  }
}

/** https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
const delivered = ({ Source, DetailType, Detail = '' }: PutEventsRequestEntry) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': DetailType,
  source: Source,
  account: '000000000000',
  time: `${new Date().toISOString().slice(0, -5)}Z`,
  region: 'eu-central-1',
  resources: [],
  detail: JSON.parse(Detail),
});
