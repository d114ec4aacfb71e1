import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { eventFields } from '#core/events/desk-event.ts';
import { customerIndex, statusIndex } from '#functions/table-keys.ts';
import { type Consumer, consumers } from '#lib/consumers.ts';
import { mailEvents } from '#lib/mail-events.ts';
import { type Route, routes } from '#lib/routes.ts';
import { scheduled } from '#lib/schedule.ts';
import { eventPattern, type Subscriber, subscribers } from '#lib/subscribers.ts';
import { deskTemplate, flat, resource } from './desk-template.ts';
import { withMail, withSecret } from './example-settings.ts';
import { grants, statements } from './grants.ts';

const withKeys = deskTemplate();
const withSharedSecret = deskTemplate(withSecret);

/** The bucket of files, by the name that it and its functions are given. */
const objects = `arn:<AWS::Partition>:s3:::${flat(resource(withKeys, 'AWS::S3::Bucket', 'Files').Properties.BucketName)}`;

const parameter = 'arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/shop/jwt-secret';

function expected(route: Route, secret: boolean): string[] {
  const { caller, touches }: Route = route;
  const { tickets = [], ticketsByStatus = [], ticketsByCustomer = [], views = [] } = touches;
  const { agents: team = [], personal = [], uploads = [], files = [], receivedMail = [] } = touches;
  const table = resource(withKeys, 'AWS::DynamoDB::Table', 'Tickets').id;
  const agents = resource(withKeys, 'AWS::DynamoDB::Table', 'Agents').id;
  const ofAgents = resource(withKeys, 'AWS::DynamoDB::Table', 'Personal').id;
  const ofViews = resource(withKeys, 'AWS::DynamoDB::Table', 'Views').id;
  return [
    ...tickets.map((action) => `dynamodb:${action} on <${table}.Arn>`),
    ...ticketsByStatus.map((action) => `dynamodb:${action} on <${table}.Arn>/index/${statusIndex.name}`),
    ...ticketsByCustomer.map((action) => `dynamodb:${action} on <${table}.Arn>/index/${customerIndex.name}`),
    ...personal.map((action) => `dynamodb:${action} on <${ofAgents}.Arn>`),
    ...uploads.map((action) => `s3:${action} on ${objects}/uploads/*`),
    ...files.map((action) => `s3:${action} on ${objects}/files/*`),
    ...receivedMail.map((action) => `s3:${action} on ${objects}/mail/*`),
    ...views.map((action) => `dynamodb:${action} on <${ofViews}.Arn>`),
    ...(['agent', 'admin'].includes(caller) ? ['BatchGetItem', 'UpdateItem'] : [])
      .concat(team)
      .map((action) => `dynamodb:${action} on <${agents}.Arn>`),
    ...(['customer', 'paying_customer'].includes(caller) && secret ? [`ssm:GetParameter on ${parameter}`] : []),
  ].sort();
}

describe.each(routes)('the function of $method $path', (route) => {
  test('may do only what the table of routes says', () => {
    expect(grants(withKeys, route.entry)).toEqual(expected(route, false));
  });

  test('may read the secret only if it verifies tokens with it', () => {
    expect(grants(withSharedSecret, route.entry)).toEqual(expected(route, true));
  });

  test('has no wildcard, except for objects of the bucket of files', () => {
    for (const { Effect, Action, Resource } of statements(withSharedSecret, route.entry)) {
      expect(Effect).toBe('Allow');
      const named = [Resource].flat().map((one) => flat(one).replace(/\/(uploads|files|mail)\/\*$/, ''));
      expect(JSON.stringify([Action, named])).not.toContain('*');
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

test('whoever looks up a key can change only the day of its last use', () => {
  const statement = statements(withKeys, 'list-tickets').find(({ Action }) => Action === 'dynamodb:UpdateItem');
  expect(statement.Condition).toEqual({
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['key_hash', 'last_used_on'] },
  });
});

test('submitting can only put into tickets, and claim uploads', () => {
  expect(grants(withKeys, 'submit-ticket')).toEqual([
    expect.stringMatching(/^dynamodb:GetItem on <Personal\w+\.Arn>$/),
    expect.stringMatching(/^dynamodb:GetItem on <Tickets\w+\.Arn>$/),
    expect.stringMatching(/^dynamodb:PutItem on <Personal\w+\.Arn>$/),
    expect.stringMatching(/^dynamodb:PutItem on <Tickets\w+\.Arn>$/),
    `s3:GetObject on ${objects}/uploads/*`,
    `s3:PutObject on ${objects}/files/*`,
  ]);
});

test("listing can't write, and reads of the table itself only tickets that it knows, and their threads", () => {
  expect(grants(withKeys, 'list-tickets')).toEqual([
    expect.stringMatching(/^dynamodb:BatchGetItem on <Agents\w+\.Arn>$/),
    expect.stringMatching(/^dynamodb:BatchGetItem on <Personal\w+\.Arn>$/),
    expect.stringMatching(/^dynamodb:BatchGetItem on <Tickets\w+\.Arn>$/),
    expect.stringMatching(/^dynamodb:BatchGetItem on <Views\w+\.Arn>$/),
    expect.stringMatching(/^dynamodb:GetItem on <Personal\w+\.Arn>$/),
    expect.stringMatching(/^dynamodb:GetItem on <Views\w+\.Arn>$/),
    expect.stringMatching(/^dynamodb:Query on <Personal\w+\.Arn>$/),
    expect.stringMatching(/^dynamodb:Query on <Tickets\w+\.Arn>$/),
    expect.stringMatching(/^dynamodb:Query on <Tickets\w+\.Arn>\/index\/status-created_at-index$/),
    expect.stringMatching(/^dynamodb:Query on <Views\w+\.Arn>$/),
    expect.stringMatching(/^dynamodb:UpdateItem on <Agents\w+\.Arn>$/),
  ]);
});

test('agents’ keys are only ever updated by their day of last use', () => {
  const updates = statements(withKeys, 'list-tickets').filter(({ Action }) => Action === 'dynamodb:UpdateItem');
  expect(updates).toMatchObject([
    { Condition: { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['key_hash', 'last_used_on'] } } },
  ]);
});

const withMailOn = deskTemplate(withMail);

test('only a desk that sends mail can remove addresses from the account’s suppression list in Amazon SES', () => {
  const suppression = 'ses:DeleteSuppressedDestination on *';
  expect(grants(withMailOn, 'allow-address')).toContain(suppression);
  expect(grants(withKeys, 'allow-address')).not.toContain(suppression);
});

const [tickets, ofViews, ofAgents, ofPersonal] = ['Tickets', 'Views', 'Agents', 'Personal'].map(
  (id) => resource(withMailOn, 'AWS::DynamoDB::Table', id).id,
);
const bucket = resource(withMailOn, 'AWS::S3::Bucket', 'FailedRecords').id;
const setAside = [`s3:ListBucket on <${bucket}.Arn>`, `s3:PutObject on <${bucket}.Arn>/*`];
const set = resource(withMailOn, 'AWS::SES::ConfigurationSet').id;
const ses = 'arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>';

const senders = [`${ses}:identity/*`, `${ses}:configuration-set/<${set}>`];
const bus = resource(withMailOn, 'AWS::Events::EventBus').id;

describe.each(consumers)('the function $entry, which follows the stream of tickets,', (consumer) => {
  const { entry, touches }: Consumer = consumer;

  test('may read it, do what the table of consumers says, and set failures aside', () => {
    const stream = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
    expect(grants(withMailOn, entry)).toEqual(
      [
        ...stream.map((action) => `dynamodb:${action} on <${tickets}.StreamArn>`),
        ...(touches.tickets ?? []).map((action) => `dynamodb:${action} on <${tickets}.Arn>`),
        ...(touches.views ?? []).map((action) => `dynamodb:${action} on <${ofViews}.Arn>`),
        ...(touches.events ?? []).map((action) => `events:${action} on <${bus}.Arn>`),
        ...setAside,
      ].sort(),
    );
  });

  test('receives what passes its filter, in batches that may fail in part, and gives up after five attempts', () => {
    const { Properties } = resource(withMailOn, 'AWS::Lambda::EventSourceMapping', entry.replaceAll('-', ''));
    expect(Properties).toMatchObject({
      EventSourceArn: { 'Fn::GetAtt': [tickets, 'StreamArn'] },
      StartingPosition: consumer.startsAt,
      BatchSize: consumer.batchSize,
      FilterCriteria: { Filters: [{ Pattern: JSON.stringify(consumer.filter) }] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 4,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [bucket, 'Arn'] } } },
    });
  });
});

describe.each(scheduled)('the function $entry, which runs at intervals,', ({ entry, touches, everyMinutes }) => {
  test('may do what the table of schedules says; without mail, everything but sending any', () => {
    const { id: team } = resource(withMailOn, 'AWS::DynamoDB::Table', 'Agents');
    expect(grants(withMailOn, entry)).toEqual(
      [
        ...touches.agents.map((action) => `dynamodb:${action} on <${team}.Arn>`),
        ...touches.tickets.map((action) => `dynamodb:${action} on <${tickets}.Arn>`),
        ...touches.ticketsByStatus.map((action) => `dynamodb:${action} on <${tickets}.Arn>/index/${statusIndex.name}`),
        ...touches.views.map((action) => `dynamodb:${action} on <${ofViews}.Arn>`),
        ...touches.personal.map((action) => `dynamodb:${action} on <${ofPersonal}.Arn>`),
        ...senders.map((on) => `ses:SendEmail on ${on}`),
        `s3:GetObject on ${objects}/files/*`,
        `s3:DeleteObject on ${objects}/mail/*`,
      ].sort(),
    );
    const on = (table: string) => resource(withKeys, 'AWS::DynamoDB::Table', table).id;
    expect(grants(withKeys, entry)).toEqual(
      [
        `dynamodb:GetItem on <${on('Agents')}.Arn>`,
        ...['DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'].map(
          (action) => `dynamodb:${action} on <${on('Tickets')}.Arn>`,
        ),
        `s3:DeleteObject on ${objects}/mail/*`,
        `dynamodb:Query on <${on('Tickets')}.Arn>/index/${statusIndex.name}`,
        ...['DeleteItem', 'GetItem', 'PutItem', 'Query'].map((action) => `dynamodb:${action} on <${on('Views')}.Arn>`),
      ].sort(),
    );
  });

  test('is run by the default bus, and a run that failed is not repeated: the next one does what it left', () => {
    const name = entry.replaceAll('-', '');
    const { id } = resource(withMailOn, 'AWS::Lambda::Function', name);
    expect(resource(withMailOn, 'AWS::Events::Rule', name).Properties).toMatchObject({
      ScheduleExpression: `rate(${everyMinutes} minutes)`,
      State: 'ENABLED',
      Targets: [{ Arn: { 'Fn::GetAtt': [id, 'Arn'] } }],
    });
    expect(resource(withMailOn, 'AWS::Lambda::EventInvokeConfig', name).Properties).toMatchObject({
      MaximumRetryAttempts: 0,
    });
  });
});

describe.each(subscribers)('the function $entry, which events start,', (subscriber) => {
  const { entry, touches, follows }: Subscriber = subscriber;
  const { id: handler } = resource(withMailOn, 'AWS::Lambda::Function', entry);

  test('may do what the table of subscribers says, and set failures aside', () => {
    expect(grants(withMailOn, entry)).toEqual(
      [
        ...(touches.tickets ?? []).map((action) => `dynamodb:${action} on <${tickets}.Arn>`),
        ...(touches.agents ?? []).map((action) => `dynamodb:${action} on <${ofAgents}.Arn>`),
        ...(touches.views ?? []).map((action) => `dynamodb:${action} on <${ofViews}.Arn>`),
        ...(touches.personal ?? []).map((action) => `dynamodb:${action} on <${ofPersonal}.Arn>`),
        ...(touches.mails ? senders.map((on) => `ses:SendEmail on ${on}`) : []),
        ...(touches.files ?? []).map((action) => `s3:${action} on ${objects}/files/*`),
        ...setAside,
      ].sort(),
    );
  });

  test('is started by a rule for each type of event that it follows, on the bus of the desk', () => {
    const rules = Object.entries(withMailOn.findResources('AWS::Events::Rule')).filter(([id]) => id.startsWith(entry));
    expect(rules.map(([, { Properties }]) => Properties)).toEqual(
      follows.map((followed) =>
        expect.objectContaining({
          EventBusName: { Ref: bus },
          EventPattern: eventPattern(followed),
          State: 'ENABLED',
          Targets: [expect.objectContaining({ Arn: { 'Fn::GetAtt': [handler, 'Arn'] } })],
        }),
      ),
    );
    const allowed = Object.values(withMailOn.findResources('AWS::Lambda::Permission')).filter(
      ({ Properties }) => flat(Properties.FunctionName) === `<${handler}.Arn>`,
    );
    expect(allowed.map(({ Properties }) => [Properties.Principal, flat(Properties.SourceArn)])).toEqual(
      rules.map(([id]) => ['events.amazonaws.com', `<${id}.Arn>`]),
    );
  });

  test('gets a failed event twice more, which is then set aside', () => {
    const { Properties } = resource(withMailOn, 'AWS::Lambda::EventInvokeConfig', entry);
    expect(Properties).toMatchObject({
      FunctionName: { Ref: handler },
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 6 * 3600,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [bucket, 'Arn'] } } },
    });
  });

  test('runs as often at a time as the settings reserve for it; by default nothing is reserved', () => {
    const of = (settings: object) =>
      resource(deskTemplate({ ...withMail, ...settings }), 'AWS::Lambda::Function', entry);
    expect(of({ effectsConcurrency: 10 }).Properties.ReservedConcurrentExecutions).toBe(10);
    expect(of({}).Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  test('follows each type once, by names of fields that events have', () => {
    expect(new Set(follows.map(({ type }) => type)).size).toBe(follows.length);
    for (const { fields = [] } of follows) expect(eventFields).toEqual(expect.arrayContaining([...fields]));
  });
});

test('concurrency is reserved for nothing but what events start', () => {
  const functions = deskTemplate({ ...withMail, effectsConcurrency: 10 }).findResources('AWS::Lambda::Function');
  const reserved = Object.entries(functions).filter(
    ([, { Properties }]) => 'ReservedConcurrentExecutions' in Properties,
  );
  expect(reserved).toHaveLength(subscribers.length);
});

test('a desk without subscribers has no event bus, and publishes nothing', () => {
  withKeys.resourceCountIs('AWS::Events::EventBus', 0);
  withKeys.resourcePropertiesCountIs('AWS::Events::Rule', { EventPattern: Match.anyValue() }, 0);
  expect(() => resource(withKeys, 'AWS::Lambda::Function', 'publishevents')).toThrow('0 resources');
});

test('mail is sent only from the sender in the settings', () => {
  const sending = statements(withMailOn, 'notify').filter(({ Action }) => Action === 'ses:SendEmail');
  expect(sending.map(({ Condition }) => Condition)).toEqual([
    { StringEquals: { 'ses:FromAddress': 'support@example.com' } },
  ]);
});

test('mail events may be recorded beside the tickets, and set aside', () => {
  const actions = mailEvents.touches.tickets.map((action) => `dynamodb:${action} on <${tickets}.Arn>`);
  expect(grants(withMailOn, mailEvents.entry)).toEqual([...actions, ...setAside].sort());
});

test('a parameter whose name has no leading slash has the same kind of ARN', () => {
  const template = deskTemplate({ ...withSecret, jwtSecretParameter: 'jwt-secret' });
  expect(grants(template, 'check-access')).toEqual([expect.stringMatching(/:parameter\/jwt-secret$/)]);
});
