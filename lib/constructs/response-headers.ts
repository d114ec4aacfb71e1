import { Duration } from 'aws-cdk-lib';
import {
  HeadersReferrerPolicy,
  type ResponseHeadersCorsBehavior,
  ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { hstsMaxAge, securityHeaders } from '#lib/security-headers.ts';
import { edgeName } from './edge-name.ts';
import { fileOrigin } from './file-bucket.ts';

/** Creates the CloudFront policy with a site file's security headers: some have a place of their own, the rest are custom. */
export function responseHeaders(scope: Construct, id: string, path: string): ResponseHeadersPolicy {
  const {
    'content-security-policy': contentSecurityPolicy,
    'strict-transport-security': _hsts,
    'x-content-type-options': _nosniff,
    'referrer-policy': _noReferrer,
    'access-control-allow-origin': allowOrigin,
    ...custom
  } = securityHeaders(path, fileOrigin(scope));
  return new ResponseHeadersPolicy(scope, id, {
    responseHeadersPolicyName: edgeName(scope, id),
    comment: `Support desk: ${path}`,
    securityHeadersBehavior: {
      ...(contentSecurityPolicy && { contentSecurityPolicy: { contentSecurityPolicy, override: true } }),
      strictTransportSecurity: {
        accessControlMaxAge: Duration.seconds(hstsMaxAge),
        includeSubdomains: true,
        override: true,
      },
      contentTypeOptions: { override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
    },
    // CloudFront accepts no CORS header as a custom one.
    ...(allowOrigin && { corsBehavior: readableBy(allowOrigin) }),
    customHeadersBehavior: {
      customHeaders: Object.entries(custom).map(([header, value]) => ({ header, value, override: true })),
    },
  });
}

const readableBy = (origin: string): ResponseHeadersCorsBehavior => ({
  accessControlAllowOrigins: [origin],
  accessControlAllowMethods: ['GET', 'HEAD'],
  accessControlAllowHeaders: ['*'],
  accessControlAllowCredentials: false,
  originOverride: true,
});
