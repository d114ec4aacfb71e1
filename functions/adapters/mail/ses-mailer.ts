import {
  type Attachment,
  SESv2Client,
  type SESv2ClientConfig,
  SESv2ServiceException,
  SendEmailCommand,
  type SendEmailCommandInput,
} from '@aws-sdk/client-sesv2';
import { freshConnections } from '#adapters/fresh-connections.ts';
import { unavailable } from '#core/errors.ts';
import { ANY_TYPE } from '#core/files/attachment.ts';
import { fileNameOf, mediaTypeOf } from '#core/files/file-name.ts';
import type { CarriedFile } from '#core/mail/carry-files.ts';
import type { Mail } from '#core/mail/mail.ts';
import { type Mailer, MailInDoubt, MailRefused } from '#core/mail/ports.ts';

/** SES doesn't recognize a repeated request, so each is sent once. */
const MAX_ATTEMPTS = 1;
const CONNECTION_MS = 2_000;

/** The sender of all mails, and the SES configuration set that reports on them. */
export interface Sender {
  readonly address: string;
  readonly name: string;
  readonly configurationSet: string;
}

/**
 * Sends mails by Amazon SES, which composes the MIME message itself: a customer's text is never part of a header, except as the subject's value. Waits
 * `patienceMs` for a response.
 */
export function sesMailer(sender: Sender, patienceMs: number, config: SESv2ClientConfig = {}): Mailer {
  const { failedToConnect, ...agents } = freshConnections();
  const patience = { connectionTimeout: CONNECTION_MS, requestTimeout: patienceMs, throwOnRequestTimeout: true };
  const client = new SESv2Client({ maxAttempts: MAX_ATTEMPTS, requestHandler: { ...agents, ...patience }, ...config });
  return {
    async send(mail, files = []) {
      try {
        const { MessageId = '' } = await client.send(new SendEmailCommand(toRequest(mail, files, sender)));
        return MessageId;
      } catch (error) {
        throw failedToConnect(error) ? notReached(error) : refusal(error);
      }
    },
  };
}

/** Returns the request to SES for a mail: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
export function toRequest(
  mail: Mail,
  files: readonly CarriedFile[],
  { address, name, configurationSet }: Sender,
): SendEmailCommandInput {
  const { kind, ticketId, version, recipient, to, replyTo, threadId, subject, text, html, automatic } = mail;
  // SES sets the Message-ID itself. As all mails about a ticket refer to the same id, mail programs show them as one thread.
  const thread = `<ticket-${ticketId}@${address.slice(address.indexOf('@') + 1)}>`;
  const headers = {
    References: threadId === undefined ? thread : `${thread} <${threadId}>`,
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
        ...(files.length > 0 && { Attachments: files.map(toAttachment) }),
      },
    },
    EmailTags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
    ConfigurationSetName: configurationSet,
  };
}

/** The longest media type that SES takes. */
const MAX_TYPE = 78;

/** Parts of these types would be read as mails within the mail. */
const MAIL_WITHIN = /^(?:message|multipart)\//;

/**
 * Returns a file as SES takes it. Without an encoding it would declare that the content is text of seven bits.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Attachment.html
 */
function toAttachment({ name, type: announced, content }: CarriedFile): Attachment {
  const type = mediaTypeOf(announced);
  return {
    FileName: fileNameOf(name),
    ContentType: type.length > MAX_TYPE || MAIL_WITHIN.test(type) ? ANY_TYPE : type,
    ContentDisposition: 'ATTACHMENT',
    ContentTransferEncoding: 'BASE64',
    RawContent: content,
  };
}

/** RFC 2047 allows 75 characters for an encoded word, which leaves 45 bytes for its text. */
const MAX_WORD_BYTES = 45;

/** Returns the name before an address: a quoted string (RFC 5322, section 3.2.4), or encoded words if it isn't ASCII (RFC 2047). */
function displayName(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return `"${name.replaceAll(/["\\]/g, '\\$&')}"`;
  const words = [''];
  for (const character of name) {
    const longer = words.at(-1) + character;
    if (Buffer.byteLength(longer) > MAX_WORD_BYTES) words.push(character);
    else words[words.length - 1] = longer;
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}

/** Returns the error for a failed request: the service refuses this mail, accepts none at the moment, or may have accepted it. */
function refusal(error: unknown): Error {
  if (isNotTaken(error)) return notReached(error);
  if (!(error instanceof SESv2ServiceException && error.$fault === 'client')) {
    return new MailInDoubt('The mail service’s response was lost.', { cause: error });
  }
  return new MailRefused(error.name, { cause: error });
}

const notReached = (error: unknown): Error => unavailable('The mail service could not be reached.', error);

/**
 * Returns true if the request wasn't sent in time, or was refused for a reason that has nothing to do with the mail and passes: too many requests, the
 * account's sending is paused, or an address or domain isn't verified yet.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors
 */
const isNotTaken = (error: unknown): boolean =>
  error instanceof Error &&
  (PASSING.has(error.name) ||
    NO_CONNECTION.test(error.message) ||
    (error.name === 'MessageRejected' && NOT_VERIFIED.test(error.message)));

const PASSING = new Set([
  'TooManyRequestsException',
  'LimitExceededException',
  'SendingPausedException',
  'MailFromDomainNotVerifiedException',
  'ThrottlingException',
  'ServiceUnavailable',
  'CredentialsProviderError',
]);

/** Matches the message of the SDK's connection timeout, which has the same name as any other timeout. */
const NO_CONNECTION = /did not establish a connection/;

/** Matches "Email address is not verified", which is also said of domains, and of recipients while the account is in the sandbox. */
const NOT_VERIFIED = /not verified/;
