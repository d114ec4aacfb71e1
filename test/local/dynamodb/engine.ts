import { apiError } from './api-error.ts';
import { ChangeLog, type ChangeLogOptions } from './change-log.ts';
import { commitsTo } from './commit.ts';
import { type Answer, rulesOf, run, validate } from './dynalite.ts';
import { read } from './read.ts';
import { RequestTokens } from './request-tokens.ts';
import { openStore } from './store.ts';
import { defineTable } from './table-definition.ts';
import { transactGetItems } from './transact-get-items.ts';
import { type Replay, transactWriteItems } from './transact-write-items.ts';
import { write } from './write.ts';

/** A database and what may be asked of it. */
export interface Engine {
  /** Performs an operation of the API by its name. Rejects with an `ApiError`. */
  perform(operation: string, body: unknown): Promise<Answer>;
  /** The changes of tables that have a stream. */
  readonly changes: ChangeLog;
  /** From now on global indexes lag behind their tables, until the function in the answer lets all writes through, in order. */
  holdIndexes(): () => Promise<void>;
  /** After the writes under way. */
  close(): Promise<void>;
}

/** Its options. */
export interface EngineOptions extends ChangeLogOptions {
  /** Is told, for a person, why nothing can be stored, and when it can again. */
  readonly onTrouble?: ((line: string) => void) | undefined;
}

/** Opens the data at `path`, or empty ones in memory. Rejects if another process has them open. */
export async function openEngine(path: string | undefined, options: EngineOptions): Promise<Engine> {
  const store = await openStore(path, options.onTrouble);
  const tokens = new RequestTokens<Replay>(options.now);
  const changes = await ChangeLog.open(store, options);
  const { commit, holdIndexes } = commitsTo(store, changes);

  // One lock for all writes, and for the reads that must see them whole. Every other read sees one commit or the next anyway.
  let last: Promise<unknown> = Promise.resolve();
  const alone = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };

  return {
    async perform(operation, body) {
      switch (operation) {
        case 'GetItem':
        case 'Query':
        case 'Scan':
          return read(operation, body, store);
        case 'PutItem':
        case 'UpdateItem':
        case 'DeleteItem':
        case 'BatchWriteItem':
          return alone(() => write(operation, body, store, commit));
        case 'TransactWriteItems':
          return alone(() => transactWriteItems(body, store, commit, tokens));
        case 'TransactGetItems':
          return alone(() => transactGetItems(body, store));
        case 'CreateTable':
        case 'UpdateTable':
        case 'DeleteTable':
          return alone(() => defineTable(operation, body, store));
        case 'BatchGetItem':
        case 'DescribeTable':
        case 'DescribeTimeToLive':
        case 'ListTables':
          return run(operation, validate(body, rulesOf(operation), store), store);
        default:
          throw apiError('UnknownOperationException', `The local engine does not know ${operation}.`);
      }
    },
    changes,
    holdIndexes: () => {
      const release = holdIndexes();
      return () => alone(release);
    },
    close: () => alone(() => store.db.close()),
  };
}
