import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** SES's limit for a received mail, with its attachments: https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const MAX_BYTES = 40 * 1024 * 1024;

/** A mail as a server of SES takes it. */
export interface Delivered {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
}

/** A mail server on this machine. */
export interface MailReceiver {
  /** `smtp://127.0.0.1:<port>`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts a server that takes mail by SMTP on loopback, for one domain, and passes it on before it confirms it. 0 chooses a free port. Like SES it needs no
 * sign-in, and refuses mail for other domains.
 */
export async function startMailReceiver(
  domain: string,
  deliver: (mail: Delivered) => Promise<void>,
  port = 0,
): Promise<MailReceiver> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: MAX_BYTES,
    disableReverseLookup: true,
    onRcptTo({ address }, _session, done) {
      if (address.toLowerCase().endsWith(`@${domain}`)) return done();
      done(Object.assign(new Error(`Only mail for ${domain} is taken here.`), { responseCode: 550 }));
    },
    async onData(stream, { envelope: { mailFrom, rcptTo } }, done) {
      try {
        const chunks: Buffer[] = [];
        for await (const chunk of stream) chunks.push(chunk as Buffer);
        if (stream.sizeExceeded) return done(Object.assign(new Error('The mail is too large.'), { responseCode: 552 }));
        const from = mailFrom ? mailFrom.address : '';
        await deliver({ from, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks) });
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening').catch((cause: unknown) => {
    throw new Error(`Mail can’t be received on port ${port}. Choose another with SMTP_PORT.`, { cause });
  });
  const { port: bound } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${bound}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
