import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { ReadMarks } from '#core/ticket/read-marks.ts';
import type { Position } from '#core/ticket/ticket.ts';
import { personalEntries, personalKeys } from '#functions/table-keys.ts';
import { batchGet } from './batch-get.ts';
import { asUnavailable, dynamo, throwAsUnavailable } from './dynamo-client.ts';
import { cancellationCodes } from './retry-on-conflict.ts';
import { writeTransaction } from './write-transaction.ts';

interface MarkItem {
  entry: string;
  version: number;
}

const keyOf = (agentId: string, entry: string) => ({ [personalKeys.partition]: agentId, [personalKeys.sort]: entry });

const markOf = ({ createdAt, id }: Position): string => `${personalEntries.readMark}${createdAt}#${id}`;

/** Marks of what agents have read, in the order of the list: one Query returns those of a page. */
export function dynamoReadMarks(table: string, client: DynamoDBDocumentClient = dynamo()): ReadMarks {
  return {
    async mark(agentId, ticket, version) {
      const mark = {
        TableName: table,
        Key: keyOf(agentId, markOf(ticket)),
        UpdateExpression: 'SET version = :version',
        ConditionExpression: 'attribute_not_exists(version) OR version < :version',
        ExpressionAttributeValues: { ':version': version },
      };
      const count = {
        TableName: table,
        Key: keyOf(agentId, personalEntries.readMarks),
        UpdateExpression: 'ADD revision :one',
        ExpressionAttributeValues: { ':one': 1 },
      };
      try {
        await writeTransaction(client, [{ Update: mark }, { Update: count }]);
      } catch (error) {
        if (!cancellationCodes(error).includes('ConditionalCheckFailed')) throw asUnavailable(error);
      }
    },

    async of(agentId, tickets) {
      const marks = tickets.map(markOf).toSorted();
      if (marks.length === 0) return new Map();
      const query = {
        TableName: table,
        KeyConditionExpression: '#agent = :agent AND #entry BETWEEN :oldest AND :newest',
        ExpressionAttributeNames: { '#agent': personalKeys.partition, '#entry': personalKeys.sort },
        ExpressionAttributeValues: { ':agent': agentId, ':oldest': marks[0], ':newest': marks.at(-1) },
      };
      try {
        const pages = await Array.fromAsync(paginateQuery({ client }, query), ({ Items = [] }) => Items as MarkItem[]);
        const versions = new Map(pages.flat().map(({ entry, version }) => [entry, version]));
        return new Map(tickets.flatMap((one) => entryOf(one.id, versions.get(markOf(one)))));
      } catch (error) {
        throw asUnavailable(error);
      }
    },

    async ofEach(agentId, tickets) {
      const keys = tickets.map((ticket) => keyOf(agentId, markOf(ticket)));
      const items = (await batchGet(client, table, keys, { eventual: true })) as unknown as MarkItem[];
      const versions = new Map(items.map(({ entry, version }) => [entry, version]));
      return new Map(tickets.flatMap((one) => entryOf(one.id, versions.get(markOf(one)))));
    },

    async revision(agentId) {
      const get = new GetCommand({ TableName: table, Key: keyOf(agentId, personalEntries.readMarks) });
      const { Item } = await client.send(get).catch(throwAsUnavailable);
      return Number(Item?.revision ?? 0);
    },
  };
}

const entryOf = (id: string, version: number | undefined): [string, number][] =>
  version === undefined ? [] : [[id, version]];
