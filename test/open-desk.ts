import { strict } from 'node:assert';
import { EventEmitter, once } from 'node:events';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterAll } from 'vitest';
import type { DynamoAgentRegistry } from '#adapters/dynamo/dynamo-agent-registry.ts';
import type { EntryName } from '#lib/routes.ts';
import { type Desk, type DeskOptions, localAgents, startDesk } from '#test/local/desk.ts';
import { type MailSent, type MailService, mailsSent } from '#test/local/mail-service.ts';
import { deployedDesk } from '#test/rehearsal/deployed-desk.ts';
import { canaries } from './canaries.ts';
import { nameOfOptions } from './name-of-options.ts';

/** A desk as the end-to-end tests see it, wherever it runs. */
export interface OpenDesk {
  /** The URL, without a trailing slash. */
  readonly url: string;
  /** The key of the agent `Dana (demo)`. */
  readonly adminKey: string;
  readonly agents: DynamoAgentRegistry;
  /** Returns a token of the website; without claims, for a customer with 100 credits. A null claim is left out. */
  token(claims?: Record<string, unknown>): Promise<string>;
  /** Returns the lines that an entry's function has printed; on this machine mixed with others' lines. */
  logged(entry: EntryName): Promise<readonly string[]>;
  /** Returns the mails sent so far, oldest first; none if the desk sends none. */
  mails(): Promise<readonly MailSent[]>;
  /** The mail service, if the desk is on this machine and sends mail, and the address at which it receives mail by SMTP. */
  readonly mail?: MailService | undefined;
  readonly smtp?: string | undefined;
  /** Runs what is due at a time, if the desk is on this machine. */
  readonly runDue?: (at: Date) => Promise<void>;
  /** Waits until all changes so far have reached the consumers; on a deployed desk that can't be known, so this returns at once. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

let besides: DeskOptions = {};
/** The desks of this test file that several of its parts share, by their options. */
let shared: Map<string, Promise<HeardDesk>> | undefined;

/** Opens the deployed desk that the environment names (see `deployedDesk`), which has its own settings; otherwise a new desk on this machine. */
export const openDesk = async (options: DeskOptions = {}): Promise<OpenDesk> =>
  process.env.DESK_URL === undefined ? localDesk(options) : deployedDesk();

/** Opens every desk of this test file with these options, too. Those who ask for the same desk, one after another, share it, as they share a deployed one. */
export function openDesksWith(options: DeskOptions): void {
  const desks = new Map<string, Promise<HeardDesk>>();
  besides = options;
  shared = desks;
  afterAll(async () => {
    besides = {};
    shared = undefined;
    for (const heard of desks.values()) await (await heard).desk.close();
  });
}

/** A desk on this machine, and what can be heard of it: each `event` before its function sees it, each `line` that functions print. */
interface HeardDesk {
  readonly desk: Desk;
  readonly heard: EventEmitter<{ event: [APIGatewayProxyEventV2]; line: [string] }>;
}

async function heardDesk(options: DeskOptions): Promise<HeardDesk> {
  const heard: HeardDesk['heard'] = new EventEmitter();
  const desk = await startDesk({
    ...options,
    ...besides,
    onEvent: (event) => heard.emit('event', event),
    onLog: (line) => heard.emit('line', line),
  });
  return { desk, heard };
}

function sharedDesk(desks: Map<string, Promise<HeardDesk>>, options: DeskOptions): Promise<HeardDesk> {
  const name = nameOfOptions(options);
  const desk = desks.get(name) ?? heardDesk(options);
  desks.set(name, desk);
  return desk;
}

/** Opens a desk on this machine. Closing it fails if the log contains anything that callers sent, or not exactly one line per request. */
async function localDesk(options: DeskOptions): Promise<OpenDesk> {
  const { desk, heard } = await (shared ? sharedDesk(shared, options) : heardDesk(options));
  const closes = shared === undefined;
  const lines: string[] = [];
  const { watch, leaks } = canaries();
  let unlogged = 0;
  const onEvent = (event: APIGatewayProxyEventV2) => {
    unlogged += 1;
    watch(event);
  };
  const onLine = (line: string) => {
    lines.push(line);
    if (line.includes('"message":"request"')) unlogged -= 1;
  };
  heard.on('event', onEvent).on('line', onLine);
  return {
    ...desk,
    agents: localAgents(desk.dynamoDb),
    logged: async () => lines,
    mails: () => mailsSent(desk.mail),
    async close() {
      while (unlogged > 0) await once(heard, 'line');
      // The consumers of its changes print lines, too.
      if (closes) await desk.close();
      else await desk.settled();
      heard.off('event', onEvent).off('line', onLine);
      strict.deepEqual(await leaks(lines), [], 'The log contains text that a caller sent.');
    },
  };
}
