import {
  SESv2Client,
  type SESv2ClientConfig,
  SESv2ServiceException,
  SendEmailCommand,
  type SendEmailCommandInput,
} from '@aws-sdk/client-sesv2';
import { freshConnections } from '#adapters/fresh-connections.ts';
import { unavailable } from '#core/errors.ts';
import type { Mail } from '#core/mail/mail.ts';
import { type Mailer, MailInDoubt, MailRefused } from '#core/mail/ports.ts';

/** SES can't tell a request from its repetition, so each mail is asked for once. */
const MAX_ATTEMPTS = 1;
const CONNECTION_MS = 2_000;

/** Whom mail comes from, and where SES tells what became of it. */
export interface Sender {
  readonly address: string;
  readonly name: string;
  readonly configurationSet: string;
}

/** Mails by Amazon SES, which composes the MIME message itself: no text of a customer's is ever part of a header but the subject's value. Waits `patienceMs` for its answer. */
export function sesMailer(sender: Sender, patienceMs: number, config: SESv2ClientConfig = {}): Mailer {
  const { failedToConnect, ...agents } = freshConnections();
  const patience = { connectionTimeout: CONNECTION_MS, requestTimeout: patienceMs, throwOnRequestTimeout: true };
  const client = new SESv2Client({ maxAttempts: MAX_ATTEMPTS, requestHandler: { ...agents, ...patience }, ...config });
  return {
    async send(mail) {
      try {
        const { MessageId = '' } = await client.send(new SendEmailCommand(toRequest(mail, sender)));
        return MessageId;
      } catch (error) {
        throw failedToConnect(error) ? notReached(error) : refusal(error);
      }
    },
  };
}

/** A mail as a request to SES: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
export function toRequest(mail: Mail, { address, name, configurationSet }: Sender): SendEmailCommandInput {
  const { kind, ticketId, version, recipient, to, replyTo, subject, text, html, automatic } = mail;
  // SES makes a Message-ID of its own; what all mails about a ticket refer to has mail programs show them as one thread.
  const thread = `<ticket-${ticketId}@${address.slice(address.indexOf('@') + 1)}>`;
  const headers = {
    References: thread,
    'In-Reply-To': thread,
    ...(automatic && { 'Auto-Submitted': 'auto-generated' }),
  };
  const tags = { purpose: kind, ticket: ticketId, version: String(version), recipient };
  return {
    FromEmailAddress: `${displayName(name)} <${address}>`,
    Destination: { ToAddresses: [to] },
    ...(replyTo !== undefined && { ReplyToAddresses: [replyTo] }),
    Content: {
      Simple: {
        Subject: { Data: subject, Charset: 'UTF-8' },
        Body: { Text: { Data: text, Charset: 'UTF-8' }, Html: { Data: html, Charset: 'UTF-8' } },
        Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
      },
    },
    EmailTags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
    ConfigurationSetName: configurationSet,
  };
}

/** RFC 2047 allows 75 characters for an encoded word, of which this leaves 45 bytes. */
const WORD_BYTES = 45;

/** The name before an address: a quoted string (RFC 5322, section 3.2.4), or encoded words for more than ASCII (RFC 2047). */
function displayName(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return `"${name.replaceAll(/["\\]/g, '\\$&')}"`;
  const words = [''];
  for (const character of name) {
    const longer = words.at(-1) + character;
    if (Buffer.byteLength(longer) > WORD_BYTES) words.push(character);
    else words[words.length - 1] = longer;
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}

/** What the failure of a request means: the service refuses this very mail, takes none now, or has not said what it did. */
function refusal(error: unknown): Error {
  if (isUnsent(error)) return notReached(error);
  if (!(error instanceof SESv2ServiceException && error.$fault === 'client')) {
    return new MailInDoubt('The answer of the mail service is lost.', { cause: error });
  }
  return new MailRefused(error.name, { cause: error });
}

const notReached = (error: unknown): Error => unavailable('The mail service could not be reached.', error);

/** Whether the request was not sent in time, or was refused because there were too many. */
const isUnsent = (error: unknown): boolean =>
  error instanceof Error && (UNSENT.has(error.name) || NO_CONNECTION.test(error.message));

const UNSENT = new Set([
  'TooManyRequestsException',
  'LimitExceededException',
  'SendingPausedException',
  'ThrottlingException',
  'ServiceUnavailable',
  'CredentialsProviderError',
]);

/** How the SDK's request handler words its connection timeout, which has the name of every other timeout. */
const NO_CONNECTION = /did not establish a connection/;
