import { consumedCapacity, writeCost } from './capacity.ts';
import { prepare } from './change.ts';
import type { Commit } from './commit.ts';
import { type Answer, type Item, type Rules, rulesOf, type Store, validate, withMembers } from './dynalite.ts';

/** PutItem, UpdateItem, DeleteItem and BatchWriteItem. Must not run beside another write. Rejects with an `ApiError`. */
export async function write(operation: string, body: unknown, store: Store, commit: Commit): Promise<Answer> {
  const request = validate(body, writeRules(operation), store);
  const { changes, answer, error } = await prepare(operation, request, store);
  if (error) throw error;
  await commit(changes);
  const costs = changes.map((change) => writeCost(change));
  const capacity = consumedCapacity(costs, request.ReturnConsumedCapacity);
  const Attributes = answer?.Attributes as Item | undefined;
  return {
    ...answer,
    // None rather than an empty object, which dynalite answers.
    Attributes: Attributes && Object.keys(Attributes).length > 0 ? Attributes : undefined,
    ConsumedCapacity: operation === 'BatchWriteItem' ? capacity : capacity?.[0],
  };
}

/** dynalite's rules and the one member that it does not know. */
export const writeRules = (operation: string): Rules =>
  withMembers(rulesOf(operation), {
    ReturnValuesOnConditionCheckFailure: { type: 'String', enum: ['ALL_OLD', 'NONE'] },
  });
