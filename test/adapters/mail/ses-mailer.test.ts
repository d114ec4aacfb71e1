import { once } from 'node:events';
import { Agent, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, Socket } from 'node:net';
import type { SESv2ClientConfig } from '@aws-sdk/client-sesv2';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { sesMailer } from '#adapters/mail/ses-mailer.ts';
import { addressHash } from '#core/mail/address.ts';
import type { Mail } from '#core/mail/mail.ts';
import { MailInDoubt, MailRefused } from '#core/mail/ports.ts';
import { mailPatienceMs } from '#lib/subscribers.ts';
import { clientOf, failing, sesThat } from './ses-that.ts';

const to = 'user@example.com';
const name = { kind: 'reply', ticketId: 't1', version: 2, recipient: addressHash(to) } as const;
const mail: Mail = { ...name, to, subject: 's', text: 't', html: 'h', automatic: false };
const sender = { address: 'support@example.com', name: 'QuickTools', configurationSet: 'set' };
const send = (client: SESv2ClientConfig) => sesMailer(sender, mailPatienceMs, client).send(mail);

/** Has the time of a test pass when it says so. */
function fakeTime() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  return { elapse: (milliseconds: number) => void vi.advanceTimersByTime(milliseconds) };
}

describe('a mail that Amazon SES is asked to send', () => {
  it('has the id that SES gives it, one recipient, and tags that say which mail it is', async () => {
    const { asked, client } = await sesThat((_, response) => response.end('{"MessageId":"id-1"}'));
    expect(await send(client)).toBe('id-1');
    expect(asked.map(({ body }) => JSON.parse(body))).toMatchObject([
      {
        Destination: { ToAddresses: [to] },
        EmailTags: [
          { Name: 'purpose', Value: 'reply' },
          { Name: 'ticket', Value: 't1' },
          { Name: 'version', Value: '2' },
          { Name: 'recipient', Value: addressHash(to) },
        ],
      },
    ]);
  });

  it('has its files, with names and types that SES takes, whatever they were called', async () => {
    const { asked, client } = await sesThat((_, response) => response.end('{"MessageId":"id-1"}'));
    const content = new Uint8Array([0, 255, 13, 10, 46]);
    const file = { id: 'f1', name: 'a.pdf', type: 'application/pdf', size: 5, content };
    const files = [
      file,
      { ...file, name: 'C:\\mails\\b.eml', type: 'message/rfc822' },
      { ...file, name: 'c\r\nBcc: x@example.com', type: 'Text/HTML; charset=utf-8' },
      { ...file, name: 'd', type: `application/${'x'.repeat(80)}` },
    ];
    await sesMailer(sender, mailPatienceMs, client).send(mail, files);
    const [request] = asked.map(({ body }) => JSON.parse(body));
    expect(request.Content.Simple.Attachments).toEqual(
      [
        ['a.pdf', 'application/pdf'],
        ['b.eml', 'application/octet-stream'],
        ['file', 'text/html'],
        ['d', 'application/octet-stream'],
      ].map(([FileName, ContentType]) => ({
        FileName,
        ContentType,
        ContentDisposition: 'ATTACHMENT',
        ContentTransferEncoding: 'BASE64',
        RawContent: 'AP8NCi4=',
      })),
    );
    await send(client);
    expect(JSON.parse(asked[1]?.body ?? '').Content.Simple).not.toHaveProperty('Attachments');
  });

  it.each([
    [400, 'MessageRejected'],
    [400, 'AccountSuspendedException'],
    [404, 'NotFoundException'],
    [403, 'AccessDeniedException'],
  ])('is refused by a %i %s', async (status, error) => {
    const { asked, client } = await sesThat(failing(status, error));
    await expect(send(client)).rejects.toThrow(new MailRefused(error));
    expect(asked).toHaveLength(1);
  });

  it.each([
    [429, 'TooManyRequestsException'],
    [400, 'LimitExceededException'],
    [400, 'SendingPausedException'],
    [400, 'MailFromDomainNotVerifiedException'],
    [400, 'ThrottlingException'],
    [503, 'ServiceUnavailable'],
  ])('can be sent later after a %i %s', async (status, error) => {
    const { asked, client } = await sesThat(failing(status, error));
    await expect(send(client)).rejects.toMatchObject({ refusal: 'unavailable' });
    expect(asked).toHaveLength(1);
  });

  it('can be sent later if an address is not verified yet', async () => {
    const message = 'Email address is not verified. The following identities failed the check: a@example.com';
    const { asked, client } = await sesThat(failing(400, 'MessageRejected', message));
    await expect(send(client)).rejects.toMatchObject({ refusal: 'unavailable' });
    expect(asked).toHaveLength(1);
  });

  it.each<[string, RequestListener]>([
    ['breaks the connection', (_, response) => response.destroy()],
    ['breaks it off in the middle', (_, response) => response.write('{"Mess', () => response.destroy())],
    ['fails by a fault of its own', failing(500, 'InternalFailure')],
    ['returns what is no JSON', (_, response) => response.end('{"MessageId":')],
  ])('may have been sent if SES %s, and is asked for once', async (_, listener) => {
    const { asked, client } = await sesThat(listener);
    await expect(send(client)).rejects.toBeInstanceOf(MailInDoubt);
    expect(asked).toHaveLength(1);
  });

  it('is waited for, while SES takes its time', async () => {
    const { elapse } = fakeTime();
    const { asked, client } = await sesThat((_, response) => {
      elapse(mailPatienceMs - 1);
      response.end('{"MessageId":"id-1"}');
    });
    expect(await send(client)).toBe('id-1');
    expect(asked).toHaveLength(1);
  });

  it('may have been sent if SES has not responded by then, and is asked for once', async () => {
    const { elapse } = fakeTime();
    const { asked, client } = await sesThat(() => elapse(mailPatienceMs));
    await expect(send(client)).rejects.toBeInstanceOf(MailInDoubt);
    expect(asked).toHaveLength(1);
  });

  it('can be sent although SES has closed the connection of an earlier one: each has its own', async () => {
    const served = new WeakSet<Socket>();
    const { client } = await sesThat(({ socket }, response) => {
      // What a process that was frozen since has not noticed: its request meets a connection that is no more.
      if (served.has(socket)) return void socket.destroy();
      served.add(socket);
      response.end('{"MessageId":"id-1"}');
    });
    const mailer = sesMailer(sender, mailPatienceMs, client);
    for (let mails = 0; mails < 3; mails += 1) expect(await mailer.send(mail)).toBe('id-1');
  });

  it.each<[string, (connection: Socket) => void]>([
    ['breaks off', (connection) => connection.destroy()],
    ['fails', (connection) => connection.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ])('can be sent later if the handshake %s: the request was not sent yet', async (_, greet) => {
    const server = createServer(greet).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    await expect(send(clientOf(`https://127.0.0.1:${port}`))).rejects.toMatchObject({ refusal: 'unavailable' });
  });

  it('can be sent later if nobody listens', async () => {
    await expect(send(clientOf('http://127.0.0.1:9'))).rejects.toMatchObject({ refusal: 'unavailable' });
  });

  it('can be sent later if no connection was made in time', async () => {
    const httpAgent = new Agent();
    httpAgent.createConnection = () => Object.assign(new Socket(), { connecting: true });
    const client = { ...clientOf('http://127.0.0.1:9'), requestHandler: { httpAgent, connectionTimeout: 50 } };
    await expect(send(client)).rejects.toMatchObject({ refusal: 'unavailable' });
  });
});
