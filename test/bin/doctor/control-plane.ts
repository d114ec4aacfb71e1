import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The responses of CloudFormation, Lambda and SES about an account; undefined: it doesn't exist, null: access is denied. */
export interface Account {
  readonly stack?: { readonly status: string; readonly outputs: Readonly<Record<string, string>> };
  readonly identity?: object | null;
  readonly account: object | null;
  /** The number of functions that may run at once. */
  readonly concurrency: number | null;
  /** The active receipt rule set. */
  readonly ruleSet?: string;
}

/** CloudFormation's DescribeStacks, Lambda's GetAccountSettings, and GetEmailIdentity, GetAccount and DescribeActiveReceiptRuleSet of SES, in their wire formats. The emulator of the rehearsal checks the same calls. */
export async function startControlPlane(told: () => Account) {
  const server = createServer(async (request, response) => {
    const { stack, identity, account, concurrency, ruleSet } = told();
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString();
    const json = (status: number, body: object, type = '') => {
      response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type });
      response.end(JSON.stringify(body));
    };
    const answer = (body: object | null | undefined) => {
      if (body === undefined) json(404, { message: 'It does not exist.' }, 'NotFoundException');
      else if (body === null) json(403, { message: 'You may not.' }, 'AccessDeniedException');
      else json(200, body);
    };
    if (request.url?.startsWith('/v2/email/identities/')) answer(identity);
    else if (request.url === '/v2/email/account') answer(account);
    else if (request.url === '/2016-08-19/account-settings')
      answer(concurrency === null ? null : settingsOf(concurrency));
    else if (body.includes('DescribeActiveReceiptRuleSet')) response.end(activeRules(ruleSet));
    else {
      response.writeHead(stack ? 200 : 400, { 'content-type': 'text/xml' });
      response.end(stack ? described(stack) : NO_STACK);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
const settingsOf = (concurrency: number) => ({
  AccountLimit: { ConcurrentExecutions: concurrency + 5, UnreservedConcurrentExecutions: concurrency },
});

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_DescribeActiveReceiptRuleSet.html */
function activeRules(name: string | undefined): string {
  const metadata = name === undefined ? '' : `<Metadata><Name>${name}</Name></Metadata><Rules/>`;
  return `<DescribeActiveReceiptRuleSetResponse><DescribeActiveReceiptRuleSetResult>${metadata}</DescribeActiveReceiptRuleSetResult></DescribeActiveReceiptRuleSetResponse>`;
}

const NO_STACK =
  '<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id SupportDesk does not exist</Message></Error></ErrorResponse>';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
function described({ status, outputs }: NonNullable<Account['stack']>): string {
  const members = Object.entries(outputs).map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  const stack = `<member><StackName>SupportDesk</StackName><StackStatus>${status}</StackStatus><Outputs>${members.join('')}</Outputs></member>`;
  return `<DescribeStacksResponse><DescribeStacksResult><Stacks>${stack}</Stacks></DescribeStacksResult></DescribeStacksResponse>`;
}
