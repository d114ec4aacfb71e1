import { Resolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { DynamoAgentRegistry } from '#adapters/dynamo/dynamo-agent-registry.ts';
import { documentClient } from '#adapters/dynamo/dynamo-client.ts';
import { parseSettings, type Settings } from '#lib/settings.ts';
import { howToMend, SettingsError } from '#lib/settings-mistakes.ts';
import { type DeployedStack, deployedStack } from './deployed-stack.ts';
import { examineAccount } from './examine-account.ts';
import { examineApi } from './examine-api.ts';
import { examineInbound } from './examine-inbound.ts';
import { examineMail } from './examine-mail.ts';
import { examineSigningKeys } from './examine-signing-keys.ts';
import { examineSite } from './examine-site.ts';
import { type Finding, missing, ok } from './finding.ts';

/** The options of `desk doctor`, for `parseArgs`. */
export const doctorOptions = {
  settings: { type: 'string', default: 'desk' },
  region: { type: 'string' },
  url: { type: 'string' },
  dns: { type: 'string' },
} as const;

interface DoctorValues {
  readonly settings: string;
  readonly region?: string | undefined;
  readonly url?: string | undefined;
  readonly dns?: string | undefined;
}

/** `doctor`: examines a deployed desk and prints what it finds. Throws if something is missing, or could not be found out. `cdkJson` is the file that the settings are in. */
export async function doctor(values: DoctorValues, cdkJson: string, print: (line: string) => void): Promise<void> {
  const settings = await settingsIn(cdkJson, values.settings);
  const stack = await deployedStack(settings.stackName, values.region);
  const findings: Finding[] = [];
  for (const part of examinations(settings, stack, values)) {
    const found = await part;
    findings.push(...found);
    for (const line of found.flatMap(printed)) print(line);
  }
  const amiss = findings.filter(({ state }) => state !== 'ok' && state !== 'warning').length;
  if (amiss > 0) throw new Error(`${amiss} of ${findings.length} checks need attention.`);
}

async function settingsIn(cdkJson: string, block: string): Promise<Settings> {
  const { context } = JSON.parse(await readFile(cdkJson, 'utf8'));
  try {
    return parseSettings(context[block]);
  } catch (error) {
    throw error instanceof SettingsError ? new Error(howToMend(error, block)) : error;
  }
}

/** All at once, in the order in which they are told. None rejects: what fails is a finding. */
function examinations(
  settings: Settings,
  stack: DeployedStack,
  values: DoctorValues,
): (readonly Finding[] | Promise<readonly Finding[]>)[] {
  const { region, outputs } = stack;
  const dns = resolver(values.dns);
  const inbound = settings.mail?.inbound;
  const url = origin(values.url ?? outputs.DashboardUrl);
  const agents = new DynamoAgentRegistry(documentClient({ region }), outputs.AgentsTableName);
  return [
    examineStack(stack),
    examineAccount(settings, region),
    examineSite(url),
    examineApi(url, agents),
    examineSigningKeys(url, settings, region),
    settings.mail
      ? examineMail(settings.mail, new SESv2Client({ region }), dns)
      : [ok('Mail', 'not sent: the setting "mail" isn’t set')],
    inbound
      ? examineInbound({
          ...{ settings, region, dns, domain: inbound.domain },
          ruleSet: outputs.MailRuleSet,
          ses: new SESv2Client({ region }),
        })
      : [],
  ];
}

function examineStack({ name, region, status }: DeployedStack): readonly Finding[] {
  const about = 'Stack';
  return [
    /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)
      ? ok(about, `${name} in ${region}`)
      : missing(about, `${name} in ${region} is ${status}.`, 'Deploy again (npx cdk deploy), and read its output.'),
  ];
}

function origin(url: string): string {
  if (URL.canParse(url)) return new URL(url).origin;
  throw new Error(`--url must be where the desk is reached, like https://support.example.com, not ${url}.`);
}

function resolver(server: string | undefined): Resolver {
  const dns = new Resolver({ timeout: 3000, tries: 2 });
  try {
    if (server !== undefined) dns.setServers([server]);
    return dns;
  } catch {
    throw new Error(`--dns must be the IP address of a name server, like 1.1.1.1, not ${server}.`);
  }
}

const WIDTH = 'unknown'.length;

function printed({ about, state, seen, todo }: Finding): string[] {
  const line = `${state.padEnd(WIDTH)}  ${about}: ${seen}`;
  return todo === undefined ? [line] : [line, `${' '.repeat(WIDTH)}  → ${todo}`];
}
