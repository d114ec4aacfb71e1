import { strict } from 'node:assert';
import { EventEmitter, once } from 'node:events';
import { afterAll } from 'vitest';
import type { DynamoAgentRegistry } from '#adapters/dynamo/dynamo-agent-registry.ts';
import type { EntryName } from '#lib/routes.ts';
import { type DeskOptions, localAgents, startDesk } from '#test/local/desk.ts';
import { type MailSent, mailsSent } from '#test/local/mail-service.ts';
import { deployedDesk } from '#test/rehearsal/deployed-desk.ts';
import { canaries } from './canaries.ts';

/** A desk as the end-to-end tests see it, wherever it runs. */
export interface OpenDesk {
  /** Without a slash at its end. */
  readonly url: string;
  /** The key of the agent `Dana (demo)`. */
  readonly adminKey: string;
  readonly agents: DynamoAgentRegistry;
  /** A token of the website's; without claims, of a customer with 100 credits. A null claim is left out. */
  token(claims?: Record<string, unknown>): Promise<string>;
  /** What the function of an entry printed so far, line by line; on this machine mixed with what others did. */
  logged(entry: EntryName): Promise<readonly string[]>;
  /** The mails that were sent so far, oldest first; none if the desk sends none. */
  mails(): Promise<readonly MailSent[]>;
  /** All changes so far have reached the consumers; of a deployed desk it is not known, and this answers at once. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

let besides: DeskOptions = {};

/** The deployed desk that the environment names (see `deployedDesk`), whose settings are its own; without one, a new desk on this machine. */
export const openDesk = async (options: DeskOptions = {}): Promise<OpenDesk> =>
  process.env.DESK_URL === undefined ? localDesk({ ...options, ...besides }) : deployedDesk();

/** Has every desk of this test file opened with these options, too. */
export function openDesksWith(options: DeskOptions): void {
  besides = options;
  afterAll(() => {
    besides = {};
  });
}

/** A desk on this machine. Closing it fails if the log has anything of what callers sent, or not one line a request. */
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
      strict.deepEqual(await leaks(lines), [], 'The log has what a caller sent.');
    },
  };
}
