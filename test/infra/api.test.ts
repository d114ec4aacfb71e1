import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { methodsOf, routes } from '#lib/routes.ts';
import { deskTemplate, flat, resource } from './desk-template.ts';
import { example } from './example-settings.ts';

const template = deskTemplate();

test('every route of the table, and no other, invokes a function of its own, with HEAD wherever there is GET', () => {
  const integrations = template.findResources('AWS::ApiGatewayV2::Integration');
  const functions = template.findResources('AWS::Lambda::Function');
  const served = Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => {
    const integration = integrations[flat(Properties.Target).slice('integrations/<'.length, -1)];
    expect(integration?.Properties.PayloadFormatVersion).toBe('2.0');
    const target = flat(integration?.Properties.IntegrationUri).slice(1, -'.Arn>'.length);
    return [Properties.RouteKey, functions[target]?.Properties.Description];
  });
  const expected = routes.flatMap(({ method, path }) => {
    const description = `${method} ${path}`;
    if (method === '$default') return [['$default', description]];
    return methodsOf(method).map((asked) => [`${asked} ${path}`, description]);
  });
  expect(served.sort()).toEqual(expected.sort());
});

test('a function can be invoked only by this API', () => {
  const gateway = resource(template, 'AWS::ApiGatewayV2::Api').id;
  const permissions = Object.values(template.findResources('AWS::Lambda::Permission')).filter(
    ({ Properties }) => Properties.Principal !== 'events.amazonaws.com',
  );
  expect(permissions).toHaveLength(routes.flatMap(({ method }) => methodsOf(method)).length);
  for (const { Properties } of permissions) {
    expect(Properties.Principal).toBe('apigateway.amazonaws.com');
    expect(flat(Properties.SourceArn)).toContain(`:<${gateway}>/`);
  }
});

describe.each(routes)('the function of $method $path', ({ method, path, entry }) => {
  test('runs on Node.js 24 on arm64, within ten seconds', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Description: `${method} ${path}`,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Timeout: 10,
      MemorySize: 1024,
      LoggingConfig: { LogGroup: { Ref: Match.stringLikeRegexp(`^${entry.replaceAll('-', '')}Log`) } },
    });
  });
});

test('the stage is throttled as the settings say', () => {
  for (const [changes, rate, burst] of [
    [{}, 50, 100],
    [{ throttle: { rate: 7 } }, 7, 100],
  ] as const) {
    deskTemplate(changes).hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst },
    });
  }
});

test('the access log is JSON without addresses, headers, paths or queries', () => {
  const { DestinationArn, Format } = resource(template, 'AWS::ApiGatewayV2::Stage').Properties.AccessLogSettings;
  expect(flat(DestinationArn)).toMatch(/^<ApiAccessLog/);
  expect(Object.keys(JSON.parse(Format))).toEqual(
    expect.arrayContaining(['time', 'requestId', 'route', 'status', 'milliseconds']),
  );
  expect(Format).not.toMatch(/identity|sourceIp|userAgent|authorizer|\$context\.path|header|query/i);
});

test('exact origins may read the responses, with the headers that clients need', () => {
  template.hasResourceProperties('AWS::ApiGatewayV2::Api', {
    CorsConfiguration: {
      AllowOrigins: example.allowedOrigins,
      AllowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      AllowHeaders: Match.arrayWith(['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match']),
      ExposeHeaders: ['etag', 'link', 'retry-after', 'search-reached'],
      AllowCredentials: Match.absent(),
    },
  });
});

test('without origins there is no CORS', () => {
  const { Properties } = resource(deskTemplate({ allowedOrigins: [] }), 'AWS::ApiGatewayV2::Api');
  expect(Properties.CorsConfiguration).toBeUndefined();
});
