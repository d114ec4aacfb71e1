/** The usage of one request, besides the bytes of its response. */
interface RequestUse {
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Rounds of requests to DynamoDB that it waits for. */
  readonly rounds: number;
  /** A warm call's own milliseconds on a whole processor. */
  readonly milliseconds: number;
}

/**
 * The usage of requests. Units and rounds are counted on the local engine by the test beside the bill, index writes included;
 * milliseconds are those of `npm run bench -- latency growth polls files`, rounded up. A list grows with what it reads and is reckoned in
 * `workload.ts`; `counts` are the numbers of one day, `savedViews` a poll of none, `unchanged` a poll of a list or of counts that is answered 304. `viewsOfSubmit`,
 * `viewsOfReply` and `viewsOfClose` are what follows the three by the stream, each alone in its batch, and `viewsOfAssignment` what comes on top
 * when the reply assigns the ticket; `indexOfSubmit` and the like are what the index of search takes on top of each; `eventOfChange` publishes any of them (its round is one to EventBridge), and `mailsOfSubmit` and
 * `mailsOfReply` are what sends their mails. On a desk with mail `putDue` is the due entry of a mail, and `lookAfter` the sweeper's look at its
 * ticket; `runDue` is a run of the sweeper by itself. `announce` and `link` are the requests before a file is uploaded and loaded, and `claimWithTicket` and
 * `claimWithReply` what comes on top of a message that has one; `receiveMail` takes a reply by mail, and what follows is as after an agent's.
 */
export const requests = {
  access: { readUnits: 0, writeUnits: 0, rounds: 0, milliseconds: 1 },
  submit: { readUnits: 0, writeUnits: 3, rounds: 1, milliseconds: 2 },
  thread: { readUnits: 5.5, writeUnits: 0, rounds: 5, milliseconds: 3 },
  customer: { readUnits: 14.5, writeUnits: 0, rounds: 4, milliseconds: 3 },
  markRead: { readUnits: 2, writeUnits: 4, rounds: 3, milliseconds: 2 },
  reply: { readUnits: 2, writeUnits: 6, rounds: 3, milliseconds: 5 },
  close: { readUnits: 2, writeUnits: 6, rounds: 3, milliseconds: 4 },
  viewsOfSubmit: { readUnits: 4, writeUnits: 14, rounds: 6, milliseconds: 5 },
  viewsOfReply: { readUnits: 3, writeUnits: 6, rounds: 3, milliseconds: 5 },
  viewsOfAssignment: { readUnits: 0, writeUnits: 4, rounds: 0, milliseconds: 1 },
  viewsOfClose: { readUnits: 3, writeUnits: 10, rounds: 3, milliseconds: 5 },
  indexOfSubmit: { readUnits: 4, writeUnits: 69, rounds: 3, milliseconds: 3 },
  indexOfReply: { readUnits: 30, writeUnits: 48, rounds: 4, milliseconds: 3 },
  indexOfAssignment: { readUnits: 0, writeUnits: 2, rounds: 0, milliseconds: 1 },
  indexOfClose: { readUnits: 0, writeUnits: 2, rounds: 2, milliseconds: 1 },
  eventOfChange: { readUnits: 0, writeUnits: 0, rounds: 1, milliseconds: 1 },
  mailsOfSubmit: { readUnits: 6.5, writeUnits: 4, rounds: 6, milliseconds: 10 },
  mailsOfReply: { readUnits: 5.5, writeUnits: 2, rounds: 6, milliseconds: 5 },
  putDue: { readUnits: 0, writeUnits: 1, rounds: 1, milliseconds: 1 },
  lookAfter: { readUnits: 5.5, writeUnits: 1, rounds: 4, milliseconds: 2 },
  runDue: { readUnits: 2.5, writeUnits: 0, rounds: 3, milliseconds: 2 },
  announceOwn: { readUnits: 1, writeUnits: 1, rounds: 2, milliseconds: 4 },
  announce: { readUnits: 2, writeUnits: 1, rounds: 3, milliseconds: 4 },
  claimWithTicket: { readUnits: 1, writeUnits: 3, rounds: 1, milliseconds: 7 },
  claimWithReply: { readUnits: 1, writeUnits: 2, rounds: 1, milliseconds: 7 },
  link: { readUnits: 2, writeUnits: 0, rounds: 2, milliseconds: 2 },
  receiveMail: { readUnits: 7.5, writeUnits: 8, rounds: 8, milliseconds: 14 },
  unchangedList: { readUnits: 2, writeUnits: 0, rounds: 2, milliseconds: 2 },
  unchangedCounts: { readUnits: 1.5, writeUnits: 0, rounds: 2, milliseconds: 2 },
  list: { readUnits: 2.5, writeUnits: 0, rounds: 4, milliseconds: 5 },
  counts: { readUnits: 2.5, writeUnits: 0, rounds: 3, milliseconds: 5 },
  savedViews: { readUnits: 5, writeUnits: 0, rounds: 4, milliseconds: 2 },
} as const satisfies Readonly<Record<string, RequestUse>>;

/** The requests of functions to S3: to claim an upload, to send a file by mail, and to take a received mail; the test beside the bill counts them. */
export const storageRequests = {
  claim: { reads: 1, writes: 1 },
  send: { reads: 1, writes: 0 },
  receive: { reads: 1, writes: 0 },
} as const;

export type RequestKind = keyof typeof requests;

/** The words of a message, and of a reply, whose index is counted: different ones, and those of them that it has twice, or has in common with its ticket. */
export const WORDS = { once: 45, again: 15 } as const;

/** A ticket with a message of 200 characters: its item, and its row in a list. Measured by the test beside the bill. */
export const TICKET_BYTES = 850;
export const ROW_BYTES = 1000;

/** The stack's own monitoring, and what is added on a desk that sends mail; a test counts it in the template. */
export const WATCHED = { alarm: 9, metric: 10, dashboard: 1 } as const;
export const ALARMS_OF_MAIL = 1;

/** The bytes that a request writes to the logs: the function's lines, which a test measures, and about 700 bytes of the gateway and of Lambda. */
export const LOG_BYTES = 1500;

/** Processor time of a cold start, import and first call, in milliseconds: `npm run bench -- cold-starts`. */
export const COLD_START_MS = 145;
