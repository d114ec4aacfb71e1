import { Duration, Validations } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { EVENT_RETRIES } from '#lib/subscribers.ts';
import { type EntryFunctionProps, entryFunction } from './entry-function.ts';
import { setAside } from './grants.ts';

export interface EventFunctionProps extends EntryFunctionProps {
  /** The bucket for events that failed for good. */
  readonly failed: IBucket;
}

/** Creates an entry's Lambda function that EventBridge invokes, and so asynchronously: an event that fails for good goes to the bucket. */
export function eventFunction(scope: Construct, { failed, ...props }: EventFunctionProps): LambdaFunction {
  const handler = entryFunction(scope, { ...props, grants: (log) => [...props.grants(log), ...setAside(failed)] });
  handler.configureAsyncInvoke({
    retryAttempts: EVENT_RETRIES,
    maxEventAge: Duration.hours(6),
    onFailure: { bind: () => ({ destination: failed.bucketArn }) },
  });
  Validations.of(scope).acknowledge(
    { id: 'Serverless-LambdaDLQ', reason: 'Events that fail for good go to a bucket, unchanged.' },
    {
      id: 'Serverless-EventBusDLQ',
      reason: 'EventBridge delivers at once; events that the function fails on go to a bucket.',
    },
    {
      id: `AwsSolutions-IAM5[Resource::<${failed.stack.getLogicalId(failed.node.defaultChild as never)}.Arn>/*]`,
      reason: 'Lambda chooses the names of the objects that it sets aside.',
    },
  );
  return handler;
}
