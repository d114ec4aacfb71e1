import { randomUUID } from 'node:crypto';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { toItem } from '../../functions/adapters/ticket-item.ts';
import { statusIndex } from '../../functions/table-keys.ts';
import { atMost, type Figure } from './figure.ts';
import { fill, newTicket } from './fill.ts';
import { alternate, timed } from './median.ts';
import { setStage, tables } from './stage.ts';

const ROUNDS = 300;
const WARM_UP = 50;
const LISTED = 100;

/** Warm submit and list through the handler, against the bare SDK call on the same engine. */
export async function measureLatency(build: string): Promise<Figure[]> {
  const stage = await setStage(build, { metered: false });
  const { client, call, asAgent, asCustomer } = stage;
  const { subject, message } = newTicket();
  const body = JSON.stringify({ subject, message });
  await fill(client, LISTED);
  const subjects = {
    submit: () => timed(() => call('submit-ticket', { headers: asCustomer, body })),
    put: () => timed(() => client.send(barePut())),
    list: () => timed(() => call('list-tickets', { headers: asAgent, queryStringParameters: { status: 'closed' } })),
    query: () => timed(() => client.send(bareQuery())),
  };
  // The ticket lines of submits are not part of the table.
  const write = process.stdout.write;
  process.stdout.write = () => true;
  try {
    await alternate(WARM_UP, subjects);
    const { submit, put, list, query } = await alternate(ROUNDS, subjects);
    return [
      atMost(`warm submit (${submit.toFixed(2)} ms) ÷ a bare PutItem (${put.toFixed(2)} ms)`, submit / put, 1.3),
      atMost(
        `warm list of ${LISTED} (${list.toFixed(2)} ms) ÷ a bare Query (${query.toFixed(2)} ms)`,
        list / query,
        1.3,
      ),
    ];
  } finally {
    process.stdout.write = write;
    await stage.close();
  }
}

const barePut = () => new PutCommand({ TableName: tables.tickets, Item: toItem(newTicket(), randomUUID(), undefined) });

const bareQuery = () =>
  new QueryCommand({
    TableName: tables.tickets,
    IndexName: statusIndex.name,
    KeyConditionExpression: '#status = :status',
    ExpressionAttributeNames: { '#status': statusIndex.partition },
    ExpressionAttributeValues: { ':status': 'closed' },
    ScanIndexForward: false,
    Limit: LISTED,
  });
