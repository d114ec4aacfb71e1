import { strict } from 'node:assert';
import { EventEmitter, once } from 'node:events';
import { afterAll } from 'vitest';
import type { DynamoAgentRegistry } from '#adapters/dynamo/dynamo-agent-registry.ts';
import type { EntryName } from '#lib/routes.ts';
import { type DeskOptions, localAgents, startDesk } from '#test/local/desk.ts';
import { type MailSent, type MailService, mailsSent } from '#test/local/mail-service.ts';
import { deployedDesk } from '#test/rehearsal/deployed-desk.ts';
import { canaries } from './canaries.ts';

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

/** Opens the deployed desk that the environment names (see `deployedDesk`), which has its own settings; otherwise a new desk on this machine. */
export const openDesk = async (options: DeskOptions = {}): Promise<OpenDesk> =>
  process.env.DESK_URL === undefined ? localDesk({ ...options, ...besides }) : deployedDesk();

/** Opens every desk of this test file with these options too. */
export function openDesksWith(options: DeskOptions): void {
  besides = options;
  afterAll(() => {
    besides = {};
  });
}

/** Opens a desk on this machine. Closing it fails if the log contains anything that callers sent, or not exactly one line per request. */
async function localDesk(options: DeskOptions): Promise<OpenDesk> {
  const lines: string[] = [];
  const { watch, leaks } = canaries();
  const log = new EventEmitter();
  let unlogged = 0;
  const desk = await startDesk({
    ...options,
    onEvent: (event) => {
      unlogged += 1;
      watch(event);
    },
    onLog: (line) => {
      lines.push(line);
      if (line.includes('"message":"request"')) unlogged -= 1;
      log.emit('line');
    },
  });
  return {
    ...desk,
    agents: localAgents(desk.dynamoDb),
    logged: async () => lines,
    mails: () => mailsSent(desk.mail),
    async close() {
      while (unlogged > 0) await once(log, 'line');
      await desk.close();
      strict.deepEqual(await leaks(lines), [], 'The log contains text that a caller sent.');
    },
  };
}
