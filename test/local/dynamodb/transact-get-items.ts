import { consumedCapacity, transactionalReadUnits } from './capacity.ts';
import { prepare } from './change.ts';
import { type Answer, rulesOf, type Store, validate } from './dynalite.ts';
import { actionsOf, allOrNothing, transactionRules } from './transaction.ts';

const rules = transactionRules({ Get: rulesOf('GetItem') }, (actions) =>
  actions === 0 ? 'Invalid Request: TransactGetRequest should contain Get request' : undefined,
);

/** TransactGetItems: the items as they were at one moment. Must not run beside a write. Rejects with an `ApiError`. */
export async function transactGetItems(body: unknown, store: Store): Promise<Answer> {
  const request = validate(body, rules, store);
  const actions = actionsOf(request);
  const prepared = await Promise.all(actions.map((action) => prepare('GetItem', action.request, store)));
  const costs = allOrNothing(prepared).map(({ table, before }) => ({
    tableName: table.TableName,
    table: transactionalReadUnits(before),
  }));
  return {
    Responses: prepared.map(({ answer }) => (answer?.Item ? { Item: answer.Item } : {})),
    ConsumedCapacity: consumedCapacity(costs, request.ReturnConsumedCapacity, 'Read'),
  };
}
