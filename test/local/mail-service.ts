import { Worker } from 'node:worker_threads';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';

/** A mail as the service took it (aws-ses-v2-local's form). */
export interface SentMail {
  readonly messageId: string;
  readonly from: string;
  readonly replyTo: readonly string[];
  readonly destination: {
    readonly to: readonly string[];
    readonly cc: readonly string[];
    readonly bcc: readonly string[];
  };
  readonly subject: string;
  readonly body: { readonly text?: string; readonly html?: string };
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  readonly attachments?: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly contentDisposition?: string;
    /** In base64. */
    readonly content: string;
  }[];
}

/** Amazon SES on this machine: it takes mails, keeps them while it runs, and shows them on a page. */
export interface MailService {
  /** Its endpoint, and the address of its page. */
  readonly url: string;
  /** Oldest first. */
  sent(): Promise<readonly SentMail[]>;
  /** A mail as it would travel (RFC 5322). */
  mimeOf(mail: SentMail): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Starts aws-ses-v2-local on loopback, in a thread of its own: it keeps its mails in one place a process. 0 chooses a free port. */
export async function startMailService(port = 0): Promise<MailService> {
  const worker = new Worker(new URL('./mail-service-worker.ts', import.meta.url), { workerData: port, stdout: true });
  const bound = await new Promise<number>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  const url = `http://127.0.0.1:${bound}`;
  return {
    url,
    sent: async () => ((await (await fetch(`${url}/store`)).json()) as { emails: SentMail[] }).emails,
    mimeOf,
    close: async () => void (await worker.terminate()),
  };
}

/** Composes a mail, as SES does. The service's own composer takes the base64 of attachments for their text. */
const mimeOf = ({ from, replyTo, destination, subject, body, headers = [], attachments = [] }: SentMail) =>
  new MailComposer({
    from,
    replyTo: [...replyTo],
    to: [...destination.to],
    subject,
    ...body,
    headers: headers.map(({ name: key, value }) => ({ key, value })),
    attachments: attachments.map(({ contentDisposition, ...file }) => ({
      ...file,
      encoding: 'base64',
      contentDisposition: contentDisposition === 'INLINE' ? 'inline' : 'attachment',
    })),
  })
    .compile()
    .build();

/** A mail, wherever it was sent from. */
export interface MailSent {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** The mails that a service took, oldest first; none without a service. */
export async function mailsSent(service: MailService | undefined): Promise<MailSent[]> {
  const mails = (await service?.sent()) ?? [];
  return mails.map(({ destination: { to }, subject, body: { text = '' } }) => ({ to, subject, text }));
}
