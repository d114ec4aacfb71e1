import { join } from 'node:path';
import { Duration, Validations } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { FUNCTION_MEMORY_MB } from '#lib/function-memory.ts';
import type { Settings } from '#lib/settings.ts';
import { logGroup } from './log-group.ts';

export interface EntryFunctionProps {
  /** `functions/<entry>.ts`. */
  readonly entry: string;
  readonly description: string;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Returns what it may do, given its log. */
  readonly grants: (log: ILogGroup) => PolicyStatement[];
  /** The most that run at a time, which Lambda reserves; by default the function shares the account's concurrency. */
  readonly concurrency?: number | undefined;
  readonly settings: Settings;
  /** The folder with the bundles, one folder per entry. */
  readonly functionsDirectory: string;
}

/** Creates an entry's Lambda function, with its own role and log under `scope`. */
export function entryFunction(scope: Construct, props: EntryFunctionProps): LambdaFunction {
  const log = logGroup(scope, 'Log', props.settings);
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { grants: new PolicyDocument({ statements: props.grants(log) }) },
  });
  Validations.of(scope).acknowledge({
    id: 'Serverless-LambdaTracing',
    reason: 'X-Ray can only be granted on every resource, and no function of the desk may act on every resource.',
  });
  return new LambdaFunction(scope, 'Function', {
    description: props.description,
    code: Code.fromAsset(join(props.functionsDirectory, props.entry)),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: FUNCTION_MEMORY_MB,
    timeout: Duration.seconds(props.timeoutSeconds),
    environment: { ...props.environment },
    ...(props.concurrency !== undefined && { reservedConcurrentExecutions: props.concurrency }),
    role,
    logGroup: log,
  });
}
