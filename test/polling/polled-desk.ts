import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { vi } from 'vitest';
import { DynamoAgentRegistry } from '#adapters/dynamo/dynamo-agent-registry.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { dynamoViewBuilder, scanTickets } from '#adapters/dynamo/dynamo-view-builder.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { clockOf } from '#adapters/system-clock.ts';
import { changeFields } from '#core/ticket/change-fields.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import type { TicketChange } from '#core/views/fold.ts';
import { rebuildViews } from '#core/views/rebuild-views.ts';
import { functionEnvironment } from '#lib/function-environment.ts';
import { needsOf } from '#lib/route-needs.ts';
import { routes } from '#lib/routes.ts';
import { agentNamed } from '#test/core/agents/agent-named.ts';
import { gatewayEvent } from '#test/http/edge/event.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { awsEnvironment, localDocumentClient } from '#test/local/desk.ts';
import { startDynamoDb } from '#test/local/dynamodb/dynamodb.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';
import { FILE_BUCKET } from '#test/local/functions.ts';
import { localSettings } from '#test/local/settings.ts';
import { recordOf } from '#test/stream/records.ts';

type Handler = (event: ReturnType<typeof gatewayEvent>) => Promise<APIGatewayProxyStructuredResultV2>;

/** One response to a poll. */
export interface Polled {
  readonly status: number | undefined;
  readonly etag: string;
  // biome-ignore lint/suspicious/noExplicitAny: a body has any shape.
  readonly body: any;
}

/** Starts the entries that are polled and the one that updates the views, in this process, where time stands still unless `pass` is called. */
export async function polledDesk() {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime('2026-11-23T12:00:00Z');
  const names = { tickets: randomUUID(), agents: randomUUID(), personal: randomUUID(), views: randomUUID() };
  const engine = await startDynamoDb();
  const client = localDocumentClient(engine.endpoint);
  await createTables(client, names);
  const key = await new DynamoAgentRegistry(client, names.agents).add('Dana');
  const settings = localSettings('https://www.example.com/pricing');
  Object.assign(process.env, awsEnvironment({ dynamodb: engine.endpoint, ssm: '' }), { VIEWS_TABLE: names.views });
  const importEntry = async (name: string): Promise<Handler> => {
    const route = routes.find(({ entry }) => entry === name);
    if (route)
      Object.assign(process.env, functionEnvironment(needsOf(route), settings, { ...names, fileBucket: FILE_BUCKET }), {
        LOG_LEVEL: 'SILENT',
      });
    return (await import(`../../functions/${name}.ts`)).handler;
  };
  const list = await importEntry('list-tickets');
  const stats = await importEntry('get-stats');
  const savedViews = await importEntry('list-saved-views');
  const { handler: follow } = await import('#functions/project-views.ts');
  const store = dynamoTicketStore(names.tickets, client);
  const threads = dynamoThreadStore(names.tickets, client);
  const clock = clockOf(() => Date.now());
  /** The changes that the consumer hasn't processed, in their order. */
  const stream: TicketChange[] = [];

  async function poll(handler: Handler, query: Record<string, string>, etag?: string): Promise<Polled> {
    const headers = { 'x-admin-key': key, ...(etag !== undefined && { 'if-none-match': etag }) };
    const answer = await handler(gatewayEvent({ headers, queryStringParameters: query }));
    return {
      status: answer.statusCode,
      etag: String(answer.headers?.etag),
      body: answer.body === undefined ? undefined : JSON.parse(answer.body),
    };
  }

  return {
    list: (etag?: string, status = 'open') => poll(list, { status }, etag),
    stats: (etag?: string, days = '7') => poll(stats, { days }, etag),
    savedViews: (etag?: string) => poll(savedViews, {}, etag),
    /** Advances the time. */
    pass: (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000),
    async submit(): Promise<Ticket> {
      const createdAt = clock.timestamp();
      const ticket = { ...exampleTicket, id: randomUUID(), createdAt, updatedAt: createdAt };
      await store.add(ticket);
      stream.push({ ticket });
      return ticket;
    },
    async close(ticket: Ticket): Promise<void> {
      const world = { tickets: store, threads, clock, newEntryId: entryIdAt, pause: randomPause };
      const { ticket: closed } = await changeFields(world, ticket.id, { status: 'closed' }, agentNamed('Dana'));
      stream.push({ ticket: closed });
    },
    /** Passes the consumer all changes that it hasn't processed. */
    async settle(): Promise<void> {
      await follow({ Records: stream.splice(0).map(recordOf) });
    },
    rebuild: () =>
      rebuildViews({
        views: dynamoViewBuilder(names.views, client),
        clock,
        tickets: () => scanTickets(client, names.tickets),
        advance: () => {},
        leaveOut: () => {},
      }),
    holdIndexes: engine.holdIndexes,
    async stop(): Promise<void> {
      vi.useRealTimers();
      client.destroy();
      await engine.close();
    },
  };
}
