import { describe, expect, test } from 'vitest';
import { customerIndex, statusIndex } from '../../functions/table-keys.ts';
import { consumers } from '../../lib/consumers.ts';
import { type Route, readsTokens, routes } from '../../lib/routes.ts';
import { deskTemplate, resource } from './desk-template.ts';
import { withSecret } from './example-settings.ts';
import { grants, statements } from './grants.ts';

const withKeys = deskTemplate();
const withSharedSecret = deskTemplate(withSecret);

const parameter = 'arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/shop/jwt-secret';

function expected(route: Route, secret: boolean): string[] {
  const { tickets, ticketsByStatus, ticketsByCustomer, views, caller } = route;
  const table = resource(withKeys, 'AWS::DynamoDB::Table', 'Tickets').id;
  const agents = resource(withKeys, 'AWS::DynamoDB::Table', 'Agents').id;
  const ofViews = resource(withKeys, 'AWS::DynamoDB::Table', 'Views').id;
  return [
    ...tickets.map((action) => `dynamodb:${action} on <${table}.Arn>`),
    ...ticketsByStatus.map((action) => `dynamodb:${action} on <${table}.Arn>/index/${statusIndex.name}`),
    ...ticketsByCustomer.map((action) => `dynamodb:${action} on <${table}.Arn>/index/${customerIndex.name}`),
    ...views.map((action) => `dynamodb:${action} on <${ofViews}.Arn>`),
    ...(caller === 'agent' ? [`dynamodb:GetItem on <${agents}.Arn>`] : []),
    ...(readsTokens(route) && secret ? [`ssm:GetParameter on ${parameter}`] : []),
  ].sort();
}

describe.each(routes)('the function of $method $path', (route) => {
  test('may do what the table of routes says and nothing else', () => {
    expect(grants(withKeys, route.entry)).toEqual(expected(route, false));
  });

  test('may read the secret only if it verifies tokens with it', () => {
    expect(grants(withSharedSecret, route.entry)).toEqual(expected(route, true));
  });

  test('has no wildcard', () => {
    for (const { Effect, Action, Resource } of statements(withSharedSecret, route.entry)) {
      expect(Effect).toBe('Allow');
      expect(JSON.stringify([Action, Resource])).not.toContain('*');
    }
  });

  test('writes to its own log and no other', () => {
    const log = resource(withKeys, 'AWS::Logs::LogGroup', route.entry.replaceAll('-', '')).id;
    const logging = statements(withKeys, route.entry).filter(({ Action }) => JSON.stringify(Action).includes('logs:'));
    expect(logging).toEqual([
      {
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Effect: 'Allow',
        Resource: { 'Fn::GetAtt': [log, 'Arn'] },
      },
    ]);
  });
});

test('submitting can only put into tickets', () => {
  expect(grants(withKeys, 'submit-ticket')).toEqual([expect.stringMatching(/^dynamodb:PutItem on <Tickets\w+\.Arn>$/)]);
});

test('listing cannot write and cannot read the table itself', () => {
  expect(grants(withKeys, 'list-tickets')).toEqual([
    expect.stringMatching(/^dynamodb:GetItem on <Agents\w+\.Arn>$/),
    expect.stringMatching(/^dynamodb:GetItem on <Views\w+\.Arn>$/),
    expect.stringMatching(/^dynamodb:Query on <Tickets\w+\.Arn>\/index\/status-created_at-index$/),
  ]);
});

describe.each(consumers)('the function $entry, which follows the stream of tickets,', ({ entry, views }) => {
  const [table, ofViews] = ['Tickets', 'Views'].map((id) => resource(withKeys, 'AWS::DynamoDB::Table', id).id);
  const bucket = resource(withKeys, 'AWS::S3::Bucket', 'FailedRecords').id;

  test('may read it, write the views, and have put aside what fails', () => {
    const stream = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
    expect(grants(withKeys, entry)).toEqual(
      [
        ...stream.map((action) => `dynamodb:${action} on <${table}.StreamArn>`),
        ...views.map((action) => `dynamodb:${action} on <${ofViews}.Arn>`),
        `s3:ListBucket on <${bucket}.Arn>`,
        `s3:PutObject on <${bucket}.Arn>/*`,
      ].sort(),
    );
  });

  test('gets ticket items alone, in batches of which parts may fail, and gives up after five attempts', () => {
    const { Properties } = resource(withKeys, 'AWS::Lambda::EventSourceMapping', entry.replaceAll('-', ''));
    expect(Properties).toMatchObject({
      EventSourceArn: { 'Fn::GetAtt': [table, 'StreamArn'] },
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 1,
      FilterCriteria: { Filters: [{ Pattern: '{"dynamodb":{"Keys":{"entry":{"S":["ticket"]}}}}' }] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 4,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [bucket, 'Arn'] } } },
    });
  });
});

test('a parameter whose name has no slash in front has the same kind of ARN', () => {
  const template = deskTemplate({ ...withSecret, jwtSecretParameter: 'jwt-secret' });
  expect(grants(template, 'check-access')).toEqual([expect.stringMatching(/:parameter\/jwt-secret$/)]);
});
