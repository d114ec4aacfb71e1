import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { customerIndex, statusIndex } from '#functions/table-keys.ts';
import type { Consumer } from '#lib/consumers.ts';
import { mailEvents } from '#lib/mail-events.ts';
import { type Route, readsTokens } from '#lib/routes.ts';
import type { Settings } from '#lib/settings.ts';
import type { Mail } from './mail.ts';
import type { Tables } from './tables.ts';

/** Exactly what the table of routes says, on exactly those resources: no action is a wildcard, and no resource that IAM could name. */
export function routeGrants(route: Route, settings: Settings, tables: Tables, log: ILogGroup): PolicyStatement[] {
  return [
    writeLog(log),
    allow('dynamodb', route.tickets, tables.tickets.tableArn),
    allow('dynamodb', route.ticketsByStatus, `${tables.tickets.tableArn}/index/${statusIndex.name}`),
    allow('dynamodb', route.ticketsByCustomer, `${tables.tickets.tableArn}/index/${customerIndex.name}`),
    allow('dynamodb', route.views, tables.views.tableArn),
    allow('dynamodb', route.caller === 'agent' ? ['GetItem'] : [], tables.agents.tableArn),
    // IAM knows no resource of this action: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html
    allow('ses', settings.mail ? route.ses : [], '*'),
    ...(readsTokens(route) && settings.jwtSecretParameter !== undefined
      ? [allow('ssm', ['GetParameter'], parameterArn(Stack.of(log), settings.jwtSecretParameter))]
      : []),
  ].filter(({ actions }) => actions.length > 0);
}

/**
 * What the table of consumers says; and what Lambda does with the function's role: read the stream, and put aside what failed.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.Lambda.Tutorial.html
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export function consumerGrants(
  consumer: Consumer,
  tables: Tables,
  failed: IBucket,
  mail: Mail | undefined,
  log: ILogGroup,
): PolicyStatement[] {
  return [
    writeLog(log),
    allow('dynamodb', consumer.tickets, tables.tickets.tableArn),
    allow('dynamodb', consumer.views, tables.views.tableArn),
    allow('dynamodb', ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'], streamArn(tables)),
    ...putAside(failed),
    ...(consumer.sendsMail && mail ? [sendMail(mail)] : []),
  ].filter(({ actions }) => actions.length > 0);
}

/** What the function needs that takes what SES tells of mails. */
export const mailEventsGrants = (tables: Tables, failed: IBucket, log: ILogGroup): PolicyStatement[] => [
  writeLog(log),
  allow('dynamodb', mailEvents.tickets, tables.tickets.tableArn),
  ...putAside(failed),
];

const putAside = (failed: IBucket): PolicyStatement[] => [
  allow('s3', ['ListBucket'], failed.bucketArn),
  allow('s3', ['PutObject'], failed.arnForObjects('*')),
];

/**
 * From the sender's address and no other, to anybody: while an account is in the sandbox, SES is reported to ask for the permission of a
 * recipient's identity, too. https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html
 */
function sendMail({ configurationSet, sender }: Mail): PolicyStatement {
  const arn = (resource: string, resourceName: string) =>
    Stack.of(configurationSet).formatArn({ service: 'ses', resource, resourceName });
  return new PolicyStatement({
    actions: ['ses:SendEmail'],
    resources: [arn('identity', '*'), arn('configuration-set', configurationSet.configurationSetName)],
    conditions: { StringEquals: { 'ses:FromAddress': sender } },
  });
}

/** The group's own ARN stands for its streams, whose names Lambda chooses. */
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
