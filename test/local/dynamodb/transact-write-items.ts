import { type Cost, consumedCapacity, transactionalReadUnits, writeCost } from './capacity.ts';
import { type Prepared, prepare } from './change.ts';
import type { Commit } from './commit.ts';
import { type Answer, type Request, type Store, validate, withMembers } from './dynalite.ts';
import type { RequestTokens } from './request-tokens.ts';
import { actionsOf, allOrNothing, transactionRules } from './transaction.ts';
import { writeRules } from './write.ts';

/** The operation that each action is in a transaction. A check is a conditional delete that stops short of deleting. */
const OPERATIONS: Readonly<Record<string, string>> = {
  ConditionCheck: 'DeleteItem',
  Put: 'PutItem',
  Delete: 'DeleteItem',
  Update: 'UpdateItem',
};

const required = { type: 'String', notNull: true };

const rules = transactionRules(
  {
    ConditionCheck: withMembers(writeRules('DeleteItem'), { ConditionExpression: required }),
    Put: writeRules('PutItem'),
    Delete: writeRules('DeleteItem'),
    Update: withMembers(writeRules('UpdateItem'), { UpdateExpression: required }),
  },
  (actions) => {
    if (actions === 0) return 'Invalid Request: TransactWriteRequest should contain Delete or Put or Update request';
    return actions > 1 ? 'TransactItems can only contain one of Check, Put, Update or Delete' : undefined;
  },
);

/** The units of a repeated request: reads. */
export type Replay = readonly Cost[];

/** TransactWriteItems. Must not run beside another write. Rejects with an `ApiError`. */
export async function transactWriteItems(
  body: unknown,
  store: Store,
  commit: Commit,
  tokens: RequestTokens<Replay>,
): Promise<Answer> {
  const request = validate(body, rules, store);
  const token = request.ClientRequestToken as string | undefined;
  const content = (body as Request).TransactItems;
  const replay = token === undefined ? undefined : tokens.find(token, content);
  if (replay) return { ConsumedCapacity: consumedCapacity(replay, request.ReturnConsumedCapacity, 'Read') };

  const actions = actionsOf(request);
  const prepared = await Promise.all(actions.map((action) => prepareAction(action.name, action.request, store)));
  const changes = allOrNothing(prepared);
  await commit(changes);

  if (token !== undefined) {
    const costs = changes.map(({ table, before, after }) => ({
      tableName: table.TableName,
      table: transactionalReadUnits(before, after),
    }));
    tokens.remember(token, content, costs);
  }
  const costs = changes.map((change) => writeCost(change, true));
  return { ConsumedCapacity: consumedCapacity(costs, request.ReturnConsumedCapacity, 'Write') };
}

async function prepareAction(name: string, request: Request, store: Store): Promise<Prepared> {
  const prepared = await prepare(OPERATIONS[name] ?? name, request, store);
  if (name !== 'ConditionCheck') return prepared;
  return { ...prepared, changes: prepared.changes.map((change) => ({ ...change, after: change.before })) };
}
