import { DefaultStackSynthesizer, Stack, Validations } from 'aws-cdk-lib';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { CfnBucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import type { Settings } from '#lib/settings.ts';
import { siteCache, versionedFiles } from '#lib/site-cache.ts';
import { logGroup } from './log-group.ts';

/**
 * Uploads the site's files to `static/` at every deploy, and deletes them with the stack, so that the bucket can be deleted too. Files named after
 * their content outlive a deploy, for websites that refer to their hash.
 */
export function uploadSite(
  scope: Construct,
  settings: Settings,
  siteDirectory: string,
  bucket: IBucket,
  distribution: IDistribution,
): void {
  const common = {
    sources: [Source.asset(siteDirectory)],
    destinationBucket: bucket,
    destinationKeyPrefix: 'static',
    retainOnDelete: false,
    memoryLimit: 512,
    logGroup: logGroup(scope, 'UploadLog', settings),
  };
  const versions = new BucketDeployment(scope, 'UploadVersions', {
    ...common,
    exclude: ['*'],
    include: [versionedFiles],
    cacheControl: [CacheControl.fromString(siteCache.versioned)],
    prune: false,
  });
  const deployment = new BucketDeployment(scope, 'Upload', {
    ...common,
    exclude: [versionedFiles],
    cacheControl: [CacheControl.fromString(siteCache.stable)],
    distribution,
    distributionPaths: ['/static/*'],
    prune: true,
  });
  // One of the stable files lists the versions.
  deployment.node.addDependency(versions);
  acknowledgeUploader(deployment.handlerRole.node.scope ?? deployment, bucket);
}

/**
 * Acknowledges findings about the function that uploads, which is CDK's own. It runs at deploys only, and may access the two buckets and invalidate
 * the cache.
 */
function acknowledgeUploader(uploader: Construct, bucket: IBucket): void {
  const stack = Stack.of(uploader);
  const assets = `cdk-${stack.synthesizer.bootstrapQualifier ?? DefaultStackSynthesizer.DEFAULT_QUALIFIER}-assets`;
  const site = stack.getLogicalId(bucket.node.defaultChild as CfnBucket);
  const reasons = {
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]':
      'CDK grants access to its log with the managed policy.',
    'AwsSolutions-IAM5[Resource::*]': 'CDK grants invalidating the cache of any distribution.',
    [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${assets}-<AWS::AccountId>-<AWS::Region>/*]`]:
      "The bundle's name changes with every build.",
    [`AwsSolutions-IAM5[Resource::<${site}.Arn>/*]`]: "It writes and prunes all of the site's files.",
    ...Object.fromEntries(
      ['GetBucket*', 'GetObject*', 'List*', 'Abort*', 'DeleteObject*'].map((actions) => [
        `AwsSolutions-IAM5[Action::s3:${actions}]`,
        'CDK grants reading and writing by groups of actions, on these two buckets only.',
      ]),
    ),
    'AwsSolutions-L1': 'CDK chooses the runtime of its function.',
    'Serverless-LambdaLatestVersion': 'CDK chooses the runtime of its function.',
    'Serverless-LambdaDLQ':
      'CloudFormation invokes it and fails the deploy with it: there is no event that could be lost.',
    'Serverless-LambdaTracing': 'Only a deploy waits for it.',
  };
  Validations.of(uploader).acknowledge(...Object.entries(reasons).map(([id, reason]) => ({ id, reason })));
}
