import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call to AWS as a policy sees it, reduced to names: of a table, `<table>/index/<index>`, a parameter, an event bus, or `objects/<prefix>/*`. */
export interface AwsCall {
  readonly entry: string;
  /** Like `dynamodb:PutItem`. */
  readonly action: string;
  readonly name: string;
}

/** Starts a proxy between functions and engines that passes every call to `note`. Each function has its own endpoint: `endpoint(entry, service)`. */
export async function startRecorder(
  engines: Readonly<Partial<Record<Service, string>>>,
  note: (call: AwsCall) => void,
) {
  const server = createServer(async (request, response) => {
    const [, entry = '', service = '', ...path] = (request.url ?? '').split('/');
    const bytes = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
    if (service === 's3') {
      for (const [action, name] of askedOfS3(request, path)) note({ entry, action, name });
      return void passToS3(
        request,
        { address: `${engines.s3}/${path.join('/')}`, prefix: `/${entry}/s3`, bytes },
        response,
      );
    }
    const body = bytes.toString();
    if (service === 'sesv2') for (const [action, name] of askedOfSes(request, body)) note({ entry, action, name });
    else
      for (const [action, name] of called(request, JSON.parse(body)))
        note({ entry, action: `${service === 'eventbridge' ? 'events' : service}:${action}`, name });
    const answer = await fetch([engines[service as Service], ...path].join('/'), {
      method: String(request.method),
      headers: passedOn(request),
      ...(body !== '' && { body }),
    });
    response.writeHead(answer.status, { 'content-type': String(answer.headers.get('content-type')) });
    response.end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: (entry: string, service: Service) => `http://127.0.0.1:${port}/${entry}/${service}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

type Service = 'dynamodb' | 'ssm' | 's3' | 'sesv2' | 'eventbridge';

/**
 * Returns the calls to S3, whose objects are granted by the prefixes of their keys. A form's key is in its body, and only uploads have forms. A copy
 * requires permission for both objects. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
function askedOfS3({ method, headers }: IncomingMessage, [, prefix = '']: string[]): [action: string, name: string][] {
  const objects = (one = '') => `objects/${one}/*`;
  if (method === 'POST') return [['s3:PutObject', objects('uploads')]];
  // Without a header's signature it is somebody with a link, who may not.
  if (method === 'DELETE') return headers.authorization ? [['s3:DeleteObject', objects(prefix)]] : [];
  if (method !== 'PUT') return [['s3:GetObject', objects(prefix)]];
  const source = headers['x-amz-copy-source'];
  const read =
    source === undefined ? [] : [['s3:GetObject', objects(String(source).split('/')[1])] as [string, string]];
  return [...read, ['s3:PutObject', objects(prefix)]];
}

/** Passes a call on as it is: its signature covers the address it was sent to. */
function passToS3(
  { method, headers }: IncomingMessage,
  { address, prefix, bytes }: { readonly address: string; readonly prefix: string; readonly bytes: Buffer },
  response: ServerResponse,
): void {
  const passed = httpRequest(address, { method, headers: { ...headers, 'x-forwarded-prefix': prefix } }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  passed.end(bytes);
}

/** Returns the calls to SES: mails are posted; a deletion is from the suppression list, for which IAM defines no resource. */
const askedOfSes = ({ method }: IncomingMessage, body: string): [action: string, name: string][] =>
  method === 'DELETE'
    ? [['ses:DeleteSuppressedDestination', '*']]
    : sentWith(JSON.parse(body)).map((name) => ['ses:SendEmail', name]);

/**
 * SES requires permission for the sender's identity and for the configuration set.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html
 */
const sentWith = (asked: { FromEmailAddress: string; ConfigurationSetName: string }): string[] => [
  `identity/${asked.FromEmailAddress.split('@')[1]?.slice(0, -1)}`,
  `configuration-set/${asked.ConfigurationSetName}`,
];

const HEADERS = ['content-type', 'x-amz-target', 'x-amz-date', 'authorization'];
const passedOn = ({ headers }: IncomingMessage) =>
  HEADERS.map((name) => [name, String(headers[name])] as [string, string]);

interface OnTable {
  readonly TableName: string;
  readonly IndexName?: string;
}

type Asked = OnTable & {
  readonly Name?: string;
  readonly Entries?: readonly { readonly EventBusName: string }[];
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly TransactItems?: readonly Readonly<Record<string, OnTable>>[];
};

/**
 * DynamoDB requires permission for each part of a transaction.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
const PARTS: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

function called({ headers }: IncomingMessage, asked: Asked): [action: string, name: string][] {
  const operation = String(headers['x-amz-target']).split('.')[1] ?? '';
  if (asked.Name !== undefined) return [[operation, asked.Name.split(':')[0] ?? '']];
  if (asked.Entries) return asked.Entries.map(({ EventBusName }) => [operation, EventBusName]);
  if (asked.RequestItems) return Object.keys(asked.RequestItems).map((table) => [operation, table]);
  if (!asked.TransactItems) return [[operation, tableOrIndex(asked)]];
  return asked.TransactItems.flatMap(Object.entries<OnTable>).map(([part, on]) => [
    PARTS[part] ?? part,
    tableOrIndex(on),
  ]);
}

const tableOrIndex = ({ TableName, IndexName }: OnTable) =>
  IndexName === undefined ? TableName : `${TableName}/index/${IndexName}`;
