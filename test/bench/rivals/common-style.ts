import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import middy from '@middy/core';

const logger = new Logger({ serviceName: 'common-style' });
const metrics = new Metrics({ namespace: 'CommonStyle', serviceName: 'common-style' });
const tracer = new Tracer({ serviceName: 'common-style' });
const client = tracer.captureAWSv3Client(DynamoDBDocumentClient.from(new DynamoDBClient({})));

/** Stores the event as it is, as the examples for Powertools on Lambda do: middy around logger, metrics and tracer, X-Ray capture. */
export const handler = middy(async (event: { readonly id: string; readonly entry: string }) => {
  await client.send(new PutCommand({ TableName: process.env.TICKETS_TABLE, Item: event }));
  logger.info('stored', { id: event.id });
  metrics.addMetric('stored', MetricUnit.Count, 1);
  return { statusCode: 200, body: '{}' };
})
  .use(injectLambdaContext(logger))
  .use(logMetrics(metrics, { captureColdStartMetric: true }))
  .use(captureLambdaHandler(tracer));
