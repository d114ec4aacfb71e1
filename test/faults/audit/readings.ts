import { asking, type Exchange } from '#test/faults/exchanges.ts';
import { fails } from './fails.ts';
import type { Made, Stored } from './stored.ts';

interface Shown {
  readonly id: string;
  readonly version?: number;
  readonly body?: string;
  readonly message?: { readonly body: string };
}

/** Checks that whoever reads a ticket sees its entries as they are stored, up to one of them; customers see only the replies. */
export function readings(exchanges: readonly Exchange[], stored: ReadonlyMap<unknown, Stored>): string[] {
  const read = asking(exchanges, 'get', 'get own').filter(({ status }) => status === 200);
  const acknowledged = asking(exchanges, 'message').filter(({ status }) => status === 200);
  return read.flatMap(({ name, asked, body, startedAt, endedAt }) => {
    const entries = stored.get(asked.ticketId)?.entries ?? [];
    const isOwn = asked.does === 'get own';
    const shown: readonly Shown[] = isOwn ? body.messages : body.thread;
    const visible = isOwn ? entries.filter(({ kind }) => kind === 'reply') : entries;
    const end = visible.findIndex(({ id }) => id === shown.at(-1)?.id) + 1;
    const expected = visible.slice(0, end);
    const missing = acknowledged.filter(
      ({ asked: { ticketId, body }, endedAt: known }) =>
        ticketId === asked.ticketId && known < startedAt && visible.slice(end).some((entry) => entry.body === body),
    );
    return [
      ...fails(
        JSON.stringify(shown.map(asShown)) !== JSON.stringify(expected.slice(-shown.length || end).map(asStored)),
        `${name} shows ${JSON.stringify(shown)}, of what is stored`,
      ),
      ...fails(
        expected.some(({ at }) => at > endedAt),
        `${name} shows what came later`,
      ),
      ...fails(!isOwn && body.version !== end + 1, `${name} shows version ${body.version} after ${end} entries`),
      ...missing.map((message) => `${name} lacks ${message.name}, which was acknowledged before`),
    ];
  });
}

const asShown = ({ id, body, message }: Shown) => [id, body ?? message?.body];
const asStored = ({ id, body }: Made) => [id, body];
