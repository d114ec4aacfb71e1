import { Aws, Duration, Fn, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CorsRule,
  HttpMethods,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { bucketPrefixes } from '#functions/bucket-keys.ts';
import { type CorsRules, fileCorsRules } from '#lib/cors.ts';
import type { Settings } from '#lib/settings.ts';

const stackUuid = Fn.select(2, Fn.split('/', Aws.STACK_ID));

/**
 * The name of a stack's bucket of files, which no other bucket has ever had. It is known without the bucket: the bucket's CORS rules name the site,
 * and the site's headers and the functions behind it name the bucket.
 */
export const fileBucketName = Fn.join('-', ['support-desk-files', stackUuid]);

/** Returns the origin that serves the bucket's objects. https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
export const fileOrigin = (scope: Construct): string =>
  `https://${fileBucketName}.s3.${Stack.of(scope).region}.${Stack.of(scope).urlSuffix}`;

/** Returns the ARN of the bucket's objects whose keys begin with `prefix`. */
export const fileArn = (scope: Construct, prefix: string): string =>
  `arn:${Stack.of(scope).partition}:s3:::${fileBucketName}/${prefix}*`;

/** Returns the same ARN in the form in which cdk-nag names it. */
export const fileArnAsFound = (scope: Construct, prefix: string): string =>
  `arn:<AWS::Partition>:s3:::support-desk-files-${JSON.stringify(Stack.of(scope).resolve(stackUuid))}/${prefix}*`;

export interface FileBucketProps {
  readonly settings: Settings;
  /** The dashboard's origin, whose pages upload to the bucket, like those of `allowedOrigins`. */
  readonly siteOrigin: string;
}

/** The private bucket of tickets' files, uploads and received mails. It has no versions: a file that is deleted is gone. */
export class FileBucket extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, { settings, siteOrigin }: FileBucketProps) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      bucketName: fileBucketName,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: settings.production ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
      cors: [corsRule(fileCorsRules([siteOrigin, ...settings.allowedOrigins]))],
      lifecycleRules: [
        { id: 'unclaimed-uploads', prefix: bucketPrefixes.uploads, expiration: Duration.days(1) },
        { id: 'unfinished-uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Objects are reached through links of a few minutes, and the API’s access log has a line for each link.',
    });
    this.bucket = bucket as IBucket;
  }
}

const corsRule = (rules: CorsRules): CorsRule => ({
  allowedOrigins: [...rules.allowOrigins],
  allowedMethods: rules.allowMethods.map((method) => HttpMethods[method as keyof typeof HttpMethods]),
  allowedHeaders: [...rules.allowHeaders],
  exposedHeaders: [...rules.exposeHeaders],
  maxAge: rules.maxAgeSeconds,
});
