import { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { statusIndex } from '../../functions/table-keys.ts';
import type { Route } from '../routes.ts';
import type { Settings } from '../settings.ts';

/** What a route's function may touch besides its own log. */
export interface Tables {
  readonly tickets: Table;
  readonly agents: Table;
}

/** Exactly what the table of routes says, on exactly those resources: no action and no resource is a wildcard. */
export function routeGrants(route: Route, settings: Settings, tables: Tables, log: ILogGroup): PolicyStatement[] {
  return [
    // The group's own ARN stands for its streams, whose names Lambda chooses.
    allow('logs', ['CreateLogStream', 'PutLogEvents'], log.logGroupArn),
    allow('dynamodb', route.tickets, tables.tickets.tableArn),
    allow('dynamodb', route.ticketsByStatus, `${tables.tickets.tableArn}/index/${statusIndex.name}`),
    allow('dynamodb', route.caller === 'agent' ? ['GetItem'] : [], tables.agents.tableArn),
    ...(route.caller === 'customer' && settings.jwtSecretParameter !== undefined
      ? [allow('ssm', ['GetParameter'], parameterArn(Stack.of(log), settings.jwtSecretParameter))]
      : []),
  ].filter(({ actions }) => actions.length > 0);
}

function allow(service: string, actions: readonly string[], resource: string): PolicyStatement {
  return new PolicyStatement({ actions: actions.map((action) => `${service}:${action}`), resources: [resource] });
}

function parameterArn(stack: Stack, name: string): string {
  return stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.replace(/^\//, '') });
}
