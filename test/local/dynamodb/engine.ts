import { apiError } from './api-error.ts';
import { type Answer, rulesOf, run, validate } from './dynalite.ts';
import { read } from './read.ts';
import { RequestTokens } from './request-tokens.ts';
import { openStore, tableSettled } from './store.ts';
import { transactGetItems } from './transact-get-items.ts';
import { type Replay, transactWriteItems } from './transact-write-items.ts';
import { write } from './write.ts';

/** A database and what may be asked of it. */
export interface Engine {
  /** Performs an operation of the API by its name. Rejects with an `ApiError`. */
  perform(operation: string, body: unknown): Promise<Answer>;
  /** After the writes under way. */
  close(): Promise<void>;
}

/** Opens the data at `path`, or empty ones in memory. `now` is the time in milliseconds. Rejects if another process has them open. */
export async function openEngine(path: string | undefined, now: () => number): Promise<Engine> {
  const store = await openStore(path);
  const tokens = new RequestTokens<Replay>(now);

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
          return alone(() => write(operation, body, store));
        case 'TransactWriteItems':
          return alone(() => transactWriteItems(body, store, tokens));
        case 'TransactGetItems':
          return alone(() => transactGetItems(body, store));
        case 'CreateTable':
        case 'UpdateTable':
        case 'DeleteTable':
          return alone(async () => {
            const request = validate(body, rulesOf(operation), store);
            const answer = await run(operation, request, store);
            await tableSettled(request.TableName, store);
            return answer;
          });
        case 'BatchGetItem':
        case 'DescribeTable':
        case 'DescribeTimeToLive':
        case 'ListTables':
          return run(operation, validate(body, rulesOf(operation), store), store);
        default:
          throw apiError('UnknownOperationException', `The local engine does not know ${operation}.`);
      }
    },
    close: () => alone(() => store.db.close()),
  };
}
