import { Names, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Names something of CloudFront's that is unique in an account, so that each region may have a desk of the same name. At most 64 characters. */
export const edgeName = (scope: Construct, id: string): string =>
  `${Names.uniqueResourceName(scope, { maxLength: 32 })}-${id}-${Stack.of(scope).region}`;
