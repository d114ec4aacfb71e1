import { Duration, Validations } from 'aws-cdk-lib';
import { EventSourceMapping, type Function as LambdaFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { type Consumer, sendsMail } from '#lib/consumers.ts';
import { functionEnvironment } from '#lib/function-environment.ts';
import type { Settings } from '#lib/settings.ts';
import { entryFunction } from './entry-function.ts';
import { consumerGrants, functionGrants, streamArn } from './grants.ts';
import { acknowledgeRecipients, type Mail } from './mail.ts';
import { namesOf, type Tables } from './tables.ts';

export interface TicketConsumerProps {
  readonly consumer: Consumer;
  readonly settings: Settings;
  readonly tables: Tables;
  /** The bucket for records that failed for good. */
  readonly failed: IBucket;
  /** Required by consumers that send mail. */
  readonly mail: Mail | undefined;
  /** The page that links for agents open. */
  readonly dashboardUrl: string;
  readonly functionsDirectory: string;
}

/** A Lambda function that follows the tickets through their table's stream. */
export class TicketConsumer extends Construct {
  readonly consumer: Consumer;
  readonly handler: LambdaFunction;

  constructor(scope: Construct, id: string, props: TicketConsumerProps) {
    super(scope, id);
    const { consumer, settings, tables, failed, mail, dashboardUrl, functionsDirectory } = props;
    this.consumer = consumer;
    this.handler = entryFunction(this, {
      entry: consumer.entry,
      description: 'Changes to tickets',
      timeoutSeconds: consumer.timeoutSeconds,
      environment: functionEnvironment(consumer, settings, namesOf(tables), mail?.service(dashboardUrl)),
      grants: (log) => [
        ...functionGrants(consumer, { settings, tables, mail }, log),
        ...consumerGrants(tables, failed),
      ],
      settings,
      functionsDirectory,
    });
    new EventSourceMapping(this, 'Stream', {
      target: this.handler,
      eventSourceArn: streamArn(tables),
      startingPosition: StartingPosition[consumer.startsAt],
      batchSize: consumer.batchSize,
      maxBatchingWindow: Duration.seconds(consumer.batchingWindowSeconds),
      filters: [{ pattern: JSON.stringify(consumer.filter) }],
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: consumer.attempts - 1,
      onFailure: { bind: () => ({ destination: failed.bucketArn }) },
    });
    this.#acknowledge(failed);
  }

  #acknowledge(failed: IBucket): void {
    const stream = 'Only the stream invokes it, and records that fail for good go to a bucket, unchanged.';
    Validations.of(this).acknowledge(
      { id: 'Serverless-LambdaDLQ', reason: stream },
      { id: 'Serverless-LambdaAsyncFailureDestination', reason: stream },
      {
        id: `AwsSolutions-IAM5[Resource::<${failed.stack.getLogicalId(failed.node.defaultChild as never)}.Arn>/*]`,
        reason: 'Lambda chooses the names of the objects that it sets aside.',
      },
      ...(sendsMail(this.consumer) ? [acknowledgeRecipients] : []),
    );
  }
}
