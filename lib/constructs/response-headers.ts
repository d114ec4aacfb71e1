import { Duration } from 'aws-cdk-lib';
import { HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { hstsMaxAge, securityHeaders } from '../security-headers.ts';

/** A site's file's security headers as CloudFront adds them: some have a place of their own, the rest are custom. */
export function responseHeaders(scope: Construct, id: string, path: string): ResponseHeadersPolicy {
  const {
    'content-security-policy': contentSecurityPolicy,
    'strict-transport-security': _hsts,
    'x-content-type-options': _nosniff,
    'referrer-policy': _noReferrer,
    ...custom
  } = securityHeaders(path);
  return new ResponseHeadersPolicy(scope, id, {
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
    customHeadersBehavior: {
      customHeaders: Object.entries(custom).map(([header, value]) => ({ header, value, override: true })),
    },
  });
}
