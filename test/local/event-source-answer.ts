import type { DynamoDBRecord } from 'aws-lambda';

/**
 * Returns the number of records, from the first, that a function applied according to its response; undefined if it says so of none: an identifier is empty or of no record.
 * No answer and an empty one mean success, as Lambda has it.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export function appliedRecords(answer: unknown, records: readonly DynamoDBRecord[]): number | undefined {
  const failures: unknown = isObject(answer) ? (answer.batchItemFailures ?? []) : [];
  if (!Array.isArray(failures)) return undefined;
  const failed = failures.map((failure) =>
    records.findIndex(({ dynamodb }) => isObject(failure) && dynamodb?.SequenceNumber === failure.itemIdentifier),
  );
  return failed.includes(-1) ? undefined : Math.min(records.length, ...failed);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
