import { fill } from '#test/bench/fill.ts';
import { localDocumentClient, startDesk } from '#test/local/desk.ts';

/** The message of a desk in a process of its own to its parent. */
export interface DeskProcess {
  readonly url: string;
  readonly adminKey: string;
  readonly token: string;
  readonly dynamoDb: string;
}

// Forked with the desk's initial number of open tickets; replies to every message with its memory in bytes.
const desk = await startDesk();
const open = () => ({ status: 'open', statusBeforeClosing: null, closedAt: null }) as const;
await fill(localDocumentClient(desk.dynamoDb), Number(process.argv[2]), open);
await desk.settled();
process.on('message', () => process.send?.(process.memoryUsage.rss()));
process.send?.({
  url: desk.url,
  adminKey: desk.adminKey,
  token: await desk.token(),
  dynamoDb: desk.dynamoDb,
} satisfies DeskProcess);
