import fc from 'fast-check';
import { statusIndex, ticketEntry } from '#functions/table-keys.ts';
import { names } from '#test/local/dynamodb-under-test.ts';

/** A part of a request's body. */
export type Json = Readonly<Record<string, unknown>>;

/** Chooses one of the values. */
export const oneOf = fc.constantFrom;
/** Chooses a value or, less often, none. */
export const sometimes = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 3 });
/** Returns an object of those members that have a value. */
export const members = (model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Json> =>
  fc.record(model).map((record) => JSON.parse(JSON.stringify(record)) as Json);
/** Merges the members of several objects. */
export const merged = (...parts: fc.Arbitrary<object>[]): fc.Arbitrary<Json> =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all));

/** Few keys, so that requests collide: four of tickets and their events, two of agents. */
const ticketKey = members({
  id: oneOf('a', 'b').map((S) => ({ S })),
  entry: oneOf(ticketEntry, 'event#é').map((S) => ({ S })),
}).map((Key) => ({ TableName: names.tickets, Key }));
const agentKey = members({ key_hash: oneOf('x', 'y').map((S) => ({ S })) }).map((Key) => ({
  TableName: names.agents,
  Key,
}));

/** Sizes on both sides of one and of four kilobytes, with one byte per character and with two. */
const message = fc
  .tuple(oneOf('x', 'é'), oneOf(1, 400, 900, 1100, 2500, 4200))
  .map(([character, length]) => ({ S: character.repeat(length) }));
const tags = oneOf<unknown[]>({ SS: ['é', 'a'] }, { L: [{ NULL: true }, { M: { deep: { BOOL: true } } }] });
const attributes = {
  status: sometimes(oneOf('open', 'closed').map((S) => ({ S }))),
  version: sometimes(oneOf('1', '2').map((N) => ({ N }))),
  message: sometimes(message),
  tags: sometimes(tags),
};

const value = (UpdateExpression: string, of: Json, ExpressionAttributeNames?: Json) => ({
  UpdateExpression,
  ExpressionAttributeValues: { ':value': of },
  ...(ExpressionAttributeNames && { ExpressionAttributeNames }),
});
/** The names that expressions on the status need: it is a reserved word. */
export const status = { '#status': statusIndex.partition };
const update = fc.oneof(
  oneOf<Json[]>(
    value('SET version = :value', { N: '3' }),
    value('SET #status = :value', { S: 'closed' }, status),
    value('SET #status = :value REMOVE message', { S: 'open' }, status),
    value('SET version = version + :value', { N: '1' }),
    value('SET version = if_not_exists(version, :value)', { N: '1' }),
    value('ADD version :value', { N: '1' }),
    value('ADD tags :value', { SS: ['b'] }),
    value('DELETE tags :value', { SS: ['a'] }),
    { UpdateExpression: 'REMOVE #status, created_at', ExpressionAttributeNames: status },
    { UpdateExpression: 'SET copied = message' },
  ),
  message.map((text) => value('SET message = :value', text)),
);

const condition = fc.oneof(
  fc.constant({}),
  oneOf<Json[]>(
    { ConditionExpression: 'attribute_not_exists(version)' },
    { ConditionExpression: 'attribute_exists(version) AND NOT contains(tags, version)' },
    // No size(): dynalite doesn't support it for an empty text, and the desk doesn't use it.
  ),
);

/** The parts of valid requests. */
export const sound = {
  key: fc.oneof({ weight: 3, arbitrary: ticketKey }, { weight: 1, arbitrary: agentKey }),
  attributes,
  update,
  condition,
};
/** The parts of requests. */
export type Parts = typeof sound;

/** The same parts with one invalid one: a request with two might be refused for either. */
export const wrong: Parts[] = [
  ...[{ id: { S: 'a' } }, { id: { S: '' }, entry: { S: 'ticket' } }, { id: { N: '1' }, entry: { S: 'ticket' } }].map(
    (Key) => ({ key: fc.constant({ TableName: names.tickets, Key }) }),
  ),
  { key: ticketKey.map(({ Key }) => ({ TableName: 'nowhere', Key })) },
  { attributes: { ...attributes, status: fc.constant({ N: '1' }) } },
  ...[
    value('SET id = :value', { S: 'other' }),
    value('SET #status = :value', { S: '' }, status),
    value('SET copied = message', { S: 'unused' }),
    { UpdateExpression: 'SET copied = #undefined' },
    { UpdateExpression: 'SOT other = message' },
  ].map((one) => ({ update: fc.constant(one) })),
  { condition: fc.constant({ ConditionExpression: 'version = version and (' }) },
].map((part) => ({ ...sound, ...part }) as Parts);
