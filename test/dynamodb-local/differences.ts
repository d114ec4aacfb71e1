import { indexesTwice, ofIndexes, undirected, withCapacity, withoutCapacity } from './capacity.ts';
import { type Exchange, inBoth, inOurs, inTheirs, withReasons } from './exchange.ts';

/** Something that DynamoDB Local does otherwise than our engine, on purpose. */
interface Difference {
  readonly reason: string;
  /** Where it says what AWS does. */
  readonly source: string;
  /** Which of our engine's tests therefore fail on DynamoDB Local, by their full names. */
  readonly tests?: RegExp;
  /** The exchange without the difference. */
  readonly without?: (exchange: Exchange) => Exchange;
}

const actionsOf = ({ request: { operation, body } }: Exchange): readonly object[] =>
  operation === 'TransactWriteItems' ? (body.TransactItems as object[]) : [];

/** Every known difference; any other fails the tests. */
const differences: readonly Difference[] = [
  {
    reason:
      'It tries conditions before it finds that a transaction names an item twice or that an expression changes a key.',
    source:
      'https://github.com/paritysuite/dynamodb-conformance/issues/45, asserted on AWS; for the key, dynalite (below)',
    without: (exchange) => {
      const { ours, theirs } = exchange;
      const tried = ['ConditionalCheckFailedException', 'TransactionCanceledException'].includes(theirs.error ?? '');
      return ours.error === 'ValidationException' && tried ? { ...exchange, ours: theirs } : exchange;
    },
  },
  {
    reason:
      'Of two mistakes in a transaction, one of them a table that does not exist, it may find the other one first.',
    source: "dynalite's order was taken from AWS: https://github.com/architect/dynalite#why-not-amazons-dynamodb-local",
    without: (exchange) => {
      const { ours, theirs } = exchange;
      const mistakes = [ours.error, theirs.error].sort().join();
      const twoMistakes = mistakes === 'ResourceNotFoundException,ValidationException';
      return twoMistakes && actionsOf(exchange).length > 1 ? { ...exchange, ours: theirs } : exchange;
    },
  },
  {
    reason: 'It finds the end of some ranges that a Query reads backwards, where AWS says that there may be more.',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html#API_Query_ResponseSyntax',
    without: (exchange) => {
      const { request, ours, theirs } = exchange;
      const atEnd = request.body.ScanIndexForward === false && ours.ScannedCount === request.body.Limit;
      if (!atEnd || theirs.LastEvaluatedKey) return exchange;
      const { LastEvaluatedKey, ...end } = ours;
      return { ...exchange, ours: end };
    },
  },
  {
    reason: 'It says in other words what is wrong with a request.',
    source:
      "dynalite's words were taken from AWS: https://github.com/architect/dynalite#why-not-amazons-dynamodb-local",
    tests: /is refused with (more than 100 actions|a table that does not exist)$/,
    without: inBoth(({ message, ...reply }) => {
      const alike = ['TransactionCanceledException', 'ConditionalCheckFailedException'].includes(reply.error ?? '');
      return alike ? { ...reply, message } : reply;
    }),
  },
  {
    reason: 'It ends the message of a failed check with a full stop, and of no other condition.',
    source:
      'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#API_TransactWriteItems_Errors',
    tests: /gives every reason in the order of the actions/,
    without: inBoth(
      withReasons(({ Message, ...reason }) =>
        reason.Code === 'ConditionalCheckFailed' && Message
          ? { ...reason, Message: Message.replace(/\.$/, '') }
          : reason,
      ),
    ),
  },
  {
    reason:
      'It refuses a transaction outright, or with one reason for all, for an action that makes no sense in its table.',
    source: 'https://github.com/paritysuite/dynamodb-conformance/pull/60 and /10, pinned on AWS',
    tests: /is cancelled by an action that makes no sense in its table|refuses the same item twice, a wrong key/,
    without: (exchange) => {
      const { request, ours, theirs } = exchange;
      const cancelled = ours.CancellationReasons?.some(({ Code }) => Code === 'ValidationError');
      const refused = theirs.error === 'ValidationException' || theirs.error === 'TransactionCanceledException';
      return request.operation.startsWith('Transact') && cancelled && refused
        ? { ...exchange, ours: theirs }
        : exchange;
    },
  },
  {
    reason: 'It reports consumed capacity for a DeleteItem that did not ask for it.',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html',
    without: (exchange) => {
      const { operation, body } = exchange.request;
      const asked = ['INDEXES', 'TOTAL'].includes(String(body.ReturnConsumedCapacity));
      return operation === 'DeleteItem' && !asked ? inTheirs(withoutCapacity)(exchange) : exchange;
    },
  },
  {
    reason: 'It charges nothing for a Query or Scan that reads nothing.',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html',
    tests: /read units > of a query/,
    without: (exchange) => (exchange.ours.ScannedCount === 0 ? inBoth(withoutCapacity)(exchange) : exchange),
  },
  {
    reason:
      'It charges for an index when an item that had half of its key gets the other half instead. No history does.',
    source:
      'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes',
  },
  {
    reason: 'It charges a batch two units for deleting what is not there.',
    source: 'https://github.com/awslabs/amazon-dynamodb-local-samples/issues/7, measured on AWS',
    without: (exchange) => {
      const deletes = JSON.stringify(exchange.request.body).includes('"DeleteRequest"');
      return deletes ? inBoth(withoutCapacity)(exchange) : exchange;
    },
  },
  {
    reason: 'In a transaction it does not say whether the units are of reading or of writing.',
    source: 'https://github.com/nubo-db/dynoxide/pull/123, checked on AWS',
    tests: /read units > in a transaction/,
    without: inOurs(withCapacity(undirected)),
  },
  {
    reason: 'Of the actions of a transaction that cost the same it charges for one only.',
    source: 'https://github.com/awslabs/amazon-dynamodb-local-samples/issues/31, measured on AWS',
    tests: /write units > of a batch and of a transaction are summed/,
    without: (exchange) => (actionsOf(exchange).length > 1 ? inBoth(withoutCapacity)(exchange) : exchange),
  },
  {
    reason: 'In a transaction it charges for an index as it does for the table: twice.',
    source: 'https://github.com/nubo-db/dynoxide/pull/188, measured on AWS',
    tests: /write units > of (?!.*(outside|half|same again)).*, in a transaction$/,
    without: (exchange) => {
      if (exchange.request.operation !== 'TransactWriteItems') return exchange;
      // A total does not tell what of it is the index's.
      const total = exchange.request.body.ReturnConsumedCapacity === 'TOTAL';
      return total ? inBoth(withoutCapacity)(exchange) : inOurs(withCapacity(indexesTwice))(exchange);
    },
  },
  {
    reason: 'In a transaction it charges two units for a check and one for deleting nothing, whatever was looked at.',
    source: 'https://github.com/nubo-db/dynoxide/pull/188, measured on AWS',
    tests: /write units > of a check/,
    without: (exchange) => {
      const otherwise = actionsOf(exchange).some((action) => 'ConditionCheck' in action || 'Delete' in action);
      return otherwise ? inBoth(withCapacity(ofIndexes))(exchange) : exchange;
    },
  },
  {
    reason: 'It charges two units for a repeated transaction, whatever the size.',
    source:
      'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#API_TransactWriteItems_RequestSyntax',
    tests: /write units > become read units when/,
    without: (exchange) => (exchange.repeated ? inBoth(withoutCapacity)(exchange) : exchange),
  },
  {
    reason: 'Its clock cannot be set.',
    source:
      'Request tokens expire after ten minutes: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html',
    tests: /is forgotten after ten minutes/,
  },
];

/** The exchange without all known differences: ours and theirs should be equal. */
export function withoutDifferences(exchange: Exchange): Exchange {
  return differences.reduce((it, { without }) => without?.(it) ?? it, exchange);
}

/** Whether a test of our engine fails on DynamoDB Local, by its full name. */
export const differs = (test: string): boolean => differences.some(({ tests }) => tests?.test(test));
