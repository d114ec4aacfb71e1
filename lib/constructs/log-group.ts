import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Settings } from '#lib/settings.ts';

/** Creates a log group whose logs are kept as long as the settings say, but not beyond the stack. */
export function logGroup(scope: Construct, id: string, { logRetentionDays }: Settings): LogGroup {
  const retention: RetentionDays = logRetentionDays;
  return new LogGroup(scope, id, { retention, removalPolicy: RemovalPolicy.DESTROY });
}
