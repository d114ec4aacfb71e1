/** The price of a unit, and the number of units that are always free each month (not only for a first year). */
export interface Price {
  readonly service: string;
  readonly what: string;
  /** US dollars for one. */
  readonly usd: number;
  readonly free: number;
  readonly source: string;
}

/** The day on which the sources below were read. */
export const PRICED_ON = '2026-11-23';
export const REGION = 'us-east-1';

const MILLION = 1_000_000;
const lambda = { service: 'Lambda', source: 'https://aws.amazon.com/lambda/pricing/' };
const dynamoDb = { service: 'DynamoDB', source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/' };
const cloudWatch = { service: 'CloudWatch', source: 'https://aws.amazon.com/cloudwatch/pricing/' };
const ses = { service: 'SES', source: 'https://aws.amazon.com/ses/pricing/' };
const s3 = { service: 'S3', source: 'https://aws.amazon.com/s3/pricing/' };
const cloudFront = { service: 'CloudFront', source: 'https://aws.amazon.com/cloudfront/pricing/' };

/** Prices of arm64 functions, on-demand tables and the first tier of everything, in US dollars. */
export const prices = {
  gatewayRequest: {
    service: 'API Gateway',
    what: 'requests',
    usd: 1 / MILLION,
    free: 0,
    source: 'https://aws.amazon.com/api-gateway/pricing/',
  },
  lambdaRequest: { ...lambda, what: 'requests', usd: 0.2 / MILLION, free: MILLION },
  lambdaGbSecond: { ...lambda, what: 'GB-seconds', usd: 0.0000133334, free: 400_000 },
  writeUnit: { ...dynamoDb, what: 'write units', usd: 0.625 / MILLION, free: 0 },
  readUnit: { ...dynamoDb, what: 'read units', usd: 0.125 / MILLION, free: 0 },
  storedGb: { ...dynamoDb, what: 'GB stored', usd: 0.25, free: 25 },
  recoverableGb: { ...dynamoDb, what: 'GB recoverable to any second', usd: 0.2, free: 0 },
  cdnRequest: { ...cloudFront, what: 'requests', usd: 1 / MILLION, free: 10 * MILLION },
  cdnGb: { ...cloudFront, what: 'GB sent', usd: 0.085, free: 1000 },
  logGb: { ...cloudWatch, what: 'GB of logs written', usd: 0.5, free: 5 },
  mail: { ...ses, what: 'mails', usd: 0.1 / 1000, free: 0 },
  receivedMail: { ...ses, what: 'received mails', usd: 0.1 / 1000, free: 0 },
  receivedChunk: { ...ses, what: 'chunks of received mails', usd: 0.09 / 1000, free: 0 },
  attachedGb: { ...ses, what: 'GB of attachments', usd: 0.12, free: 0 },
  fileGb: { ...s3, what: 'GB stored', usd: 0.023, free: 0 },
  storageWrite: { ...s3, what: 'writes', usd: 0.005 / 1000, free: 0 },
  storageRead: { ...s3, what: 'reads', usd: 0.0004 / 1000, free: 0 },
  // What is free of data transfer to the internet is shared by all services.
  loadedGb: { ...s3, what: 'GB sent', usd: 0.09, free: 100 },
  event: {
    service: 'EventBridge',
    what: 'events',
    usd: 1 / MILLION,
    free: 0,
    source: 'https://aws.amazon.com/eventbridge/pricing/',
  },
  alarm: { ...cloudWatch, what: 'alarms', usd: 0.1, free: 10 },
  metric: { ...cloudWatch, what: 'custom metrics', usd: 0.3, free: 10 },
  dashboard: { ...cloudWatch, what: 'dashboards', usd: 3, free: 3 },
} as const satisfies Readonly<Record<string, Price>>;

export type Priced = keyof typeof prices;
