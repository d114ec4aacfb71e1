import {
  SESv2Client,
  type SESv2ClientConfig,
  SESv2ServiceException,
  SendEmailCommand,
  type SendEmailCommandInput,
} from '@aws-sdk/client-sesv2';
import { unavailable } from '../core/errors.ts';
import type { Mail } from '../core/mail/mail.ts';
import { type Mailer, MailRefused } from '../core/mail/ports.ts';
import { patience } from './dynamo-client.ts';

/** Whom mail comes from, and where SES tells what became of it. */
export interface Sender {
  readonly address: string;
  readonly name: string;
  readonly configurationSet: string;
}

/** Mails by Amazon SES, which composes the MIME message itself: no text of a customer's is ever part of a header but the subject's value. */
export function sesMailer(sender: Sender, config: SESv2ClientConfig = {}): Mailer {
  const client = new SESv2Client({ ...patience, ...config });
  return {
    async send(mail) {
      try {
        const { MessageId = '' } = await client.send(new SendEmailCommand(toRequest(mail, sender)));
        return MessageId;
      } catch (error) {
        throw refusal(error);
      }
    },
  };
}

/** A mail as a request to SES: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
export function toRequest(mail: Mail, { address, name, configurationSet }: Sender): SendEmailCommandInput {
  const { kind, ticketId, version, to, replyTo, subject, text, html, automatic } = mail;
  // SES makes a Message-ID of its own; what all mails about a ticket refer to has mail programs show them as one thread.
  const thread = `<ticket-${ticketId}@${address.slice(address.indexOf('@') + 1)}>`;
  const headers = {
    References: thread,
    'In-Reply-To': thread,
    ...(automatic && { 'Auto-Submitted': 'auto-generated' }),
  };
  const tags = { purpose: kind, ticket: ticketId, version: String(version) };
  return {
    FromEmailAddress: `${displayName(name)} <${address}>`,
    Destination: { ToAddresses: [...to] },
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

/** Refused for good is what the service says of this very mail; anything else may pass. */
function refusal(error: unknown): Error {
  if (error instanceof SESv2ServiceException && error.$fault === 'client' && !PASSING.has(error.name)) {
    return new MailRefused(error.name);
  }
  return unavailable('The mail service did not answer.', error);
}

const PASSING = new Set([
  'TooManyRequestsException',
  'LimitExceededException',
  'SendingPausedException',
  'ThrottlingException',
]);
