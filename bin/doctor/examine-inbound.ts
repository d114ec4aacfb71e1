import type { Resolver } from 'node:dns/promises';
import { DescribeActiveReceiptRuleSetCommand, SESClient } from '@aws-sdk/client-ses';
import { GetEmailIdentityCommand, NotFoundException, type SESv2Client } from '@aws-sdk/client-sesv2';
import { parameterReader } from '#adapters/tokens/ssm-parameter.ts';
import { toReplyKeys } from '#adapters/tokens/ssm-reply-keys.ts';
import { replyKeysParameter } from '#lib/function-environment.ts';
import type { Settings } from '#lib/settings.ts';
import { lookUp } from './examine-dns.ts';
import { examine, type Finding, missing, ok } from './finding.ts';

/** The regions where SES receives mail: https://docs.aws.amazon.com/general/latest/gr/ses.html */
const RECEIVING = new Set([
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'ca-central-1',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'ap-northeast-1',
  'ap-southeast-1',
  'ap-southeast-2',
]);

interface Looked {
  readonly settings: Pick<Settings, 'stackName' | 'mail'>;
  readonly domain: string;
  readonly region: string;
  /** The name of the rule set that the stack's rule is in. */
  readonly ruleSet: string | undefined;
  readonly ses: SESv2Client;
  readonly dns: Resolver;
}

/** Returns what SES and DNS still lack before the desk receives mail. */
export async function examineInbound(looked: Looked): Promise<readonly Finding[]> {
  const { domain, region, dns } = looked;
  const found = await Promise.all([
    examine('Receiving', undefined, async () => examineRegion(region)),
    examine('MX', undefined, () => examineMx(domain, region, dns)),
    examine('Receiving identity', 'ses:GetEmailIdentity', () => examineIdentity(looked)),
    examine('Receipt rules', 'ses:DescribeActiveReceiptRuleSet', () => examineRules(looked)),
    examine('Reply key', 'ssm:GetParameter', () => examineKey(looked)),
  ]);
  return found.flat();
}

const examineRegion = (region: string): Finding =>
  RECEIVING.has(region)
    ? ok('Receiving', `SES receives mail in ${region}`)
    : missing(
        'Receiving',
        `SES receives no mail in ${region}.`,
        'Remove "inbound" from the setting "mail", or deploy the desk in a region where SES receives mail: https://docs.aws.amazon.com/general/latest/gr/ses.html',
      );

async function examineMx(domain: string, region: string, dns: Resolver): Promise<Finding> {
  const target = `inbound-smtp.${region}.amazonaws.com`;
  const exchanges = (await lookUp(() => dns.resolveMx(domain))).map(({ exchange }) => exchange.toLowerCase());
  if (exchanges.length === 1 && exchanges[0] === target) return ok('MX', `${domain} leads to SES`);
  const seen =
    exchanges.length === 0 ? `DNS has no MX record for ${domain}.` : `${domain} leads to ${exchanges.join(', ')}.`;
  return missing('MX', seen, `Let the domain have one MX record: ${domain} MX 10 ${target}`);
}

/** SES receives for a verified domain and its subdomains. */
async function examineIdentity({ domain, ses }: Looked): Promise<Finding> {
  const about = 'Receiving identity';
  const labels = domain.split('.');
  for (const owner of labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'))) {
    const identity = await ses.send(new GetEmailIdentityCommand({ EmailIdentity: owner })).catch((error: unknown) => {
      if (!(error instanceof NotFoundException)) throw error;
      return undefined;
    });
    if (identity?.VerifiedForSendingStatus) return ok(about, `${owner} is verified`);
  }
  return missing(about, `SES hasn’t verified ${domain} yet.`, 'Add the records in the outputs MailDns… to your DNS.');
}

async function examineRules({ region, ruleSet }: Looked): Promise<Finding> {
  const about = 'Receipt rules';
  const active = await new SESClient({ region }).send(new DescribeActiveReceiptRuleSetCommand({}));
  const name = active.Metadata?.Name;
  if (name !== undefined && name === ruleSet) return ok(about, `${name} is active`);
  if (name !== undefined) {
    return missing(
      about,
      `The rule set ${name} is active, not ${ruleSet}: an account has one.`,
      `Set "ruleSet": "${name}" in "inbound" of the setting "mail", and deploy again: the desk’s rule joins it.`,
    );
  }
  return missing(
    about,
    'No receipt rule set is active.',
    `Run: aws ses set-active-receipt-rule-set --rule-set-name ${ruleSet} --region ${region}`,
  );
}

async function examineKey({ settings, region }: Looked): Promise<Finding> {
  const about = 'Reply key';
  const todo = `Run: npm run desk -- mail rotate-key --stack ${settings.stackName} --region ${region}`;
  try {
    const keys = toReplyKeys((await parameterReader({ region })(replyKeysParameter(settings))).value);
    return keys.length > 0 ? ok(about, 'mails have reply addresses') : missing(about, 'There is none.', todo);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ParameterNotFound')) throw error;
    return missing(about, 'There is none, so mails don’t invite customers to reply to them.', todo);
  }
}
