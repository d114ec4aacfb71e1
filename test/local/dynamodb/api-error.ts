import type { Item } from './dynalite.ts';

const API = 'com.amazonaws.dynamodb.v20120810';

/** The outcome of one action of a cancelled transaction. */
export interface CancellationReason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Item;
}

/** A refusal as DynamoDB sends it; dynalite throws the same shape. */
export interface ApiError extends Error {
  readonly statusCode: number;
  readonly body: {
    readonly __type: string;
    readonly message?: string;
    readonly Message?: string;
    readonly Item?: Item;
    readonly CancellationReasons?: readonly CancellationReason[];
  };
}

/** Returns true if it is a refusal; anything else is a fault of the engine. */
export function isApiError(error: unknown): error is ApiError {
  return error instanceof Error && 'statusCode' in error && 'body' in error;
}

/** An error's short name, such as `ConditionalCheckFailedException`. */
export function nameOf({ body }: ApiError): string {
  return body.__type.slice(body.__type.indexOf('#') + 1);
}

/** A refusal with status 400. */
export function apiError(name: string, message: string, more: Partial<ApiError['body']> = {}): ApiError {
  const body = { __type: `${API}#${name}`, message, ...more };
  return Object.assign(new Error(message), { statusCode: 400, body });
}

/** The refusal of a transaction, with one reason for every action, in their order. */
export function transactionCancelled(reasons: readonly CancellationReason[]): ApiError {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return apiError('TransactionCanceledException', message, { CancellationReasons: reasons });
}

/** Why an action stood in the way of its transaction. Throws what no transaction reports this way, such as a missing table or an empty key. */
export function cancellationReason(error: ApiError | undefined): CancellationReason {
  if (!error) return { Code: 'None' };
  const name = nameOf(error);
  const Code = REASONS[name];
  if (!Code || /key attribute cannot contain an empty string/.test(error.message)) throw error;
  return { Code, Message: error.message, ...(error.body.Item && { Item: error.body.Item }) };
}

const REASONS: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: 'ConditionalCheckFailed',
  ValidationException: 'ValidationError',
};
