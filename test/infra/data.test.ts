import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { deskTemplate, resource } from './desk-template.ts';

const production = deskTemplate();
const trial = deskTemplate({ production: false });

interface Keyed {
  readonly KeySchema: readonly { readonly AttributeName: string }[];
}
const keyNames = ({ KeySchema }: Keyed) => KeySchema.map(({ AttributeName }) => AttributeName).join(', ');
const key = (AttributeName: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName, KeyType });

test('a deploy replaces no table and makes or deletes one index at most: logical ids, keys and indexes are those of the desks out there', () => {
  const tables = Object.entries(production.findResources('AWS::DynamoDB::Table')).map(([id, { Properties }]) => ({
    id,
    keys: keyNames(Properties),
    indexes: (Properties.GlobalSecondaryIndexes ?? []).map(
      (index: Keyed & { IndexName: string }) => `${index.IndexName}: ${keyNames(index)}`,
    ),
  }));
  // Before you change this, read "Changing the schema" in CONTRIBUTING.md.
  expect(tables).toEqual([
    {
      id: 'Tickets83B11BB2',
      keys: 'id, entry',
      indexes: ['status-created_at-index: status, created_at', 'user_id-created_at-index: user_id, created_at'],
    },
    { id: 'Agents8DC46436', keys: 'key_hash', indexes: [] },
    { id: 'ViewsC0DDE3FE', keys: 'view, entry', indexes: [] },
  ]);
});

test('tickets are keyed by id and entry, and indexed by status and time with everything in it, by customer and time with nothing that changes', () => {
  production.hasResourceProperties('AWS::DynamoDB::Table', {
    KeySchema: [key('id', 'HASH'), key('entry', 'RANGE')],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'status-created_at-index',
        KeySchema: [key('status', 'HASH'), key('created_at', 'RANGE')],
        Projection: { ProjectionType: 'ALL' },
      },
      {
        IndexName: 'user_id-created_at-index',
        KeySchema: [key('user_id', 'HASH'), key('created_at', 'RANGE')],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
});

test('views are keyed by view and entry, and have nothing that costs: they are made anew from tickets', () => {
  const { Properties, DeletionPolicy } = resource(production, 'AWS::DynamoDB::Table', 'Views');
  expect(Properties.KeySchema).toEqual([key('view', 'HASH'), key('entry', 'RANGE')]);
  expect(Properties.BillingMode).toBe('PAY_PER_REQUEST');
  expect(Properties.PointInTimeRecoverySpecification).toBeUndefined();
  expect(Properties.StreamSpecification).toBeUndefined();
  expect(DeletionPolicy).toBe('Delete');
});

test("agents' keys have a table of their own without a stream", () => {
  const { Properties } = resource(production, 'AWS::DynamoDB::Table', 'Agents');
  expect(Properties.KeySchema).toEqual([key('key_hash', 'HASH')]);
  expect(Properties.StreamSpecification).toBeUndefined();
});

describe.each(['Tickets', 'Agents'])('the table %s', (id) => {
  test('costs nothing while idle, and can be restored to any second', () => {
    const { Properties } = resource(production, 'AWS::DynamoDB::Table', id);
    expect(Properties.BillingMode).toBe('PAY_PER_REQUEST');
    expect(Properties.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
    expect(Properties.SSESpecification).toBeUndefined();
  });

  test('has a generated name, so that a second deploy finds none taken', () => {
    expect(resource(production, 'AWS::DynamoDB::Table', id).Properties.TableName).toBeUndefined();
  });

  test('is protected and survives the stack in production', () => {
    const table = resource(production, 'AWS::DynamoDB::Table', id);
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(table.Properties.DeletionProtectionEnabled).toBe(true);
  });

  test('goes with a stack for trial', () => {
    const table = resource(trial, 'AWS::DynamoDB::Table', id);
    expect(table).toMatchObject({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    expect(table.Properties.DeletionProtectionEnabled).toBe(false);
  });
});

test('fixed names are honoured', () => {
  const template = deskTemplate({ ticketsTableName: 'shop-tickets', agentsTableName: 'shop-agents' });
  expect(resource(template, 'AWS::DynamoDB::Table', 'Tickets').Properties.TableName).toBe('shop-tickets');
  expect(resource(template, 'AWS::DynamoDB::Table', 'Agents').Properties.TableName).toBe('shop-agents');
});

describe('what a deleted stack leaves behind', () => {
  test('is, in production, what customers wrote and the agents, also what was put aside because it failed', () => {
    expect(retained(production)).toEqual(['AWS::DynamoDB::Table', 'AWS::DynamoDB::Table', 'AWS::S3::Bucket']);
  });

  test('is nothing of a first deploy that failed but the tables, which nothing may delete: the next deploy finds no name taken', () => {
    const bucket = resource(production, 'AWS::S3::Bucket', 'FailedRecords');
    expect(bucket).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    const kept = production.findResources('AWS::DynamoDB::Table', { DeletionPolicy: 'Retain' });
    for (const { Properties } of Object.values(kept)) {
      // CloudFormation could not delete it, and its rollback would fail.
      expect(Properties.DeletionProtectionEnabled).toBe(true);
      expect(Properties.TableName).toBeUndefined();
    }
    expect(retained(production, ['Retain'])).toEqual(['AWS::DynamoDB::Table', 'AWS::DynamoDB::Table']);
  });

  test('is nothing after a trial', () => {
    expect(retained(trial)).toEqual([]);
  });

  test('is never the bucket of the site, which cannot be deleted while files are in it', () => {
    production.hasResourceProperties('Custom::CDKBucketDeployment', { RetainOnDelete: false, Prune: true });
    expect(resource(production, 'AWS::S3::Bucket', 'Site').Properties.VersioningConfiguration).toBeUndefined();
  });
});

/** The types of the resources that CloudFormation keeps; some types it keeps unless told otherwise. */
function retained(template: Template, policies: readonly string[] = ['Retain', 'RetainExceptOnCreate']): string[] {
  return Object.values(template.toJSON().Resources as Record<string, { Type: string; DeletionPolicy?: string }>)
    .filter(({ DeletionPolicy = 'Delete' }) => policies.includes(DeletionPolicy))
    .map(({ Type }) => Type);
}

test('every log is kept as long as the settings say', () => {
  for (const [template, days] of [
    [production, 30],
    [deskTemplate({ logRetentionDays: 365 }), 365],
  ] as const) {
    const logs = Object.values(template.findResources('AWS::Logs::LogGroup'));
    expect(logs.length).toBeGreaterThan(0);
    for (const { Properties } of logs) expect(Properties.RetentionInDays).toBe(days);
  }
});

test('every function, also the one that uploads the site, writes to a log of the stack', () => {
  for (const { Properties } of Object.values(production.findResources('AWS::Lambda::Function'))) {
    expect(Object.keys(production.findResources('AWS::Logs::LogGroup'))).toContain(
      Properties.LoggingConfig?.LogGroup.Ref,
    );
  }
});

test('nothing costs by the month: no secrets, no keys, no reserved or provisioned anything', () => {
  const types = Object.values(production.toJSON().Resources as Record<string, { Type: string }>).map(
    ({ Type }) => Type,
  );
  expect(types.filter((type) => /SecretsManager|KMS|EC2|WAF|ScalableTarget/.test(type))).toEqual([]);
  for (const { Properties } of Object.values(production.findResources('AWS::Lambda::Function'))) {
    expect(Properties.ReservedConcurrentExecutions).toBeUndefined();
  }
});
