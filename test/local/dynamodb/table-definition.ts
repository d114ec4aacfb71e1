import { entriesOf } from './commit.ts';
import {
  type Answer,
  db,
  type Index,
  type LevelOperation,
  type Request,
  type Rules,
  rulesOf,
  run,
  type Store,
  type Table,
  validate,
  withMembers,
} from './dynalite.ts';
import { tableNamed, tableSettled } from './store.ts';

const streamSpecification = {
  type: 'FieldStruct<StreamSpecification>',
  children: {
    StreamEnabled: { type: 'Boolean', notNull: true },
    StreamViewType: { type: 'String', enum: ['NEW_AND_OLD_IMAGES'] },
  },
};

/** CreateTable, UpdateTable and DeleteTable, with streams and new indexes, which dynalite does not know. Must not run beside a write. Rejects with an `ApiError`. */
export async function defineTable(operation: string, body: unknown, store: Store): Promise<Answer> {
  if (operation === 'UpdateTable' && (body as Request).StreamSpecification) return updateStream(body, store);
  const [update] = ((body as Request).GlobalSecondaryIndexUpdates as { Create?: NewIndex }[] | undefined) ?? [];
  if (operation === 'UpdateTable' && update?.Create) return addIndex(body, update.Create, store);
  const request = validate(body, withMembers(rulesOf(operation), { StreamSpecification: streamSpecification }), store);
  const answer = await run(operation, request, store);
  await tableSettled(request.TableName, store);
  return request.StreamSpecification ? setStream(request, store) : answer;
}

/** As on AWS, a request that changes a stream may change nothing else here. */
function updateStream(body: unknown, store: Store): Promise<Answer> {
  const { TableName } = rulesOf('UpdateTable').types;
  const rules: Rules = { types: { TableName: TableName ?? 'String', StreamSpecification: streamSpecification } };
  return setStream(validate(body, rules, store), store);
}

async function setStream({ TableName, StreamSpecification }: Request, store: Store): Promise<Answer> {
  const table = await tableNamed(TableName, store);
  // A stream is named by the time that it began.
  const LatestStreamLabel = new Date().toISOString().slice(0, -1);
  const described = {
    ...table,
    StreamSpecification,
    LatestStreamLabel,
    LatestStreamArn: `${table.TableArn}/stream/${LatestStreamLabel}`,
  } as Table;
  await store.db.batch([{ type: 'put', key: `table~${TableName}`, value: described }]);
  return { TableDescription: described };
}

type NewIndex = Index & { readonly Projection: { readonly ProjectionType: string } };

const BATCH = 1000;

/** For a table that is paid by request. Fills the index before its table is said to have it, so that what is interrupted can be done again. */
async function addIndex(body: unknown, index: NewIndex, store: Store): Promise<Answer> {
  const { TableName, AttributeDefinitions } = body as Request;
  const table = await tableNamed(TableName, store);
  const created = { ...index, IndexStatus: 'ACTIVE', IndexArn: `${table.TableArn}/index/${index.IndexName}` };
  const alone = { ...table, AttributeDefinitions, GlobalSecondaryIndexes: [created] };
  const entries: LevelOperation[] = [];
  for await (const item of store.db.values({ gt: `item-${TableName}~`, lt: `item-${TableName}~~` })) {
    entries.push(
      ...entriesOf({ table: alone, key: db.createKey(item, table), before: undefined, after: item }, 'Global'),
    );
    if (entries.length >= BATCH) await store.db.batch(entries.splice(0));
  }
  const described = {
    ...table,
    AttributeDefinitions,
    GlobalSecondaryIndexes: [...(table.GlobalSecondaryIndexes ?? []), created],
  };
  await store.db.batch([...entries, { type: 'put', key: `table~${TableName}`, value: described }]);
  return { TableDescription: described };
}
