import { cannedReplyLimits } from '#core/text/draft-limits.ts';
import { cannedReplyKeys } from '#functions/table-keys.ts';
import { type CannedInput, cannedReplyAsPromised } from '#test/faults/canned-reply-as-promised.ts';
import { asking, type Exchange } from '#test/faults/exchanges.ts';
import type { Item } from '#test/faults/faulty-desk.ts';
import { isLinearizable, type Operation } from '#test/faults/linearizability.ts';
import { fails } from './fails.ts';

type CannedExchange = Exchange<'save' | 'delete' | 'list'>;
type Seen = Operation<CannedInput, string | null>;

/**
 * Checks that each canned reply is as it was last saved, or gone if it was deleted: one order of the requests explains what was seen and what is
 * stored.
 */
export function cannedReplies(exchanges: readonly Exchange[], items: readonly Item[]): string[] {
  const asked = asking(exchanges, 'save', 'delete', 'list');
  const stored = new Map(
    items
      .filter(({ id, entry }) => id === cannedReplyKeys.partition && entry !== cannedReplyKeys.revision)
      .map(({ entry, body }) => [String(entry).slice(cannedReplyKeys.entry.length), String(body)]),
  );
  const byId = Map.groupBy(asked, (exchange) => exchange.asked.cannedReplyId);
  return [
    ...fails(stored.size > cannedReplyLimits.replies, `${stored.size} canned replies are stored`),
    ...[...stored.keys()].filter((id) => !byId.has(id)).map((id) => `nobody saved canned reply ${id}`),
    ...[...byId].flatMap(([id, done]) => {
      const atLast = { input: { does: 'list' }, from: Infinity, to: Infinity, output: stored.get(id) ?? null } as const;
      const history = [...done.flatMap(toOperation), atLast];
      return fails(
        !isLinearizable(history, cannedReplyAsPromised),
        `no order explains canned reply ${id}: ${JSON.stringify(history)}`,
      );
    }),
  ];
}

/** A 409 changed nothing; the outcome of any other failure is unknown. */
function toOperation({ asked, status, body, startedAt, endedAt }: CannedExchange): Seen[] {
  const from = Date.parse(startedAt);
  const to = Date.parse(endedAt);
  if (asked.does === 'list') {
    if (status !== 200) return [];
    const found = body.find(({ id }: { id: string }) => id === asked.cannedReplyId);
    return [{ input: { does: 'list' }, from, to, output: found?.body ?? null }];
  }
  if (status === 409) return [];
  const input: CannedInput = asked.does === 'save' ? { does: 'save', body: asked.body } : { does: 'delete' };
  return [status === 200 ? { input, from, to, output: null } : { input, from }];
}
