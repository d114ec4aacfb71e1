import { join } from 'node:path';
import { Duration, Validations } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { functionEnvironment } from '../function-environment.ts';
import { FUNCTION_MEMORY_MB } from '../function-memory.ts';
import type { Route } from '../routes.ts';
import type { Settings } from '../settings.ts';
import { logGroup } from './log-group.ts';
import { routeGrants, type Tables } from './route-grants.ts';

export interface RouteFunctionProps {
  readonly route: Route;
  readonly settings: Settings;
  readonly tables: Tables;
  /** Where the bundles are, a folder an entry. */
  readonly functionsDirectory: string;
}

/** A route's own Lambda function, with its own role and log. */
export class RouteFunction extends Construct {
  readonly route: Route;
  readonly handler: LambdaFunction;

  constructor(scope: Construct, id: string, { route, settings, tables, functionsDirectory }: RouteFunctionProps) {
    super(scope, id);
    this.route = route;
    const log = logGroup(this, 'Log', settings);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { grants: new PolicyDocument({ statements: routeGrants(route, settings, tables, log) }) },
    });
    this.handler = new LambdaFunction(this, 'Function', {
      description: `${route.method} ${route.path}`,
      code: Code.fromAsset(join(functionsDirectory, route.entry)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: FUNCTION_MEMORY_MB,
      timeout: Duration.seconds(10),
      environment: functionEnvironment(route, settings, {
        tickets: tables.tickets.tableName,
        agents: tables.agents.tableName,
      }),
      role,
      logGroup: log,
    });
    this.#acknowledge();
  }

  #acknowledge(): void {
    const synchronous = 'Only the API invokes it, synchronously: there is no event that could be lost.';
    Validations.of(this).acknowledge(
      { id: 'Serverless-LambdaDLQ', reason: synchronous },
      { id: 'Serverless-LambdaAsyncFailureDestination', reason: synchronous },
      {
        id: 'Serverless-LambdaTracing',
        reason: 'X-Ray can only be granted on every resource, and no function of a route has a wildcard.',
      },
    );
  }
}
