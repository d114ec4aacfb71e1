import { randomUUID } from 'node:crypto';
import { toItem } from '#adapters/dynamo/ticket-item.ts';
import { stateKey } from '#adapters/dynamo/view-items.ts';
import { statusIndex, ticketKeys } from '#functions/table-keys.ts';
import { importBareClient } from './bare-client.ts';
import { atMost, type Figure } from './figure.ts';
import { fill, newTicket } from './fill.ts';
import { alternate, timed } from './median.ts';
import { setStage, tables } from './stage.ts';

const ROUNDS = 500;
const WARM_UP = 500;
const LISTED = 100;

/** Measures warm submit and list through the handler, against the bare SDK calls on the same engine: a list reads the state of the views first. */
export async function measureLatency(build: string): Promise<Figure[]> {
  const stage = await setStage(build, { metered: false });
  const { client, call, asAgent, asCustomer } = stage;
  const { subject, message } = newTicket();
  const body = JSON.stringify({ subject, message });
  await fill(client, LISTED);
  const forPut = await importBareClient(build, 'bare-put');
  const forQuery = await importBareClient(build, 'bare-query');
  const writing = {
    submit: () => timed(() => call('submit-ticket', { headers: asCustomer, body })),
    put: () => timed(() => forPut.put(barePut())),
  };
  const reading = {
    list: () => timed(() => call('list-tickets', { headers: asAgent, queryStringParameters: { status: 'closed' } })),
    calls: () =>
      timed(async () => {
        await forQuery.get({ TableName: tables.views, Key: stateKey });
        await forQuery.query(bareQuery());
      }),
  };
  try {
    await alternate(WARM_UP, writing);
    const { submit, put } = await alternate(ROUNDS, writing);
    await alternate(WARM_UP, reading);
    const { list, calls } = await alternate(ROUNDS, reading);
    return [
      atMost(`warm submit (${submit.toFixed(2)} ms) ÷ a bare PutItem (${put.toFixed(2)} ms)`, submit / put, 1.3),
      atMost(
        `warm list of ${LISTED} (${list.toFixed(2)} ms) ÷ a bare GetItem and Query (${calls.toFixed(2)} ms)`,
        list / calls,
        1.3,
      ),
    ];
  } finally {
    await stage.close();
  }
}

/** The same requests that the handlers send. */
const barePut = () => ({
  TableName: tables.tickets,
  Item: toItem(newTicket(), randomUUID(), undefined),
  ConditionExpression: 'attribute_not_exists(#id)',
  ExpressionAttributeNames: { '#id': ticketKeys.partition },
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
});

const bareQuery = () => ({
  TableName: tables.tickets,
  IndexName: statusIndex.name,
  KeyConditionExpression: '#status = :status',
  ExpressionAttributeNames: { '#status': statusIndex.partition },
  ExpressionAttributeValues: { ':status': 'closed' },
  ScanIndexForward: false,
  Limit: LISTED + 1,
});
