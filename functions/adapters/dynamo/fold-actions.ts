import type { Fold } from '#core/views/fold.ts';
import { countersKey, slotOf, stateKey, ticketKey, toSlot } from './view-items.ts';
import type { Action } from './write-transaction.ts';

/** Returns a fold as one transaction: the condition on the state, then the replacement of every ticket, then the additions to counters. */
export function foldActions(
  table: string,
  generation: number,
  changedAt: number | undefined,
  { steps, added }: Fold,
): Action[] {
  return [
    changedAt === undefined ? stillBuilding(table, generation) : nextRevision(table, generation, changedAt),
    ...steps.map((step) => replaceApplied(table, generation, step)),
    ...[...added].map(([entry, numbers]) => addNumbers(table, generation, entry, numbers)),
  ];
}

function nextRevision(TableName: string, generation: number, changedAt: number): Action {
  return {
    Update: {
      TableName,
      Key: stateKey,
      UpdateExpression: 'SET generation = :generation, changed_at = :now ADD revision :one',
      ConditionExpression: 'attribute_not_exists(generation) OR generation = :generation',
      ExpressionAttributeValues: { ':generation': generation, ':now': changedAt, ':one': 1 },
    },
  };
}

function stillBuilding(TableName: string, generation: number): Action {
  return {
    ConditionCheck: {
      TableName,
      Key: stateKey,
      ConditionExpression: 'building = :generation',
      ExpressionAttributeValues: { ':generation': generation },
    },
  };
}

function replaceApplied(
  TableName: string,
  generation: number,
  { id, before, other, after }: Fold['steps'][number],
): Action {
  const sameSlot = before
    ? '#slot.generation = :generation AND #slot.version = :before'
    : '(attribute_not_exists(#slot) OR #slot.generation <> :generation)';
  const sameOther = other ? '#other.version = :other' : 'attribute_not_exists(#other)';
  return {
    Update: {
      TableName,
      Key: ticketKey(id),
      UpdateExpression: 'SET #slot = :after',
      ConditionExpression: `${sameSlot} AND ${sameOther}`,
      ExpressionAttributeNames: { '#slot': slotOf(generation), '#other': slotOf(generation + 1) },
      ExpressionAttributeValues: {
        ':after': toSlot(after, generation),
        ':generation': generation,
        ...(before && { ':before': before.version }),
        ...(other && { ':other': other.version }),
      },
    },
  };
}

function addNumbers(
  TableName: string,
  generation: number,
  entry: string,
  numbers: ReadonlyMap<string, number>,
): Action {
  const names = [...numbers.keys()];
  return {
    Update: {
      TableName,
      Key: countersKey(generation, entry),
      UpdateExpression: `ADD ${names.map((_, index) => `#${index} :${index}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#${index}`, name])),
      ExpressionAttributeValues: Object.fromEntries([...numbers.values()].map((by, index) => [`:${index}`, by])),
    },
  };
}
