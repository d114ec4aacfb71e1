import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Settings } from '#lib/settings.ts';

/**
 * Creates the bucket where change records that a consumer failed on repeatedly are set aside, unchanged, until someone replays them. A first deploy
 * that fails leaves none behind: it is still empty.
 */
export function failedRecords(scope: Construct, id: string, { production }: Settings): IBucket {
  const bucket = new Bucket(scope, id, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: production ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
  });
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'Only Lambda writes to it and only the deployer reads it, both by their own AWS identities.',
  });
  return bucket as IBucket;
}
