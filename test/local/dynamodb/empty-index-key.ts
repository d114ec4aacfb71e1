import { type ApiError, apiError } from './api-error.ts';
import type { Item, Table } from './dynalite.ts';

const EMPTY = 'The AttributeValue for a key attribute cannot contain an empty string value.';

/** Why an item cannot be stored if it has an empty text for a key of an index, which dynalite lets pass. */
export function emptyIndexKey(operation: string, item: Item | undefined, table: Table): ApiError | undefined {
  for (const { IndexName, KeySchema } of table.GlobalSecondaryIndexes ?? []) {
    const key = KeySchema.find(({ AttributeName }) => item?.[AttributeName]?.S === '');
    if (key) return apiError('ValidationException', refusal(operation, IndexName, key.AttributeName));
  }
  return undefined;
}

const refusal = (operation: string, index: string, key: string) =>
  operation === 'UpdateItem'
    ? `One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. ${EMPTY}`
    : `One or more parameter values are not valid. A value specified for a secondary index key is not supported. ${EMPTY} IndexName: ${index}, IndexKey: ${key}`;
