import { Names, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * Returns a name for a CloudFront resource whose name is unique per account, so that each region may have a desk of the same name. At most 64
 * characters.
 */
export const edgeName = (scope: Construct, id: string): string =>
  `${Names.uniqueResourceName(scope, { maxLength: 32 })}-${id}-${Stack.of(scope).region}`;
