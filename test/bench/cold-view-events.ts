import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoSavedViews } from '#adapters/dynamo/dynamo-saved-views.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { saveView } from '#core/saved-views/change-saved-views.ts';
import { completed, tables } from './stage.ts';

const draft = { name: 'Refunds', query: 'refund status:open', sort: 'newest', position: 0 } as const;

/** Returns the events of the functions of saved views; one is shared and then deleted. */
export function coldViewEvents(
  client: DynamoDBDocumentClient,
  asAgent: Readonly<Record<string, string>>,
): Readonly<Record<string, () => Promise<object>>> {
  const savedViews = dynamoSavedViews({ personalTable: tables.personal, viewsTable: tables.views }, client);
  const asks = (more: object = {}) => completed({ headers: asAgent, ...more });
  async function toView(): Promise<object> {
    const id = randomUUID();
    await saveView({ savedViews, pause: randomPause }, { me: 'nobody', agents: [] }, { id, ...draft, isShared: true });
    return asks({ pathParameters: { saved_view_id: id } });
  }
  const pathParameters = { saved_view_id: randomUUID() };
  return {
    'list-saved-views': async () => asks(),
    'put-saved-view': async () => asks({ pathParameters, body: JSON.stringify({ ...draft, shared: false }) }),
    'delete-saved-view': toView,
  };
}
