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

test('a deploy replaces no table and changes at most one index: logical ids, keys and indexes match deployed desks', () => {
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
    { id: 'Personal32FED1E6', keys: 'agent, entry', indexes: [] },
    { id: 'ViewsC0DDE3FE', keys: 'view, entry', indexes: [] },
  ]);
});

test('tickets are keyed by id and entry, and indexed by status and time with all attributes, and by customer and time with none that changes', () => {
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

test('views are keyed by view and entry, without paid protection: they can be rebuilt from tickets', () => {
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

describe.each(['Tickets', 'Agents', 'Personal'])('the table %s', (id) => {
  test('is free while idle, and can be restored to any second', () => {
    const { Properties } = resource(production, 'AWS::DynamoDB::Table', id);
    expect(Properties.BillingMode).toBe('PAY_PER_REQUEST');
    expect(Properties.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
    expect(Properties.SSESpecification).toBeUndefined();
  });

  test('has a generated name, so that a second deploy does not collide', () => {
    expect(resource(production, 'AWS::DynamoDB::Table', id).Properties.TableName).toBeUndefined();
  });

  test('is protected and survives the stack in production', () => {
    const table = resource(production, 'AWS::DynamoDB::Table', id);
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(table.Properties.DeletionProtectionEnabled).toBe(true);
  });

  test('is deleted with a trial stack', () => {
    const table = resource(trial, 'AWS::DynamoDB::Table', id);
    expect(table).toMatchObject({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    expect(table.Properties.DeletionProtectionEnabled).toBe(false);
  });
});

test('fixed names are used', () => {
  const template = deskTemplate({ ticketsTableName: 'shop-tickets', agentsTableName: 'shop-agents' });
  expect(resource(template, 'AWS::DynamoDB::Table', 'Tickets').Properties.TableName).toBe('shop-tickets');
  expect(resource(template, 'AWS::DynamoDB::Table', 'Agents').Properties.TableName).toBe('shop-agents');
});

describe('deleting a stack leaves behind', () => {
  test('in production, tickets, agents and what belongs to them, files, and the records set aside after failures', () => {
    expect(retained(production).sort()).toEqual([
      ...Array(3).fill('AWS::DynamoDB::Table'),
      ...Array(2).fill('AWS::S3::Bucket'),
    ]);
  });

  test('after a failed first deploy only the tables, which are protected: no name collides in the next deploy', () => {
    for (const name of ['FailedRecords', 'Files']) {
      const bucket = resource(production, 'AWS::S3::Bucket', name);
      expect(bucket).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    }
    const kept = production.findResources('AWS::DynamoDB::Table', { DeletionPolicy: 'Retain' });
    for (const { Properties } of Object.values(kept)) {
      // CloudFormation couldn't delete it, and its rollback would fail.
      expect(Properties.DeletionProtectionEnabled).toBe(true);
      expect(Properties.TableName).toBeUndefined();
    }
    expect(retained(production, ['Retain'])).toEqual(Array(3).fill('AWS::DynamoDB::Table'));
  });

  test('nothing after a trial', () => {
    expect(retained(trial)).toEqual([]);
  });

  test("never the site's bucket, which can't be deleted while it has files", () => {
    production.hasResourceProperties('Custom::CDKBucketDeployment', { RetainOnDelete: false, Prune: true });
    expect(resource(production, 'AWS::S3::Bucket', 'Site').Properties.VersioningConfiguration).toBeUndefined();
  });
});

/** Returns the types of the resources that CloudFormation keeps; some types it keeps by default. */
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

test('every function, even the one that uploads the site, writes to a log of the stack', () => {
  for (const { Properties } of Object.values(production.findResources('AWS::Lambda::Function'))) {
    expect(Object.keys(production.findResources('AWS::Logs::LogGroup'))).toContain(
      Properties.LoggingConfig?.LogGroup.Ref,
    );
  }
});

test('nothing has a monthly price: no secrets, no keys, nothing reserved or provisioned', () => {
  const types = Object.values(production.toJSON().Resources as Record<string, { Type: string }>).map(
    ({ Type }) => Type,
  );
  expect(types.filter((type) => /SecretsManager|KMS|EC2|WAF|ScalableTarget/.test(type))).toEqual([]);
  for (const { Properties } of Object.values(production.findResources('AWS::Lambda::Function'))) {
    expect(Properties.ReservedConcurrentExecutions).toBeUndefined();
  }
});
