import { describe, expect, it } from 'vitest';
import { routes } from '#lib/routes.ts';
import { deskUnderTest, json } from './desk-under-test.ts';

const { asAgent, asCustomer, call, submit } = deskUnderTest();

const list = '/api/admin/support-tickets';
const contact = '/api/support/contact';

describe('HEAD', () => {
  it.each(routes.filter(({ method }) => method === 'GET'))('on $path is GET without the body', async (route) => {
    const claims = { sub: 'head' };
    const body = new FormData();
    for (const name of ['subject', 'message']) body.append(name, 'head');
    body.append('file', new File(['content'], 'a.txt'));
    const { ticket_id: id } = (await asCustomer('POST', contact, { body }, claims)).json;
    const { json: ticket } = await asCustomer('GET', `/api/support/tickets/${id}`, {}, claims);
    const path = route.path.replace('{ticket_id}', id).replace('{file_id}', ticket.attachments[0].id);
    const ask = (method: string) =>
      route.caller === 'agent' ? asAgent(method, path) : asCustomer(method, path, {}, claims);
    const [got, headed] = [await ask('GET'), await ask('HEAD')];
    // This desk has received no mail.
    const status = /\{(message|mail)_id\}/.test(path) ? 404 : 200;
    expect([got.status, headed.status, headed.json]).toEqual([status, status, undefined]);
    expect(headed.headers.get('content-type')).toBe(got.headers.get('content-type'));
    expect(headed.headers.has('etag')).toBe(got.headers.has('etag'));
  });

  it('is refused where GET is, and on a path without GET', async () => {
    expect((await call('HEAD', list)).status).toBe(401);
    expect((await asAgent('HEAD', `${list}/00000000-0000-4000-8000-000000000000`)).status).toBe(404);
  });
});

describe('an unchanged ticket', () => {
  it('returns 304 for its tag, until something changes it', async () => {
    const path = `${list}/${await submit()}`;
    let etag = '"none"';
    // The delivery of its mail may become known between any two requests, and changes the tag.
    const askAgain = async () => {
      const sent = etag;
      const answer = await asAgent('GET', path, { headers: { 'if-none-match': `"x,y", ${sent}` } });
      etag = answer.headers.get('etag') ?? '';
      return [answer.status, answer.json, etag === sent];
    };
    await expect.poll(askAgain, { timeout: 20_000 }).toEqual([304, undefined, true]);
    await asAgent('POST', `${path}/replies`, json({ kind: 'note', body: 'Ask Eve.' }));
    const after = await asAgent('GET', path, { headers: { 'if-none-match': etag } });
    expect([after.status, after.json.version]).toEqual([200, 2]);
  });
});

describe('a body that is not UTF-8', () => {
  it.each(['application/json', 'application/json; charset=utf-8'])(
    'is refused as %s, instead of being stored garbled',
    async (type) => {
      const body = Buffer.from('{"subject":"caf\u00e9","message":"x"}', 'latin1');
      const { status, json: problem } = await asCustomer('POST', contact, { body, headers: { 'content-type': type } });
      expect([status, problem.detail]).toEqual([400, 'The body is not valid UTF-8.']);
    },
  );
});

describe('credits', () => {
  it.each([1e-131, 0.5, -0.5])('of %d are refused on every route alike', async (credits) => {
    const claims = { credits_purchased: credits };
    const answers = [
      await asCustomer('GET', '/api/support/access', {}, claims),
      await asCustomer('GET', '/api/support/tickets', {}, claims),
      await asCustomer('POST', contact, json({ subject: 'Need help', message: 'It does not work.' }), claims),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  });

  it('below zero count as none', async () => {
    const claims = { credits_purchased: -5 };
    const { status, json: problem } = await asCustomer('GET', '/api/support/access', {}, claims);
    expect([status, typeof problem.pricing_url]).toEqual([403, 'string']);
    expect((await asCustomer('GET', '/api/support/tickets', {}, claims)).status).toBe(200);
  });
});
