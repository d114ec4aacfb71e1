import { randomUUID } from 'node:crypto';
import { marshall } from '@aws-sdk/util-dynamodb';
import { toItem } from '#adapters/dynamo/ticket-item.ts';
import { statusIndex, ticketKeys } from '#functions/table-keys.ts';
import { newTicket } from '#test/bench/fill.ts';
import { tables } from '#test/local/desk.ts';
import type { DeskProcess } from './desk-process.ts';

/** An HTTP request, as `fetch` and autocannon take it. */
export interface HttpRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const { subject, message } = newTicket();

export const submit = ({ url, token }: DeskProcess): HttpRequest => ({
  url: `${url}/api/support/contact`,
  method: 'POST',
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  body: JSON.stringify({ subject, message }),
});

export const list = (desk: DeskProcess): HttpRequest => asAgent(desk, 'GET', '/support-tickets?status=open');
export const counts = (desk: DeskProcess): HttpRequest => asAgent(desk, 'GET', '/support-stats?days=1');
export const close = (desk: DeskProcess, id: string): HttpRequest =>
  asAgent(desk, 'POST', `/support-tickets/${id}/close`);

const asAgent = ({ url, adminKey }: DeskProcess, method: 'GET' | 'POST', path: string): HttpRequest => ({
  url: `${url}/api/admin${path}`,
  method,
  headers: { 'x-admin-key': adminKey },
});

/** The PutItem that a submit sends, straight to the engine. */
export const barePut = ({ dynamoDb }: DeskProcess): HttpRequest =>
  toEngine(dynamoDb, 'PutItem', {
    TableName: tables.tickets,
    Item: marshall(toItem(newTicket(), randomUUID(), undefined), { removeUndefinedValues: true }),
    ConditionExpression: 'attribute_not_exists(#id)',
    ExpressionAttributeNames: { '#id': ticketKeys.partition },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });

/** The Query that a list sends, straight to the engine. */
export const bareQuery = ({ dynamoDb }: DeskProcess): HttpRequest =>
  toEngine(dynamoDb, 'Query', {
    TableName: tables.tickets,
    IndexName: statusIndex.name,
    KeyConditionExpression: '#status = :status',
    ExpressionAttributeNames: { '#status': statusIndex.partition },
    ExpressionAttributeValues: { ':status': { S: 'open' } },
    ScanIndexForward: false,
    Limit: 101,
  });

const toEngine = (url: string, operation: string, body: object): HttpRequest => ({
  url,
  method: 'POST',
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDB_20120810.${operation}`,
    'x-amz-date': '20260101T000000Z',
    // The engine looks at the form of a signature only.
    authorization:
      'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  },
  body: JSON.stringify(body),
});
