import { Stack, Validations } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { agentKeys } from '#functions/table-keys.ts';
import { replyKeysParameter } from '#lib/function-environment.ts';
import { type FunctionNeeds, type ResourceName, resources, touched } from '#lib/resources.ts';
import type { Settings } from '#lib/settings.ts';
import { fileArn, fileArnAsFound } from './file-bucket.ts';
import type { Mail } from './mail.ts';
import type { Tables } from './tables.ts';

/** The targets of grants; `mail` is for functions that send mail. */
interface Granted {
  readonly settings: Settings;
  readonly tables: Tables;
  readonly mail?: Mail | undefined;
  /** For functions that publish events. */
  readonly bus?: EventBus | undefined;
}

/** Grants exactly what a function needs, on exactly those resources: no action is a wildcard, and no resource that IAM could name. */
export const functionGrants = (needs: FunctionNeeds, on: Granted, log: ILogGroup): PolicyStatement[] => [
  writeLog(log),
  ...touched(needs).flatMap(([name, actions]) => grant(name, actions, on)),
];

function grant(name: ResourceName, actions: readonly string[], granted: Granted): PolicyStatement[] {
  const { settings, tables, mail, bus } = granted;
  const { service, table, index, prefix } = resources[name];
  const secret = settings.jwtSecretParameter;
  if (name === 'keyUse') return [markKeysUsed(tables, actions)];
  if (table !== undefined) {
    const { tableArn } = tables[table];
    return [allow(service, actions, index === undefined ? tableArn : `${tableArn}/index/${index}`)];
  }
  if (prefix !== undefined) return [allow(service, actions, fileArn(tables.tickets, prefix))];
  if (name === 'tokenKeys') {
    return secret === undefined ? [] : [allow(service, actions, parameterArn(Stack.of(tables.tickets), secret))];
  }
  if (name === 'replyKeys') {
    const { tickets: table } = tables;
    return settings.mail?.inbound
      ? [allow(service, actions, parameterArn(Stack.of(table), replyKeysParameter(settings)))]
      : [];
  }
  if (name === 'mails') return mail ? [sendMail(mail, actions)] : [];
  if (name === 'events') return bus ? [allow(service, actions, bus.eventBusArn)] : [];
  // IAM knows no resource of this action: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html
  return settings.mail ? [allow(service, actions, '*')] : [];
}

/** Grants changing the day a key was last used, and no other attribute. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html */
function markKeysUsed({ agents }: Tables, actions: readonly string[]): PolicyStatement {
  const statement = allow('dynamodb', actions, agents.tableArn);
  statement.addCondition('ForAllValues:StringEquals', {
    'dynamodb:Attributes': [agentKeys.partition, 'last_used_on'],
  });
  return statement;
}

/**
 * Grants what Lambda does with the role of a consumer: read the stream, and set aside what failed.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.Lambda.Tutorial.html
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export const consumerGrants = (tables: Tables, failed: IBucket): PolicyStatement[] => [
  allow('dynamodb', ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'], streamArn(tables)),
  ...setAside(failed),
];

/** Grants what Lambda does with the role of a function that it invokes asynchronously: set aside what failed. */
export const setAside = (failed: IBucket): PolicyStatement[] => [
  allow('s3', ['ListBucket'], failed.bucketArn),
  allow('s3', ['PutObject'], failed.arnForObjects('*')),
];

/**
 * Grants sending from the sender's address alone, to anyone: while an account is in the sandbox, SES reportedly requires permission for the
 * recipient's identity too. https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html
 */
function sendMail({ configurationSet, sender }: Mail, actions: readonly string[]): PolicyStatement {
  const arn = (resource: string, resourceName: string) =>
    Stack.of(configurationSet).formatArn({ service: 'ses', resource, resourceName });
  return new PolicyStatement({
    actions: actions.map((action) => `ses:${action}`),
    resources: [arn('identity', '*'), arn('configuration-set', configurationSet.configurationSetName)],
    conditions: { StringEquals: { 'ses:FromAddress': sender } },
  });
}

/** Acknowledges, on the function of `scope`, that its grants name objects of the bucket of files by the prefixes of their keys. */
export function acknowledgeObjects(scope: Construct, needs: FunctionNeeds): void {
  for (const [name] of touched(needs)) {
    const { prefix } = resources[name];
    if (prefix === undefined) continue;
    Validations.of(scope).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${fileArnAsFound(scope, prefix)}]`,
      reason: 'The ids in the keys of objects are chosen while the desk runs.',
    });
  }
}

/** The group's own ARN covers its streams, whose names Lambda chooses. */
const writeLog = (log: ILogGroup) => allow('logs', ['CreateLogStream', 'PutLogEvents'], log.logGroupArn);

export function streamArn({ tickets }: Tables): string {
  if (tickets.tableStreamArn === undefined) throw new Error('The tickets table has no stream.');
  return tickets.tableStreamArn;
}

function allow(service: string, actions: readonly string[], resource: string): PolicyStatement {
  return new PolicyStatement({ actions: actions.map((action) => `${service}:${action}`), resources: [resource] });
}

function parameterArn(stack: Stack, name: string): string {
  return stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.replace(/^\//, '') });
}
