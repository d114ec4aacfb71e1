import { Duration, Validations } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { EventSourceMapping, type Function as LambdaFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Consumer } from '#lib/consumers.ts';
import { functionEnvironment } from '#lib/function-environment.ts';
import type { Settings } from '#lib/settings.ts';
import { entryFunction } from './entry-function.ts';
import { consumerGrants, functionGrants, streamArn } from './grants.ts';
import { namesOf, type Tables } from './tables.ts';

export interface TicketConsumerProps {
  readonly consumer: Consumer;
  readonly settings: Settings;
  readonly tables: Tables;
  /** The bucket for records that failed for good. */
  readonly failed: IBucket;
  /** Required by consumers that publish events. */
  readonly bus: EventBus | undefined;
  readonly functionsDirectory: string;
}

/** A Lambda function that follows the tickets through their table's stream. */
export class TicketConsumer extends Construct {
  readonly consumer: Consumer;
  readonly handler: LambdaFunction;

  constructor(scope: Construct, id: string, props: TicketConsumerProps) {
    super(scope, id);
    const { consumer, settings, tables, failed, bus, functionsDirectory } = props;
    this.consumer = consumer;
    this.handler = entryFunction(this, {
      entry: consumer.entry,
      description: 'Changes to tickets',
      timeoutSeconds: consumer.timeoutSeconds,
      environment: functionEnvironment(consumer, settings, { ...namesOf(tables), eventBus: bus?.eventBusName }),
      grants: (log) => [...functionGrants(consumer, { settings, tables, bus }, log), ...consumerGrants(tables, failed)],
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
    );
  }
}
