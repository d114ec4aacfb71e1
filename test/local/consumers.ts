import type { DynamoDBStreamEvent } from 'aws-lambda';
import { consumers } from '../../lib/consumers.ts';
import { type DiscardedBatch, putAside } from './discarded-batch.ts';
import type { ChangeLog } from './dynamodb/change-log.ts';
import { type Delivery, type EventSource, eventSource } from './event-source.ts';

/** Who reads the changes of the tickets: every consumer of the product. */
export const changeReaders: readonly string[] = consumers.map(({ entry }) => entry);

interface Setting {
  readonly changes: ChangeLog;
  readonly invoke: (entry: string, event: DynamoDBStreamEvent) => Promise<unknown>;
  /** The folder for what failed for good. */
  readonly failedPath: string;
  readonly onDiscard?: ((batch: DiscardedBatch) => void) | undefined;
  readonly delivery?: Delivery | undefined;
}

/** All consumers of the product as one, behind event source mappings as the stack declares them. They rest until they are started. */
export function localConsumers({ changes, invoke, failedPath, onDiscard, delivery }: Setting): EventSource {
  const sources = consumers.map((consumer) =>
    eventSource({
      log: changes,
      consumer,
      invoke: (event) => invoke(consumer.entry, event),
      discard: async (batch) => {
        await putAside(failedPath, batch, Date.now());
        onDiscard?.(batch);
      },
      ...(delivery && { delivery }),
    }),
  );
  const all = async (work: (source: EventSource) => Promise<void>) => void (await Promise.all(sources.map(work)));
  return {
    start: () => {
      for (const source of sources) source.start();
    },
    stop: () => all((source) => source.stop()),
    settled: () => all((source) => source.settled()),
    replay: (shard) => all((source) => source.replay(shard)),
  };
}
