import { Aws, Duration, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  type CorsPreflightOptions,
  HttpApi as GatewayApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { corsRules } from '#lib/cors.ts';
import { methodsOf, type Route } from '#lib/routes.ts';
import type { Settings } from '#lib/settings.ts';
import { logGroup } from './log-group.ts';
import type { RouteFunction } from './route-function.ts';

/** The fields logged of a request: no address, no header, no path (a caller may write anything into it), no query. */
const accessLog = {
  time: '$context.requestTime',
  requestId: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  bytes: '$context.responseLength',
  error: '$context.error.message',
  functionError: '$context.integrationErrorMessage',
};

const verifiesToken =
  "The function verifies the website's token, in less time than a second function would take to start.";

const looksKeyUp =
  "The function looks the agent's key up by its hash; an authorizer would be a second function doing the same.";

/** Why a route needs no authorizer of the gateway's. */
const authorizedBy: Readonly<Record<Route['caller'], string>> = {
  anyone: 'It is open to everybody: it touches nothing, or asks for a token that works once.',
  customer: verifiesToken,
  paying_customer: verifiesToken,
  agent: looksKeyUp,
  admin: looksKeyUp,
};

/** The table of routes as an API Gateway HTTP API, throttled and with an access log. */
export class HttpApi extends Construct {
  /** `https://…`, without a trailing slash. */
  readonly url: string;
  readonly gateway: GatewayApi;

  constructor(scope: Construct, id: string, settings: Settings, functions: readonly RouteFunction[]) {
    super(scope, id);
    this.gateway = new GatewayApi(this, 'Gateway', {
      apiName: Aws.STACK_NAME,
      createDefaultStage: false,
      ...(settings.allowedOrigins.length > 0 && { corsPreflight: corsPreflight(settings.allowedOrigins) }),
    });
    this.url = this.gateway.apiEndpoint;
    new HttpStage(this, 'Stage', {
      httpApi: this.gateway,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: settings.throttle.rate, burstLimit: settings.throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup(this, 'AccessLog', settings)),
        format: AccessLogFormat.custom(JSON.stringify(accessLog)),
      },
    });
    for (const it of functions) this.#addRoute(it);
  }

  #addRoute({ route: { method, path, entry, caller }, handler }: RouteFunction): void {
    const integration = new HttpLambdaIntegration(entry, handler);
    for (const asked of methodsOf(method)) {
      const route = new HttpRoute(this, asked === 'HEAD' ? `${entry}-head` : entry, {
        httpApi: this.gateway,
        routeKey: asked === '$default' ? HttpRouteKey.DEFAULT : HttpRouteKey.with(path, HttpMethod[asked]),
        integration,
      });
      Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason: authorizedBy[caller] });
    }
  }
}

function corsPreflight(allowedOrigins: readonly string[]): CorsPreflightOptions {
  const { allowOrigins, allowMethods, allowHeaders, exposeHeaders, maxAgeSeconds } = corsRules(allowedOrigins);
  return {
    allowOrigins: [...allowOrigins],
    allowMethods: allowMethods.map((method) => CorsHttpMethod[method]),
    allowHeaders: [...allowHeaders],
    exposeHeaders: [...exposeHeaders],
    maxAge: Duration.seconds(maxAgeSeconds),
  };
}
