import { describe, expect, test } from 'vitest';
import { consumers } from '#lib/consumers.ts';
import { deskTemplate, flat, resource } from './desk-template.ts';
import { withMail } from './example-settings.ts';

const template = deskTemplate(withMail);
const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
const [tickets, api] = [
  resource(template, 'AWS::DynamoDB::Table', 'Tickets').id,
  resource(template, 'AWS::ApiGatewayV2::Api').id,
];
const functionOf = (entry: string) => resource(template, 'AWS::Lambda::Function', entry.replaceAll('-', '')).id;

/** Formats an alarm in one line: name, metric, statistic, dimensions, threshold, periods. */
// biome-ignore lint/suspicious/noExplicitAny: a template has any shape.
function inWords(alarm: any): string {
  const dimensions = (alarm.Dimensions ?? []).map(({ Value }: { Value: unknown }) => flat(Value)).join(', ');
  const statistic = alarm.Statistic ?? alarm.ExtendedStatistic;
  const comparison = alarm.ComparisonOperator === 'LessThanThreshold' ? '<' : '≥';
  const often = `${alarm.DatapointsToAlarm} of ${alarm.EvaluationPeriods} × ${alarm.Period} s`;
  return `${alarm.AlarmName}: ${alarm.Namespace} ${alarm.MetricName} ${statistic} of ${dimensions || 'the account'} ${comparison} ${alarm.Threshold}, ${often}`;
}

describe('alarms', () => {
  test('fire for errors, slowness, throttling, changes that do not reach the views, mails that are not sent or late, and a sweeper that does not run', () => {
    const index = `status-created_at-index, <${tickets}>`;
    expect(alarms.map(inWords)).toEqual([
      `SupportDesk-ServerErrors: AWS/ApiGateway 5xx Sum of <${api}> ≥ 1, 1 of 1 × 300 s`,
      'SupportDesk-FunctionErrors: AWS/Lambda Errors Sum of the account ≥ 1, 1 of 1 × 300 s',
      `SupportDesk-SlowAnswers: AWS/ApiGateway Latency p99 of <${api}> ≥ 3000, 2 of 3 × 300 s`,
      'SupportDesk-FunctionsThrottled: AWS/Lambda Throttles Sum of the account ≥ 1, 1 of 1 × 300 s',
      'SupportDesk-ChangesNotApplied: SupportDesk ChangesNotApplied Sum of support-desk ≥ 1, 1 of 1 × 300 s',
      'SupportDesk-MailsNotSent: SupportDesk MailsNotSent Sum of support-desk ≥ 1, 1 of 1 × 300 s',
      `SupportDesk-ViewsLate: AWS/Lambda IteratorAge Maximum of <${functionOf('project-views')}> ≥ 600000, 1 of 1 × 300 s`,
      `SupportDesk-MailsLate: AWS/Lambda IteratorAge Maximum of <${functionOf('publish-events')}> ≥ 600000, 1 of 1 × 300 s`,
      `SupportDesk-SweeperSilent: AWS/Lambda Invocations Sum of <${functionOf('run-due')}> < 1, 3 of 3 × 300 s`,
      `SupportDesk-IndexThrottled: AWS/DynamoDB WriteThrottleEvents Sum of ${index} ≥ 1, 1 of 1 × 300 s`,
    ]);
    const operators = new Set(alarms.map(({ ComparisonOperator }) => ComparisonOperator));
    expect(operators).toEqual(new Set(['GreaterThanOrEqualToThreshold', 'LessThanThreshold']));
  });

  test('fire when any function crashes or times out, whatever invokes it', () => {
    const onErrors = alarms.filter(
      ({ Namespace, MetricName }) => Namespace === 'AWS/Lambda' && MetricName === 'Errors',
    );
    expect(onErrors.map(({ Dimensions }) => Dimensions)).toEqual([undefined]);
  });

  test('fire when any reader of the stream falls behind', () => {
    const late = alarms.filter(({ MetricName }) => MetricName === 'IteratorAge');
    const followed = late.map(({ Dimensions: [{ Value }] }) => flat(Value));
    expect(followed).toEqual(consumers.map(({ entry }) => `<${functionOf(entry)}>`));
  });

  test('do not watch for late mails on a desk that sends none', () => {
    const without = Object.values(deskTemplate().findResources('AWS::CloudWatch::Alarm'));
    const names = without.map(({ Properties }) => Properties.AlarmName);
    expect(alarms.map(({ AlarmName }) => AlarmName).filter((name) => !names.includes(name))).toEqual([
      'SupportDesk-MailsLate',
    ]);
  });

  test('stay within the ten that are free, each on one metric', () => {
    expect(alarms.length).toBeLessThanOrEqual(10);
    for (const alarm of alarms) {
      expect(alarm.Metrics).toBeUndefined();
      expect(alarm.Period).toBeGreaterThanOrEqual(60);
    }
    expect(template.findResources('AWS::CloudWatch::CompositeAlarm')).toEqual({});
  });

  test('stay quiet while there are no requests, except for what always runs', () => {
    for (const { TreatMissingData, ComparisonOperator } of alarms) {
      expect(TreatMissingData).toBe(ComparisonOperator === 'LessThanThreshold' ? 'breaching' : 'notBreaching');
    }
  });

  test('say in one sentence what they mean and what to do first', () => {
    for (const { AlarmDescription } of alarms) {
      expect(AlarmDescription).toMatch(/^[A-Z][^.]+: [^.]+\.$/);
      expect(AlarmDescription.length).toBeLessThanOrEqual(250);
    }
  });

  test('of two desks in one account have different names', () => {
    const other = Object.values(deskTemplate({ stackName: 'Staging' }).findResources('AWS::CloudWatch::Alarm'));
    for (const { Properties } of other) expect(Properties.AlarmName).toMatch(/^Staging-/);
  });

  test('are mailed to the address in the settings', () => {
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
});
