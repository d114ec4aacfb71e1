import { Resolver } from 'node:dns/promises';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { parameterReader } from '#adapters/tokens/ssm-parameter.ts';
import { toReplyKeys } from '#adapters/tokens/ssm-reply-keys.ts';
import { examineInbound } from '#bin/doctor/examine-inbound.ts';
import { rotateKey } from '#bin/mail/rotate-key.ts';
import { startParameterStore } from '#test/local/parameter-store.ts';
import { type Account, startControlPlane } from './control-plane.ts';
import { startNameServer, type ZoneRecord } from './name-server.ts';

const region = 'eu-central-1';
const mx: ZoneRecord = {
  type: 'MX',
  name: 'reply.example.com',
  data: { preference: 10, exchange: 'inbound-smtp.eu-central-1.amazonaws.com' },
};
let told: Account;
let zone: ZoneRecord[];
let services: { close(): void }[];
let dns: Resolver;
beforeAll(async () => {
  const [parameters, names, plane] = await Promise.all([
    startParameterStore('/another', 'x'),
    startNameServer(() => zone),
    startControlPlane(() => told),
  ]);
  services = [parameters, names, plane];
  dns = new Resolver();
  dns.setServers([names.server]);
  vi.stubEnv('AWS_REGION', region);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  vi.stubEnv('AWS_ENDPOINT_URL', plane.url);
  vi.stubEnv('AWS_ENDPOINT_URL_SSM', parameters.endpoint);
});
afterAll(() => {
  for (const service of services) service.close();
});
beforeEach(() => {
  zone = [mx];
  told = { identity: { VerifiedForSendingStatus: true }, account: {}, concurrency: 1, ruleSet: 'SupportDesk-rules' };
});

async function examined(stackName: string, changes: { region?: string } = {}) {
  const looked = { domain: 'reply.example.com', region, ruleSet: 'SupportDesk-rules', dns, ...changes };
  const findings = await examineInbound({
    ...looked,
    settings: { stackName, mail: undefined },
    ses: new SESv2Client({ region }),
  });
  return findings.map(({ state, about, seen, todo }) => [state, about, todo ?? seen].join(': '));
}

it('a desk whose mail arrives has nothing to do', async () => {
  await rotateKey({ stack: 'Well', region }, () => {});
  expect(await examined('Well')).toEqual([
    'ok: Receiving: SES receives mail in eu-central-1',
    'ok: MX: reply.example.com leads to SES',
    'ok: Receiving identity: reply.example.com is verified',
    'ok: Receipt rules: SupportDesk-rules is active',
    'ok: Reply key: mails have reply addresses',
  ]);
});

it('whatever is missing has the step that adds it', async () => {
  told = { account: {}, concurrency: 1 };
  zone = [];
  expect(await examined('Empty', { region: 'eu-south-2' })).toEqual([
    expect.stringContaining('missing: Receiving: Remove "inbound"'),
    'missing: MX: Let the domain have one MX record: reply.example.com MX 10 inbound-smtp.eu-south-2.amazonaws.com',
    'missing: Receiving identity: Add the records in the outputs MailDns… to your DNS.',
    'missing: Receipt rules: Run: aws ses set-active-receipt-rule-set --rule-set-name SupportDesk-rules --region eu-south-2',
    'missing: Reply key: Run: npm run desk -- mail rotate-key --stack Empty --region eu-south-2',
  ]);
});

it('somebody else’s active rule set is never replaced', async () => {
  told = { ...told, ruleSet: 'theirs' };
  expect(await examined('Well')).toContainEqual(expect.stringContaining('Set "ruleSet": "theirs"'));
});

it('a domain that leads elsewhere is named', async () => {
  zone = [mx, { ...mx, data: { preference: 5, exchange: 'mx.elsewhere.example' } }];
  expect(await examined('Well')).toContainEqual(expect.stringContaining('missing: MX: Let the domain have one MX'));
});

it('a rotation keeps the key before it, and no older one', async () => {
  const lines: string[] = [];
  const ids: string[][] = [];
  for (let time = 0; time < 18; time += 1) {
    await rotateKey({ stack: 'Rotated', region }, (line) => lines.push(line));
    const { value } = await parameterReader()('/Rotated/reply-keys');
    ids.push(toReplyKeys(value).map(({ id }) => id));
  }
  expect(ids.slice(0, 3)).toEqual([['0'], ['1', '0'], ['2', '1']]);
  expect(ids.at(-1)).toEqual(['1', '0']);
  expect(lines[0]).toContain('Made the first key');
  expect(lines[1]).toContain('signed with a new key');
});
