import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** Returns an event of API Gateway's payload format 2.0 with these parts; everything else is empty. */
export function gatewayEvent(parts: Partial<APIGatewayProxyEventV2> = {}): APIGatewayProxyEventV2 {
  return {
    version: '2.0',
    routeKey: 'POST /test',
    rawPath: '/test',
    rawQueryString: '',
    headers: {},
    isBase64Encoded: false,
    requestContext: { requestId: 'request-1' } as APIGatewayProxyEventV2['requestContext'],
    ...parts,
  };
}
