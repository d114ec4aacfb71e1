import { Duration, Validations } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { functionEnvironment } from '#lib/function-environment.ts';
import { sendsMail } from '#lib/resources.ts';
import type { Scheduled } from '#lib/schedule.ts';
import type { Settings } from '#lib/settings.ts';
import { entryFunction } from './entry-function.ts';
import { acknowledgeObjects, functionGrants } from './grants.ts';
import { acknowledgeRecipients, type Mail } from './mail.ts';
import { namesOf, type Tables } from './tables.ts';

export interface ScheduledFunctionProps {
  readonly scheduled: Scheduled;
  readonly settings: Settings;
  readonly tables: Tables;
  /** Required by functions that send mail. */
  readonly mail: Mail | undefined;
  /** The page that links for agents open. */
  readonly dashboardUrl: string;
  readonly functionsDirectory: string;
}

/** A Lambda function that EventBridge runs at intervals, which is free. */
export class ScheduledFunction extends Construct {
  readonly scheduled: Scheduled;
  readonly handler: LambdaFunction;

  constructor(scope: Construct, id: string, props: ScheduledFunctionProps) {
    super(scope, id);
    const { scheduled, settings, tables, mail, dashboardUrl, functionsDirectory } = props;
    this.scheduled = scheduled;
    this.handler = entryFunction(this, {
      entry: scheduled.entry,
      description: 'Work that is due',
      timeoutSeconds: scheduled.timeoutSeconds,
      environment: functionEnvironment(scheduled, settings, namesOf(tables), mail?.service(dashboardUrl)),
      grants: (log) => functionGrants(scheduled, { settings, tables, mail }, log),
      settings,
      functionsDirectory,
    });
    acknowledgeObjects(this, scheduled);
    // The next run does what a failed one left.
    this.handler.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(scheduled.everyMinutes) });
    new Rule(this, 'Rule', {
      description: 'Work that is due',
      schedule: Schedule.rate(Duration.minutes(scheduled.everyMinutes)),
      targets: [new LambdaTarget(this.handler)],
    });
    const next = 'The next run does what a failed one left, and an alarm fires if there is none.';
    Validations.of(this).acknowledge(
      { id: 'Serverless-LambdaDLQ', reason: next },
      { id: 'Serverless-LambdaAsyncFailureDestination', reason: next },
      { id: 'Serverless-EventBusDLQ', reason: next },
      ...(sendsMail(scheduled) ? [acknowledgeRecipients] : []),
    );
  }
}
