import { expect, test } from 'vitest';
import { deskTemplate, flat, resource } from './desk-template.ts';

const template = deskTemplate();

test('the outputs say where everything is, and how the first agent gets a key', () => {
  const outputs = Object.fromEntries(
    Object.entries(template.findOutputs('*')).map(([name, { Value }]) => [name, flat(Value)]),
  );
  const distribution = resource(template, 'AWS::CloudFront::Distribution').id;
  const agents = resource(template, 'AWS::DynamoDB::Table', 'Agents').id;
  expect(outputs).toEqual({
    DashboardUrl: `https://<${distribution}.DomainName>/static/admin-support.html`,
    SupportPageUrl: `https://<${distribution}.DomainName>/static/support.html`,
    ApiUrl: `<${resource(template, 'AWS::ApiGatewayV2::Api').id}.ApiEndpoint>`,
    TicketsTableName: `<${resource(template, 'AWS::DynamoDB::Table', 'Tickets').id}>`,
    AgentsTableName: `<${agents}>`,
    FirstKeyCommand: `npm run --silent desk -- agent add "Your name" --table <${agents}> --region <AWS::Region>`,
  });
});

test('alarms stay within the ten that are free, each over one metric', () => {
  const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm'));
  expect(alarms.map(({ Properties }) => Properties.MetricName).sort()).toEqual([
    '5xx',
    'WriteThrottleEvents',
    'WriteThrottleEvents',
  ]);
  for (const { Properties } of alarms) expect(Properties.TreatMissingData).toBe('notBreaching');
});

test('alarms reach a person if the settings name one', () => {
  template.resourceCountIs('AWS::SNS::Topic', 0);
  const told = deskTemplate({ alarmEmail: 'ops@example.com' });
  const topic = resource(told, 'AWS::SNS::Topic').id;
  told.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'ops@example.com' });
  for (const { Properties } of Object.values(told.findResources('AWS::CloudWatch::Alarm'))) {
    expect(Properties.AlarmActions).toEqual([{ Ref: topic }]);
  }
  const allowed = resource(told, 'AWS::SNS::TopicPolicy').Properties.PolicyDocument.Statement;
  expect(allowed).toContainEqual(
    expect.objectContaining({
      Effect: 'Allow',
      Action: 'sns:Publish',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    }),
  );
});
