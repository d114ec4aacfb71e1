import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  HttpVersion,
  type IOrigin,
  S3OriginAccessControl,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { embeddedFiles, mailFrameFiles } from '#lib/security-headers.ts';
import type { Settings } from '#lib/settings.ts';
import { apiBehavior } from './api-behavior.ts';
import { edgeName } from './edge-name.ts';
import type { HttpApi } from './http-api.ts';
import { responseHeaders } from './response-headers.ts';
import { uploadSite } from './upload-site.ts';

/** The single entrance: `/static/*` from a private bucket, `/api/*` from the API, so that the dashboard has the same origin as the API. */
export class StaticSite extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, settings: Settings, siteDirectory: string, api: HttpApi) {
    super(scope, id);
    const bucket = this.#bucket();
    const originAccessControl = new S3OriginAccessControl(this, 'Access', {
      originAccessControlName: edgeName(this, 'Access'),
    });
    const files = fileBehavior(S3BucketOrigin.withOriginAccessControl(bucket, { originAccessControl }));
    const page = responseHeaders(this, 'PageHeaders', '/static/*');
    this.distribution = new Distribution(this, 'Distribution', {
      comment: 'Support desk',
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: { ...files, responseHeadersPolicy: page, functionAssociations: [this.#frontDoor()] },
      additionalBehaviors: {
        '/api/*': apiBehavior(this, api),
        [embeddedFiles]: { ...files, responseHeadersPolicy: responseHeaders(this, 'EmbeddedHeaders', embeddedFiles) },
        [mailFrameFiles]: {
          ...files,
          responseHeadersPolicy: responseHeaders(this, 'MailFrameHeaders', mailFrameFiles),
        },
        '/static/*': { ...files, responseHeadersPolicy: page },
      },
      // Otherwise CloudFront caches each for ten seconds, `no-store` or not, and one agent's 503 becomes everyone's.
      errorResponses: [500, 502, 503, 504].map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
    });
    this.#acknowledgeDistribution();
    uploadSite(this, settings, siteDirectory, bucket, this.distribution);
  }

  /** Creates the bucket, which contains only what is built from the source, so it is deleted with the stack. */
  #bucket(): IBucket {
    const bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Only CloudFront reads it, and its contents are public; a log would cost money and add nothing.',
    });
    // Returned as an interface, because the class's optional properties don't fit it under exactOptionalPropertyTypes.
    return bucket as IBucket;
  }

  /** Responds to anything that is neither a file nor the API: the root redirects to the dashboard, all else is 404. */
  #frontDoor() {
    // CloudFront's own JavaScript: no destructuring.
    const code = `function handler(event) {
  return event.request.uri === '/'
    ? { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/static/admin-support.html' } } }
    : { statusCode: 404, statusDescription: 'Not Found' };
}`;
    const edgeFunction = new EdgeFunction(this, 'FrontDoor', { code: FunctionCode.fromInline(code) });
    return { function: edgeFunction, eventType: FunctionEventType.VIEWER_REQUEST };
  }

  #acknowledgeDistribution(): void {
    Validations.of(this.distribution).acknowledge(
      {
        id: 'AwsSolutions-CFR1',
        reason: "Customers and agents are wherever the deployer's website is: no country is blocked.",
      },
      {
        id: 'AwsSolutions-CFR2',
        reason:
          'A web ACL has a monthly price even while nobody writes; the stage is throttled instead (docs/operations.md, "A firewall").',
      },
      {
        id: 'AwsSolutions-CFR3',
        reason: 'Relevant requests are in the API access log, which contains no addresses; this log would.',
      },
      {
        id: 'AwsSolutions-CFR4',
        reason: "CloudFront's own domain and certificate leave no choice; browsers negotiate TLS 1.3.",
      },
    );
  }
}

function fileBehavior(origin: IOrigin): BehaviorOptions {
  return {
    origin,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    cachePolicy: CachePolicy.CACHING_OPTIMIZED,
    compress: true,
  };
}
