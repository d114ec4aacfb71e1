import { apiError, cancellationReason, transactionCancelled } from './api-error.ts';
import type { Change, Prepared } from './change.ts';
import type { Request, Rules, Store } from './dynalite.ts';

/** One action of a transaction: its name, such as `Put`, and what would be its body as an operation of its own. */
interface Action {
  readonly name: string;
  readonly request: Request;
}

type TransactItem = Readonly<Record<string, Request>>;

const transactItems = (request: Request) => request.TransactItems as readonly TransactItem[];

/** The actions of a validated request, in their order. */
export const actionsOf = (request: Request): Action[] => transactItems(request).flatMap(membersOf);

const membersOf = (item: TransactItem): Action[] => Object.entries(item).map(([name, request]) => ({ name, request }));

/**
 * The rules of a transaction's request: 1 to 100 items, each with one action, by the rules given here by the action's name. `refuse` tells
 * what is wrong with an item of so many actions.
 */
export function transactionRules(
  actions: Readonly<Record<string, Rules>>,
  refuse: (count: number) => string | undefined,
): Rules {
  const children = Object.fromEntries(
    Object.entries(actions).map(([name, { types }]) => [name, { type: `FieldStruct<${name}>`, children: types }]),
  );
  const check = (item: TransactItem, store: Store) => {
    const [action, ...more] = membersOf(item);
    return refuse(action ? 1 + more.length : 0) ?? (action && actions[action.name]?.custom?.(action.request, store));
  };
  return {
    types: {
      TransactItems: {
        type: 'List',
        notNull: true,
        lengthGreaterThanOrEqual: 1,
        lengthLessThanOrEqual: 100,
        children: { type: 'ValueStruct<TransactItem>', children },
      },
      ClientRequestToken: { type: 'String', lengthGreaterThanOrEqual: 1, lengthLessThanOrEqual: 36 },
      ReturnConsumedCapacity: { type: 'String', enum: ['INDEXES', 'TOTAL', 'NONE'] },
    },
    custom: (request, store) => {
      for (const item of transactItems(request)) {
        const message = check(item, store);
        if (message) return message;
      }
      return undefined;
    },
  };
}

/** Returns the effects of all actions, if each of them may be done. Throws the `ApiError` that refuses the transaction otherwise. */
export function allOrNothing(prepared: readonly Prepared[]): Change[] {
  const changes = prepared.flatMap((one) => one.changes);
  const items = new Set(changes.map(({ table, key }) => `${table.TableName}~${key}`));
  if (items.size < changes.length) {
    throw apiError('ValidationException', 'Transaction request cannot include multiple operations on one item');
  }
  const reasons = prepared.map(({ error }) => cancellationReason(error));
  if (reasons.some(({ Code }) => Code !== 'None')) throw transactionCancelled(reasons);
  return changes;
}
