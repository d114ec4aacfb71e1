import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { doctor } from '#bin/doctor/doctor-command.ts';
import { type Desk, localAgents, startDesk, tables } from '#test/local/desk.ts';
import { type ParameterStore, startParameterStore } from '#test/local/parameter-store.ts';
import { type Account, startControlPlane } from './control-plane.ts';
import { startNameServer, type ZoneRecord } from './name-server.ts';

const PARAMETER = '/support-desk/jwt-secret';
const TOKENS = ['aaa', 'bbb', 'ccc'];

const settings = {
  jwtIssuer: 'https://www.example.com',
  jwtAudience: 'support-desk',
  jwtSecretParameter: PARAMETER,
  pricingUrl: 'https://www.example.com/pricing',
  effectsConcurrency: 10,
  mail: {
    sender: 'support@mail.example.com',
    shopName: 'Example',
    supportPageUrl: 'https://www.example.com/support',
    adminAddresses: [],
  },
};
const records: ZoneRecord[] = TOKENS.map((token) => ({
  type: 'CNAME',
  name: `${token}._domainkey.mail.example.com`,
  data: `${token}.dkim.amazonses.com`,
}));
const policy: ZoneRecord = { type: 'TXT', name: '_dmarc.mail.example.com', data: 'v=DMARC1; p=reject' };

let desk: Desk;
let parameters: ParameterStore;
let folder: string;
let zone: ZoneRecord[] | null;
let told: Account;
let secret: string;
let services: { close(): void }[];
let dns: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'support-desk-doctor-'));
  desk = await startDesk();
  parameters = await startParameterStore(PARAMETER, 'x'.repeat(32));
  const names = await startNameServer(() => zone);
  const plane = await startControlPlane(() => told);
  services = [parameters, names, plane];
  dns = names.server;
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', desk.dynamoDb);
  vi.stubEnv('AWS_ENDPOINT_URL_SSM', parameters.endpoint);
  vi.stubEnv('AWS_ENDPOINT_URL_CLOUDFORMATION', plane.url);
  vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', plane.url);
  vi.stubEnv('AWS_ENDPOINT_URL_SESV2', plane.url);
});
afterAll(async () => {
  for (const service of services) service.close();
  await desk.close();
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  secret = 'x'.repeat(32);
  // Long ago.
  parameters.put(secret, 0);
  zone = [...records, policy];
  told = {
    stack: {
      status: 'UPDATE_COMPLETE',
      outputs: { DashboardUrl: `${desk.url}/static/admin-support.html`, AgentsTableName: tables.agents },
    },
    identity: {
      VerifiedForSendingStatus: true,
      DkimAttributes: { Status: 'SUCCESS', SigningEnabled: true, Tokens: TOKENS },
    },
    account: {
      ProductionAccessEnabled: true,
      SendingEnabled: true,
      SendQuota: { Max24HourSend: 50_000, SentLast24Hours: 12 },
    },
    concurrency: 1000,
  };
});

/** The doctor's output, and its error if not all is well. */
async function examined(options: object = {}, changes: object = {}) {
  const file = join(folder, 'cdk.json');
  await writeFile(file, JSON.stringify({ context: { desk: { ...settings, ...changes } } }));
  const lines: string[] = [];
  const values = { settings: 'desk', region: 'eu-central-1', dns, ...options };
  const failure = await doctor(values, file, (line) => lines.push(line)).then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { lines: lines.map((line) => line.replaceAll(/\d+ ms/g, 'N ms').replaceAll(desk.url, 'URL')), failure };
}

describe('a desk that is well', () => {
  it('has a line for each thing that was looked at, and nothing to do', async () => {
    expect(await examined()).toEqual({
      failure: undefined,
      lines: [
        'ok       Stack: SupportDesk in eu-central-1',
        'ok       Lambda: 1000 functions may run at once in eu-central-1, all of the account together',
        'ok       Effects: notify: at most 10 at a time, reserved',
        'ok       Dashboard: URL/static/admin-support.html, 304 while it is unchanged',
        'ok       API: URL/api/health answers, in N ms',
        'ok       Agents’ keys: an unknown key is refused',
        'ok       Tickets: read in N ms; 304 in N ms while nothing has changed',
        'ok       Counts: read in N ms; 304 in N ms while nothing has changed',
        `ok       Signing keys: the secret in ${PARAMETER}`,
        'ok       Customers’ tokens: a token that your website didn’t sign is refused, in N ms',
        'ok       SES identity: mail.example.com is verified; SES keeps it when the stack goes, and a deploy after that needs "createIdentity": false',
        'ok       DKIM: SES signs each mail',
        'ok       DKIM record: aaa._domainkey.mail.example.com',
        'ok       DKIM record: bbb._domainkey.mail.example.com',
        'ok       DKIM record: ccc._domainkey.mail.example.com',
        'ok       DMARC: _dmarc.mail.example.com says v=DMARC1; p=reject',
        'ok       SES sandbox: the account has production access',
        'ok       SES sending: on; 12 of 50000 mails in the last 24 hours',
      ],
    });
  });

  it('keeps no key of the doctor’s', async () => {
    await examined();
    expect((await localAgents(desk.dynamoDb).list()).map(({ agent }) => agent?.name)).toEqual(['Dana (demo)']);
  });

  it('may send no mail', async () => {
    const { lines, failure } = await examined({}, { mail: undefined });
    expect(failure).toBeUndefined();
    expect(lines.at(-1)).toBe('ok       Mail: not sent: the setting "mail" isn’t set');
  });

  it('may have its policy for mail where its domain has it', async () => {
    zone = [...records, { ...policy, name: '_dmarc.example.com' } as ZoneRecord];
    expect((await examined()).lines).toContain('ok       DMARC: _dmarc.example.com says v=DMARC1; p=reject');
  });

  it('may be reached under a name of its own', async () => {
    const { lines } = await examined({ url: `${desk.url}/static/admin-support.html` });
    expect(lines[3]).toBe('ok       Dashboard: URL/static/admin-support.html, 304 while it is unchanged');
  });
});

describe('after a first deploy with mail', () => {
  it('each thing that DNS and SES lack is named, with what to do', async () => {
    zone = [];
    told = {
      ...told,
      identity: {
        VerifiedForSendingStatus: false,
        DkimAttributes: {
          Status: 'PENDING',
          SigningEnabled: true,
          Tokens: TOKENS,
          SigningHostedZone: 'eu.dkim.example',
        },
      },
      account: { ProductionAccessEnabled: false, SendingEnabled: false, EnforcementStatus: 'PROBATION' },
    };
    const { lines, failure } = await examined();
    expect(failure).toBe('8 of 18 checks need attention.');
    expect(lines.slice(10)).toEqual([
      'missing  SES identity: mail.example.com is not verified.',
      '         → Add the DKIM records below to your DNS.',
      'missing  DKIM: SES doesn’t sign mails yet (PENDING).',
      '         → Add the DKIM records below to your DNS.',
      ...TOKENS.flatMap((token) => [
        `missing  DKIM record: DNS has no CNAME ${token}._domainkey.mail.example.com.`,
        `         → Add to the DNS of mail.example.com: ${token}._domainkey.mail.example.com CNAME ${token}.eu.dkim.example`,
      ]),
      'missing  DMARC: DNS has no policy for mail.example.com.',
      '         → Add a first one to its DNS: _dmarc.mail.example.com TXT "v=DMARC1; p=none"',
      'missing  SES sandbox: The account is in the sandbox: SES sends to verified addresses only.',
      '         → Ask for production access: https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html',
      'missing  SES sending: Sending is disabled for the account (PROBATION).',
      '         → See "Account dashboard" in the SES console: it says why, and what AWS asks you to do.',
    ]);
  });

  it('records that are there already need patience', async () => {
    told = { ...told, identity: { DkimAttributes: { Status: 'PENDING', Tokens: TOKENS } } };
    expect((await examined()).lines).toContain(
      '         → DNS has the records. SES usually finds them within minutes, and within 72 hours at most.',
    );
  });

  it('a record that leads elsewhere is shown', async () => {
    zone = [{ ...records[0], data: 'aaa.elsewhere.example' } as ZoneRecord, ...records.slice(1), policy];
    const { lines, failure } = await examined();
    expect(lines).toContain('missing  DKIM record: aaa._domainkey.mail.example.com leads to aaa.elsewhere.example.');
    expect(failure).toBe('1 of 18 checks need attention.');
  });

  it('two policies for mail are none', async () => {
    zone = [...records, policy, policy];
    expect((await examined()).lines).toContain(
      'missing  DMARC: _dmarc.mail.example.com has 2 policies, so none applies.',
    );
  });

  it('a domain that SES doesn’t know is the stack’s to make, or the deployer’s', async () => {
    const { identity: _, ...rest } = told;
    told = rest;
    expect((await examined()).lines.slice(10, 12)).toEqual([
      'missing  SES identity: SES doesn’t know mail.example.com in this region.',
      '         → Deploy again (npx cdk deploy): the stack creates it.',
    ]);
    const { lines } = await examined({}, { mail: { ...settings.mail, createIdentity: false } });
    expect(lines[11]).toBe(
      '         → Add mail.example.com in SES, or remove "createIdentity": false from the setting "mail".',
    );
  });

  it('a quota that is used up is shown', async () => {
    const SendQuota = { Max24HourSend: 200, SentLast24Hours: 200 };
    told = { ...told, account: { ...told.account, SendQuota } };
    expect((await examined()).lines).toContain('missing  SES quota: It is used up: no mail is sent until tomorrow.');
  });
});

describe('functions that events start', () => {
  const share = 'ok       Effects: notify and the API share what may run at once';
  const without = async (concurrency: number, changes: object = {}) => {
    told = { ...told, concurrency };
    const { lines, failure } = await examined({}, { effectsConcurrency: undefined, ...changes });
    expect(failure).toBeUndefined();
    return lines.slice(2, 4);
  };

  it('should have concurrency reserved where the account has room: free, and never a reason to fail', async () => {
    expect(await without(1000)).toEqual([
      share,
      '         → Set "effectsConcurrency" to 10: then a rush of mails never keeps the API from running, nor the API mails. It is free, and leaves 990 to all others.',
    ]);
  });

  it('can have none where fewer than 100 would be left, or than the API lets in', async () => {
    const [small, dashboard] = [`${share}: too little to reserve some`, expect.stringContaining('Dashboard')];
    expect(await without(109)).toEqual([small, dashboard]);
    expect((await without(110))[0]).toBe(share);
    expect(await without(110, { throttle: { rate: 50, burst: 101 } })).toEqual([small, dashboard]);
  });

  it('are none on a desk without mail', async () => {
    expect((await without(1000, { mail: undefined }))[0]).toContain('Dashboard');
  });
});

describe('an account that may run few functions at once, as new ones do,', () => {
  const line =
    'warning  Lambda: 10 functions may run at once in eu-central-1, all of the account together, but the setting "throttle" lets in 100 requests at once: some are refused with 503, and counts and mails come late.';
  const todo =
    '         → Ask for more, which is free: Service Quotas, AWS Lambda, "Concurrent executions". Until then, lower "throttle.burst" to 10.';

  it('is warned, with what to do; the desk works all the same', async () => {
    told = { ...told, concurrency: 10 };
    const { lines, failure } = await examined();
    expect(lines.slice(1, 3)).toEqual([line, todo]);
    expect(failure).toBeUndefined();
  });

  it('is well if the API lets in no more than that', async () => {
    told = { ...told, concurrency: 10 };
    const { lines } = await examined({}, { throttle: { rate: 5, burst: 10 } });
    expect(lines[1]).toBe('ok       Lambda: 10 functions may run at once in eu-central-1, all of the account together');
  });

  it('is unknown to whoever may not ask', async () => {
    told = { ...told, concurrency: null };
    const { lines, failure } = await examined();
    expect(lines.slice(1, 3)).toEqual([
      'unknown  Lambda: AccessDeniedException: You may not.',
      '         → Use AWS credentials that allow lambda:GetAccountSettings.',
    ]);
    expect(failure).toBe('1 of 17 checks need attention.');
  });
});

describe('what cannot be found out', () => {
  it('is unknown, never well: a name server that refuses', async () => {
    zone = null;
    const { lines, failure } = await examined();
    expect(lines.filter((line) => line.startsWith('unknown'))).toHaveLength(4);
    expect(failure).toBe('4 of 18 checks need attention.');
  });

  it('names the permission that is missing', async () => {
    told = { ...told, identity: null, account: null };
    const { lines } = await examined();
    expect(lines).toContain('unknown  SES account: AccessDeniedException: You may not.');
    expect(lines).toContain('         → Use AWS credentials that allow ses:GetAccount.');
    expect(lines).toContain('         → Use AWS credentials that allow ses:GetEmailIdentity.');
  });

  it('a desk that nobody answers for', async () => {
    const { lines, failure } = await examined({ url: 'http://127.0.0.1:9' });
    expect(
      lines.filter((line) => /^unknown {2}(Dashboard|API|Customers’ tokens): .*(ECONNREFUSED|bad port)/.test(line)),
    ).toHaveLength(3);
    expect(failure).toMatch(/^3 of /);
  });
});

describe('the website’s secret', () => {
  it('is missing', async () => {
    const { lines } = await examined({}, { jwtSecretParameter: '/no/secret' });
    expect(lines).toContain('missing  Signing keys: There is no parameter /no/secret in eu-central-1.');
    expect(lines).toContain(
      '         → Store your secret: aws ssm put-parameter --type SecureString --name /no/secret --value "$JWT_SECRET"',
    );
  });

  it('is too short', async () => {
    parameters.put('short', 0);
    expect((await examined()).lines).toContain(
      `missing  Signing keys: The secret in ${PARAMETER} is shorter than 32 bytes.`,
    );
  });
});

describe('what cannot be examined at all is told in one sentence', () => {
  it('no stack', async () => {
    const { stack: _, ...rest } = told;
    told = rest;
    const { failure } = await examined();
    expect(failure).toBe(
      'There is no stack SupportDesk in eu-central-1. Deploy it (npx cdk deploy), or name another region with --region or other settings with --settings.',
    );
  });

  it('a stack that was taken back half way, or is another', async () => {
    told = { ...told, stack: { status: 'ROLLBACK_COMPLETE', outputs: {} } };
    expect((await examined()).failure).toContain(
      'isn’t a support desk, or its deployment never finished (ROLLBACK_COMPLETE)',
    );
  });

  it.each([
    [{ dns: 'one.one.one.one' }, '--dns must be the IP address of a name server, like 1.1.1.1, not one.one.one.one.'],
    [{ url: 'support' }, '--url must be where the desk is reached, like https://support.example.com, not support.'],
    [{ settings: 'staging' }, 'Edit the block "staging" of the context in cdk.json'],
  ])('%j', async (options, sentence) => {
    expect((await examined(options)).failure).toContain(sentence);
  });
});
