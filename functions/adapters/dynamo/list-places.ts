import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Position } from '#core/ticket/ticket.ts';
import type { ListMove } from '#core/views/list-moves.ts';
import { batchWrite } from './batch-write.ts';
import { inWaves } from './in-waves.ts';
import { unlessRefused } from './unless-refused.ts';
import { listKey } from './view-items.ts';

/** Writes at a time, fewer than the client's sockets. */
const AT_A_TIME = 40;

/** A ticket's place in a list, by the change that put it there. */
interface Place {
  readonly list: string;
  readonly ticket: Position;
  readonly version: number;
}

/**
 * Puts tickets that no generation knew any lists of into them, without a condition, which takes a tenth of the time: for the rebuild of a desk that had no
 * lists, as nobody else is likely to move the same ticket three times meanwhile. Throws `unavailable`.
 */
export const enterFirstLists = (client: DynamoDBDocumentClient, table: string, moves: readonly ListMove[]) =>
  batchWrite(
    client,
    table,
    placesOf(moves, 'enters').map(({ list, ticket, version }) => ({
      PutRequest: { Item: { ...listKey(list, ticket), version } },
    })),
  );

/** Puts tickets into the lists that they enter, unless a change that isn't earlier has put them there. Throws `unavailable`. */
export function enterLists(client: DynamoDBDocumentClient, table: string, moves: readonly ListMove[]): Promise<void> {
  return inWaves(placesOf(moves, 'enters'), AT_A_TIME, ({ list, ticket, version }) =>
    unlessRefused(
      client.send(
        new PutCommand({ TableName: table, Item: { ...listKey(list, ticket), version }, ...ifEarlier(version) }),
      ),
    ),
  );
}

/** Removes tickets from the lists that they leave, unless a change that isn't earlier has put them there. Throws `unavailable`. */
export function leaveLists(client: DynamoDBDocumentClient, table: string, moves: readonly ListMove[]): Promise<void> {
  return inWaves(placesOf(moves, 'leaves'), AT_A_TIME, ({ list, ticket, version }) =>
    unlessRefused(
      client.send(new DeleteCommand({ TableName: table, Key: listKey(list, ticket), ...ifEarlier(version) })),
    ),
  );
}

const placesOf = (moves: readonly ListMove[], by: 'enters' | 'leaves'): Place[] =>
  moves.flatMap(({ ticket, version, [by]: lists }) => lists.map((list) => ({ list, ticket, version })));

const ifEarlier = (version: number) => ({
  ConditionExpression: 'attribute_not_exists(version) OR version < :version',
  ExpressionAttributeValues: { ':version': version },
});
