import {
  type Answer,
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

/** CreateTable, UpdateTable and DeleteTable, with streams, which dynalite does not know. Must not run beside a write. Rejects with an `ApiError`. */
export async function defineTable(operation: string, body: unknown, store: Store): Promise<Answer> {
  if (operation === 'UpdateTable' && (body as Request).StreamSpecification) return updateStream(body, store);
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
