import { indexesTwice, ofIndexes, undirected, withCapacity, withoutCapacity } from './capacity.ts';
import { type Exchange, inBoth, inOurs, inTheirs, withReasons } from './exchange.ts';

/** An intended difference between DynamoDB Local and our engine. */
interface Difference {
  readonly reason: string;
  /** The source for what AWS does. */
  readonly source: string;
  /** The tests of our engine that therefore fail on DynamoDB Local, by their full names. */
  readonly tests?: RegExp;
  /** Removes the difference from an exchange. */
  readonly without?: (exchange: Exchange) => Exchange;
}

const actionsOf = ({ request: { operation, body } }: Exchange): readonly object[] =>
  operation === 'TransactWriteItems' ? (body.TransactItems as object[]) : [];

/** Every known difference; any other fails the tests. */
const differences: readonly Difference[] = [
  {
    reason:
      'It checks conditions before it detects that a transaction names an item twice or that an expression changes a key.',
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
      'Of two mistakes in a transaction, one of them a table that does not exist, it may report the other one first.',
    source: "dynalite's order was taken from AWS: https://github.com/architect/dynalite#why-not-amazons-dynamodb-local",
    without: (exchange) => {
      const { ours, theirs } = exchange;
      const mistakes = [ours.error, theirs.error].sort().join();
      const twoMistakes = mistakes === 'ResourceNotFoundException,ValidationException';
      return twoMistakes && actionsOf(exchange).length > 1 ? { ...exchange, ours: theirs } : exchange;
    },
  },
  {
    reason: 'It detects the end of some ranges that a Query reads backwards, where AWS says that there may be more.',
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
    reason: 'It words validation messages differently.',
    source:
      "dynalite's messages were taken from AWS: https://github.com/architect/dynalite#why-not-amazons-dynamodb-local",
    tests: /is refused with (more than 100 actions|a table that does not exist)$/,
    without: inBoth(({ message, ...reply }) => {
      const alike = ['TransactionCanceledException', 'ConditionalCheckFailedException'].includes(reply.error ?? '');
      return alike ? { ...reply, message } : reply;
    }),
  },
  {
    reason: 'It ends the message of a failed check, but of no other condition, with a full stop.',
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
      "It refuses a transaction outright, or with one reason for all actions, if an action doesn't fit its table.",
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
      'It charges for an index when an item that had half of its key gets the other half instead. No history does this.',
    source:
      'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes',
  },
  {
    reason: 'It charges a batch two units for deleting a missing item.',
    source: 'https://github.com/awslabs/amazon-dynamodb-local-samples/issues/7, measured on AWS',
    without: (exchange) => {
      const deletes = JSON.stringify(exchange.request.body).includes('"DeleteRequest"');
      return deletes ? inBoth(withoutCapacity)(exchange) : exchange;
    },
  },
  {
    reason: 'In a transaction it does not say whether units are read or write units.',
    source: 'https://github.com/nubo-db/dynoxide/pull/123, checked on AWS',
    tests: /read units > in a transaction/,
    without: inOurs(withCapacity(undirected)),
  },
  {
    reason: 'It charges only once for actions in a transaction that cost the same.',
    source: 'https://github.com/awslabs/amazon-dynamodb-local-samples/issues/31, measured on AWS',
    tests: /write units > of a batch and of a transaction are summed/,
    without: (exchange) => (actionsOf(exchange).length > 1 ? inBoth(withoutCapacity)(exchange) : exchange),
  },
  {
    reason: 'In a transaction it charges double for an index, as for the table.',
    source: 'https://github.com/nubo-db/dynoxide/pull/188, measured on AWS',
    tests: /write units > of (?!.*(outside|half|same again)).*, in a transaction$/,
    without: (exchange) => {
      if (exchange.request.operation !== 'TransactWriteItems') return exchange;
      // A total doesn't show the index's share.
      const total = exchange.request.body.ReturnConsumedCapacity === 'TOTAL';
      return total ? inBoth(withoutCapacity)(exchange) : inOurs(withCapacity(indexesTwice))(exchange);
    },
  },
  {
    reason: 'In a transaction it charges two units for a check and one for deleting a missing item, whatever the size.',
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
    reason: "Its clock can't be set.",
    source:
      'Request tokens expire after ten minutes: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html',
    tests: /is forgotten after ten minutes/,
  },
];

/** Removes all known differences from an exchange: ours and theirs should then be equal. */
export function withoutDifferences(exchange: Exchange): Exchange {
  return differences.reduce((it, { without }) => without?.(it) ?? it, exchange);
}

/** Returns true if a test of our engine fails on DynamoDB Local, by its full name. */
export const differs = (test: string): boolean => differences.some(({ tests }) => tests?.test(test));
