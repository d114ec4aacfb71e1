import type { DynamoDBStreamEvent } from 'aws-lambda';
import { consumersOf } from '#lib/consumers.ts';
import type { Settings } from '#lib/settings.ts';
import type { ChangeLog } from '#test/local/dynamodb/change-log.ts';
import { type DiscardedBatch, putAside } from './discarded-batch.ts';
import { type Delivery, type EventSource, eventSource } from './event-source.ts';

/** The readers of the tickets' changes: every consumer that a desk of these settings has. */
export const changeReaders = (settings: Pick<Settings, 'mail'>): readonly string[] =>
  consumersOf(settings).map(({ entry }) => entry);

interface Setting {
  readonly settings: Pick<Settings, 'mail'>;
  readonly changes: ChangeLog;
  readonly invoke: (entry: string, event: DynamoDBStreamEvent) => Promise<unknown>;
  /** The folder for what failed for good. */
  readonly failedPath: string;
  readonly onDiscard?: ((batch: DiscardedBatch) => void) | undefined;
  readonly delivery?: Delivery | undefined;
}

/** All consumers of a desk as one, behind event source mappings as the stack declares them. They rest until they are started. */
export function localConsumers({ settings, changes, invoke, failedPath, onDiscard, delivery }: Setting): EventSource {
  const sources = consumersOf(settings).map((consumer) =>
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
