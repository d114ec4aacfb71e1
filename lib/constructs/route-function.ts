import { Validations } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { functionEnvironment } from '#lib/function-environment.ts';
import { needsOf } from '#lib/route-needs.ts';
import { ROUTE_TIMEOUT_SECONDS, type Route } from '#lib/routes.ts';
import type { Settings } from '#lib/settings.ts';
import { entryFunction } from './entry-function.ts';
import { acknowledgeObjects, functionGrants } from './grants.ts';
import { namesOf, type Tables } from './tables.ts';

export interface RouteFunctionProps {
  readonly route: Route;
  readonly settings: Settings;
  readonly tables: Tables;
  readonly functionsDirectory: string;
}

/** A route's own Lambda function. */
export class RouteFunction extends Construct {
  readonly route: Route;
  readonly handler: LambdaFunction;

  constructor(scope: Construct, id: string, { route, settings, tables, functionsDirectory }: RouteFunctionProps) {
    super(scope, id);
    this.route = route;
    const needs = needsOf(route);
    this.handler = entryFunction(this, {
      entry: route.entry,
      description: `${route.method} ${route.path}`,
      timeoutSeconds: ROUTE_TIMEOUT_SECONDS,
      environment: functionEnvironment(needs, settings, namesOf(tables)),
      grants: (log) => functionGrants(needs, { settings, tables }, log),
      settings,
      functionsDirectory,
    });
    acknowledgeObjects(this, needs);
    if (settings.mail && needs.touches.suppressionList) {
      const reason = 'IAM knows no resource of what it may do in Amazon SES: the suppression list is the account’s.';
      Validations.of(this).acknowledge(
        { id: 'AwsSolutions-IAM5[Resource::*]', reason },
        { id: 'Serverless-LambdaStarPermissions', reason },
      );
    }
    const synchronous = 'Only the API invokes it, synchronously: there is no event that could be lost.';
    Validations.of(this).acknowledge(
      { id: 'Serverless-LambdaDLQ', reason: synchronous },
      { id: 'Serverless-LambdaAsyncFailureDestination', reason: synchronous },
    );
  }
}
