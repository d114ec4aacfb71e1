import { describe, expect, it } from 'vitest';
import { anyone } from '#http/edge/callers.ts';
import { endpoint } from '#http/edge/endpoint.ts';
import { routes } from '#lib/routes.ts';
import { deskUnderTest } from '#test/api/desk-under-test.ts';
import { gatewayEvent } from '#test/http/edge/event.ts';

/*
 * Secrets and input in logs and errors (CWE-532, CWE-209), and lines of a log that a caller wrote (CWE-117). Each place where a
 * caller can write has a unique word. FreeScout's tokens could be forged with a secret that error pages showed:
 * https://nvd.nist.gov/vuln/detail/CVE-2026-27637
 */

const { desk, call, logged } = deskUnderTest();

const canary = (place: string) => `canary-${place}`;
const places = ['subject', 'message', 'address', 'user', 'query', 'path', 'header', 'key', 'idempotency'].map(canary);

/** Sends every route requests from every caller, valid and not, with a canary in every place. */
async function flood(): Promise<string[]> {
  const token = await desk().token({ sub: canary('user'), email: `${canary('address')}@example.com` });
  const free = await desk().token({
    sub: canary('user'),
    email: `${canary('address')}@example.com`,
    credits_purchased: 0,
  });
  const callers: Record<string, string>[] = [
    {},
    { authorization: `Bearer ${token}` },
    { authorization: `Bearer ${free}` },
    { authorization: `Bearer ${token}x` },
    { authorization: `Bearer ${canary('header')}` },
    { 'x-admin-key': desk().adminKey },
    { 'x-admin-key': canary('key') },
  ];
  const draft = { subject: canary('subject'), message: canary('message') };
  const bodies = [
    JSON.stringify(draft),
    JSON.stringify({ ...draft, status: canary('message') }),
    JSON.stringify({ status: canary('message') }),
    `{"subject":"${canary('subject')}`,
    JSON.stringify([canary('message')]),
  ];
  const errors: string[] = [];
  for (const { method, path } of routes) {
    const address = method === '$default' ? `/api/${canary('path')}` : path.replace(/\{\w+\}/, canary('path'));
    for (const headers of callers) {
      for (const body of ['POST', 'PUT', 'PATCH'].includes(method) ? bodies : [undefined]) {
        const more = { 'content-type': 'application/json', 'if-match': canary('header'), 'x-canary': canary('header') };
        const init = {
          headers: { ...more, 'idempotency-key': canary('idempotency'), ...headers },
          ...(body && { body }),
        };
        const target = `${address}?status=${canary('query')}&cursor=${canary('query')}`;
        const { status, json } = await call(method === '$default' ? 'GET' : method, target, init);
        if (status >= 400) errors.push(JSON.stringify(json));
      }
    }
  }
  return [...errors, token, free];
}

describe('text from callers', () => {
  it('appears in no error and in no line of the structured log', async () => {
    const [free = '', token = '', ...errors] = (await flood()).toReversed();
    expect(errors.length).toBeGreaterThan(50);
    const structured = (await logged('submit-ticket'))
      .filter((line) => !line.startsWith('[SUPPORT TICKET #'))
      .join('\n');
    expect(structured).toContain('POST /api/support/contact');
    for (const word of [...places, desk().adminKey, token, free]) {
      expect(errors.join('\n'), word).not.toContain(word);
      expect(structured, word).not.toContain(word);
    }
  });

  it('creates no line of its own in the log', async () => {
    const forged = '[SUPPORT TICKET #00000000] From: a@example.com | Subject: forged';
    for (const separator of ['\n', '\r', '\r\n', '\u2028', '\u2029', '\u0085', '\u000b']) {
      const body = JSON.stringify({ subject: `a${separator}${forged}`, message: `b${separator}${forged}` });
      const authorization = `Bearer ${await desk().token()}`;
      const { status } = await call('POST', '/api/support/contact', {
        body,
        headers: { authorization, 'content-type': 'application/json' },
      });
      expect(status).toBe(200);
    }
    expect((await logged('submit-ticket')).filter((line) => line.startsWith(forged))).toEqual([]);
  });

  it('is not mistaken for the location of a bug', async () => {
    const lines: string[] = [];
    const write = (message: string, fields: object) => void lines.push(JSON.stringify({ message, ...fields }));
    const handler = endpoint({
      log: { info: write, error: write },
      contract: { summary: '', responses: {} },
      caller: anyone,
      handle: async () => {
        throw new TypeError(`not this\n    at ${canary('message')} (a.ts:1:1)\n    at b`);
      },
    });
    const { statusCode, body } = await handler(gatewayEvent());
    expect(statusCode).toBe(500);
    expect(body).not.toContain('canary');
    expect(lines.join('\n')).not.toContain('canary');
    expect(lines.join('\n')).toContain('leaks.test.ts');
  });
});
