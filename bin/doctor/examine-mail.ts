import type { Resolver } from 'node:dns/promises';
import { GetAccountCommand, GetEmailIdentityCommand, NotFoundException, type SESv2Client } from '@aws-sdk/client-sesv2';
import type { Settings } from '#lib/settings.ts';
import { examineDmarc, examineRecord } from './examine-dns.ts';
import { examine, type Finding, missing, ok } from './finding.ts';

type MailSettings = NonNullable<Settings['mail']>;

/** Returns what SES and DNS still lack before mails arrive. */
export async function examineMail(mail: MailSettings, ses: SESv2Client, dns: Resolver): Promise<readonly Finding[]> {
  const domain = mail.sender.slice(mail.sender.indexOf('@') + 1);
  const found = await Promise.all([
    examine('SES identity', 'ses:GetEmailIdentity', () => examineIdentity(mail, domain, ses, dns)),
    examineDmarc(domain, dns),
    examine('SES account', 'ses:GetAccount', () => examineAccount(ses)),
  ]);
  return found.flat();
}

/** A hint for deploying again after `cdk destroy`. */
const STAYS = '; SES keeps it when the stack goes, and a deploy after that needs "createIdentity": false';

async function examineIdentity(
  { createIdentity }: MailSettings,
  domain: string,
  ses: SESv2Client,
  dns: Resolver,
): Promise<readonly Finding[]> {
  const identity = await ses.send(new GetEmailIdentityCommand({ EmailIdentity: domain })).catch((error: unknown) => {
    if (!(error instanceof NotFoundException)) throw error;
    return undefined;
  });
  if (!identity) {
    const todo = createIdentity
      ? 'Deploy again (npx cdk deploy): the stack creates it.'
      : `Add ${domain} in SES, or remove "createIdentity": false from the setting "mail".`;
    return [missing('SES identity', `SES doesn’t know ${domain} in this region.`, todo)];
  }
  const {
    Tokens = [],
    Status,
    SigningEnabled,
    SigningHostedZone = 'dkim.amazonses.com',
  } = identity.DkimAttributes ?? {};
  const records = await Promise.all(
    Tokens.map((token) => examineRecord(`${token}._domainkey.${domain}`, `${token}.${SigningHostedZone}`, domain, dns)),
  );
  return [
    identity.VerifiedForSendingStatus
      ? ok('SES identity', `${domain} is verified${createIdentity ? STAYS : ''}`)
      : missing(
          'SES identity',
          `${domain} is not verified${because(identity.VerificationInfo?.ErrorType)}.`,
          publish(records.flat()),
        ),
    Status === 'SUCCESS' && SigningEnabled !== false
      ? ok('DKIM', 'SES signs each mail')
      : missing('DKIM', `SES doesn’t sign mails yet (${Status ?? 'not set up'}).`, publish(records.flat())),
    ...records.flat(),
  ];
}

const because = (reason: string | undefined): string => (reason === undefined ? '' : ` (${reason})`);

/** Returns the steps that make SES verify a domain and sign its mails. */
function publish(records: readonly Finding[]): string {
  if (records.length === 0)
    return 'Switch on Easy DKIM for the domain in SES, and add the records it shows to your DNS.';
  return records.some(({ state }) => state !== 'ok')
    ? 'Add the DKIM records below to your DNS.'
    : 'DNS has the records. SES usually finds them within minutes, and within 72 hours at most.';
}

async function examineAccount(ses: SESv2Client): Promise<readonly Finding[]> {
  const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus, SendQuota } = await ses.send(
    new GetAccountCommand({}),
  );
  // Less than zero: as many as you like.
  const { SentLast24Hours = 0, Max24HourSend = -1 } = SendQuota ?? {};
  const unlimited = Max24HourSend < 0;
  return [
    ProductionAccessEnabled
      ? ok('SES sandbox', 'the account has production access')
      : missing(
          'SES sandbox',
          'The account is in the sandbox: SES sends to verified addresses only.',
          'Ask for production access: https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html',
        ),
    SendingEnabled
      ? ok('SES sending', unlimited ? 'on' : `on; ${SentLast24Hours} of ${Max24HourSend} mails in the last 24 hours`)
      : missing(
          'SES sending',
          `Sending is disabled for the account${because(EnforcementStatus)}.`,
          'See "Account dashboard" in the SES console: it says why, and what AWS asks you to do.',
        ),
    ...(unlimited || SentLast24Hours < Max24HourSend
      ? []
      : [
          missing(
            'SES quota',
            'It is used up: no mail is sent until tomorrow.',
            'Ask for more: Service Quotas, Amazon SES, "Sending quota".',
          ),
        ]),
  ];
}
