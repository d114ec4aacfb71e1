import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { embeddedFiles, mailFrameFiles, securityHeaders } from '#lib/security-headers.ts';
import { deskTemplate, flat, resource } from './desk-template.ts';

const template = deskTemplate();
const distribution = resource(template, 'AWS::CloudFront::Distribution').Properties.DistributionConfig;

interface Behavior {
  readonly PathPattern: string;
  readonly [member: string]: unknown;
}
const behaviors: Behavior[] = distribution.CacheBehaviors;
const behavior = (path: string) => {
  const found = behaviors.find(({ PathPattern }) => PathPattern === path);
  if (!found) throw new Error(`No behavior for ${path}.`);
  return found;
};

describe('the API behind CloudFront', () => {
  const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';

  test('is never cached, and accepts every method but only https', () => {
    expect(behavior('/api/*')).toMatchObject({ CachePolicyId: CACHING_DISABLED, ViewerProtocolPolicy: 'https-only' });
    expect(behavior('/api/*').AllowedMethods).toEqual(expect.arrayContaining(['PUT', 'PATCH', 'DELETE']));
  });

  test('receives all headers but Host, the whole query, and no cookies', () => {
    const policy = resource(template, 'AWS::CloudFront::OriginRequestPolicy');
    expect(behavior('/api/*').OriginRequestPolicyId).toEqual({ Ref: policy.id });
    expect(policy.Properties.OriginRequestPolicyConfig).toMatchObject({
      HeadersConfig: { HeaderBehavior: 'allExcept', Headers: ['host'] },
      CookiesConfig: { CookieBehavior: 'none' },
      QueryStringsConfig: { QueryStringBehavior: 'all' },
    });
  });

  test('is the gateway of the stack, over TLS 1.2', () => {
    const gateway = resource(template, 'AWS::ApiGatewayV2::Api').id;
    const origin = distribution.Origins.find(({ Id }: { Id: string }) => Id === behavior('/api/*').TargetOriginId);
    expect(origin.CustomOriginConfig).toMatchObject({
      OriginProtocolPolicy: 'https-only',
      OriginSSLProtocols: ['TLSv1.2'],
    });
    expect(flat(origin.DomainName)).toContain(gateway);
  });

  test('returns its own errors: CloudFront replaces no 403, and caches no outage', () => {
    const uncached = (ErrorCode: number) => ({ ErrorCode, ErrorCachingMinTTL: 0 });
    expect(distribution.CustomErrorResponses).toEqual([500, 502, 503, 504].map(uncached));
  });
});

test('names that are unique per account contain the region, so that two regions may have a desk each', () => {
  const names = [
    ...Object.values(template.findResources('AWS::CloudFront::OriginRequestPolicy')).map(
      ({ Properties }) => Properties.OriginRequestPolicyConfig.Name,
    ),
    ...Object.values(template.findResources('AWS::CloudFront::ResponseHeadersPolicy')).map(
      ({ Properties }) => Properties.ResponseHeadersPolicyConfig.Name,
    ),
    ...Object.values(template.findResources('AWS::CloudFront::OriginAccessControl')).map(
      ({ Properties }) => Properties.OriginAccessControlConfig.Name,
    ),
  ].map(flat);
  expect(new Set(names).size).toBe(5);
  for (const name of names) expect(name).toMatch(/^.{1,49}-<AWS::Region>$/);
});

describe('the files', () => {
  test('are stored in a private, encrypted bucket that accepts only https', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: Match.anyValue(),
    });
    const allowed = resource(template, 'AWS::S3::BucketPolicy', 'Site').Properties.PolicyDocument.Statement;
    expect(allowed).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
    const readers = allowed.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
    expect(readers).toEqual([
      expect.objectContaining({ Action: 's3:GetObject', Principal: { Service: 'cloudfront.amazonaws.com' } }),
    ]);
  });

  test('are uploaded to static/, and CloudFront invalidates the old ones', () => {
    template.hasResourceProperties('Custom::CDKBucketDeployment', {
      DestinationBucketKeyPrefix: 'static',
      DistributionPaths: ['/static/*'],
      SystemMetadata: { 'cache-control': 'max-age=0, s-maxage=31536000, must-revalidate' },
    });
  });

  test('outlive the next deploy if their names contain a hash of their content, and are cached for a year', () => {
    const uploads = Object.values(template.findResources('Custom::CDKBucketDeployment')).map((it) => it.Properties);
    const pattern = 'support-*-*.js';
    expect(uploads.find(({ Prune }) => Prune === true)).toMatchObject({ Exclude: [pattern] });
    expect(uploads.find(({ Prune }) => Prune === false)).toMatchObject({
      Exclude: ['*'],
      Include: [pattern],
      DestinationBucketKeyPrefix: 'static',
      SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
    });
  });

  test('are compressed, over HTTP/2 and HTTP/3', () => {
    expect(behavior('/static/*')).toMatchObject({ Compress: true, ViewerProtocolPolicy: 'redirect-to-https' });
    expect(distribution.HttpVersion).toBe('http2and3');
  });

  test('the files for other websites, and for the frame, are matched before the rest', () => {
    expect(behaviors.map(({ PathPattern }) => PathPattern)).toEqual([
      '/api/*',
      embeddedFiles,
      mailFrameFiles,
      '/static/*',
    ]);
  });

  test.each(['/static/*', embeddedFiles, mailFrameFiles])('%s gets its security headers', (path) => {
    const policies = template.findResources('AWS::CloudFront::ResponseHeadersPolicy');
    const policy = policies[flat(behavior(path).ResponseHeadersPolicyId).slice(1, -1)];
    const bucket = flat(resource(template, 'AWS::S3::Bucket', 'Files').Properties.BucketName);
    const fileOrigin = `https://${bucket}.s3.<AWS::Region>.<AWS::URLSuffix>`;
    expect(headersOf(policy?.Properties.ResponseHeadersPolicyConfig)).toEqual(securityHeaders(path, fileOrigin));
  });

  /** Returns the headers that CloudFront sends for a policy. */
  function headersOf({
    SecurityHeadersConfig: security,
    CustomHeadersConfig: custom,
    CorsConfig: cors,
  }: typeof distribution) {
    const { StrictTransportSecurity: hsts, ContentSecurityPolicy: csp } = security;
    expect([hsts, security.ContentTypeOptions, security.ReferrerPolicy]).toEqual(
      Array(3).fill(expect.objectContaining({ Override: true })),
    );
    return {
      'strict-transport-security': `max-age=${hsts.AccessControlMaxAgeSec}${hsts.IncludeSubdomains ? '; includeSubDomains' : ''}${hsts.Preload ? '; preload' : ''}`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': security.ReferrerPolicy.ReferrerPolicy,
      ...(cors && { 'access-control-allow-origin': cors.AccessControlAllowOrigins.Items.join() }),
      ...(csp && { 'content-security-policy': flat(csp.ContentSecurityPolicy) }),
      ...Object.fromEntries(custom.Items.map((item: Record<string, string>) => [item.Header, item.Value])),
    };
  }
});

describe('any other path', () => {
  const { FunctionCode } = resource(template, 'AWS::CloudFront::Function').Properties;
  const answer = (uri: string) => new Function(`${FunctionCode}; return handler({ request: { uri: '${uri}' } })`)();

  test('never reaches the bucket', () => {
    expect(distribution.DefaultCacheBehavior.FunctionAssociations).toEqual([
      { EventType: 'viewer-request', FunctionARN: expect.anything() },
    ]);
    expect(answer('/wp-login.php').statusCode).toBe(404);
  });

  test('redirects from the root to the dashboard', () => {
    expect(answer('/')).toMatchObject({
      statusCode: 302,
      headers: { location: { value: '/static/admin-support.html' } },
    });
  });
});
