import { FUNCTION_MEMORY_MB } from '#lib/function-memory.ts';
import type { Priced } from './prices.ts';
import { COLD_START_MS, LOG_BYTES, type RequestKind, requests } from './requests.ts';

/** The amount of everything that has a price. */
export type Usage = Readonly<Record<Priced, number>>;

/** Requests that meet no warm process: assumed. */
export const COLD_SHARE = 0.05;
/** A round trip from a function to DynamoDB, in milliseconds: assumed. */
export const ROUND_TRIP_MS = 5;
/** From a function to SES: assumed. */
const MAIL_TRIP_MS = 50;
const PROCESSOR_MB = 1769;
export const GB = 1e9;
const ANSWER_BYTES = 1000;

interface More {
  readonly readUnits?: number;
  readonly bytes?: number;
}

/** Returns the usage of so many requests of a kind. */
export function use(kind: RequestKind, count: number, more: More = {}): Usage {
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

/** No usage at all. */
export const nothing: Usage = {
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
  receivedMail: 0,
  receivedChunk: 0,
  attachedGb: 0,
  fileGb: 0,
  storageWrite: 0,
  storageRead: 0,
  loadedGb: 0,
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

/** Of what a stream or an event asks for there is no request, and so no gateway. */
export const withoutGateway = { gatewayRequest: 0, cdnRequest: 0, cdnGb: 0 };

/** Returns the usage of functions that wait for another service, so many times for so many milliseconds. */
export const waiting = (times: number, milliseconds: number): Usage => ({
  ...nothing,
  lambdaGbSecond: (times * milliseconds * FUNCTION_MEMORY_MB) / 1024 / 1000,
});

/** Returns the usage of a function that sends so many mails each time. */
export const sending = (kind: RequestKind, times: number, mails: number): Usage =>
  sum([{ ...use(kind, times), ...withoutGateway, mail: times * mails }, waiting(times * mails, MAIL_TRIP_MS)]);

/** Returns the usage of work that functions do on top of what they run for anyway. */
export const onTop = (kind: RequestKind, times: number): Usage => ({
  ...use(kind, times),
  ...withoutGateway,
  lambdaRequest: 0,
});

/** Returns the usage of looking after mail that is owed, for so many causes. */
export const owed = (causes: number): Usage => sum([onTop('putDue', causes), onTop('lookAfter', causes)]);

/** Returns the usage of publishing so many changes. */
export const published = (changes: number): Usage => ({
  ...use('eventOfChange', changes),
  ...withoutGateway,
  event: changes,
});
