import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { contactApi } from '#site/support-form/contact-api.ts';

describe('a request to the desk', () => {
  let close = () => {};
  afterEach(() => close());

  async function serve(listener: RequestListener) {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    close = () => server.close();
    return contactApi(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  test('sends the draft as JSON with the token and the idempotency key', async () => {
    const api = await serve(async (request, response) => {
      const chunks = await Array.fromAsync(request);
      const { authorization, 'idempotency-key': key, 'content-type': type } = request.headers;
      response.end(JSON.stringify({ ticket_id: [authorization, key, type, Buffer.concat(chunks)].join(' | ') }));
    });
    const answer = await api.contact('abc', { subject: 'Ünïcode 🎫', message: 'line\nline', key: 'k1' });
    expect(answer).toMatchObject({
      value: { ticketId: 'Bearer abc | k1 | application/json | {"subject":"Ünïcode 🎫","message":"line\\nline"}' },
    });
  });

  test('names the uploads of the draft', async () => {
    const api = await serve(async (request, response) => {
      response.end(JSON.stringify({ ticket_id: Buffer.concat(await Array.fromAsync(request)).toString() }));
    });
    const file = { key: 1, name: 'a.png', type: 'image/png', size: 3, expiresAt: 0 };
    const files = ['u1', 'u2'].map((id) => ({ ...file, id }));
    expect(await api.contact('abc', { subject: 'a', message: 'b', key: 'k1', files })).toMatchObject({
      value: { ticketId: '{"subject":"a","message":"b","attachments":["u1","u2"]}' },
    });
  });

  test('can be retried when the connection breaks', async () => {
    const api = await serve((request) => request.socket.destroy());
    expect(await api.access('abc')).toEqual({ outcome: 'try_again', cause: 'connection' });
  });

  test('can be retried when a proxy returns a page', async () => {
    const api = await serve((_, response) => response.end('<h1>Welcome to the airport</h1>'));
    expect(await api.access('abc')).toEqual({ outcome: 'try_again', cause: 'unavailable' });
  });

  test.each(['two words', 'line\nbreak', 'tökén', ''])(
    'is not sent with %j, which is invalid in a header',
    async (token) => {
      const api = await serve((_, response) => response.end('{}'));
      expect(await api.access(token)).toMatchObject({ outcome: 'token_refused' });
    },
  );
});
