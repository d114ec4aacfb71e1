import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { routes } from '#lib/routes.ts';
import { deskUnderTest, json } from './desk-under-test.ts';
import { allEntries, patience, printedLines } from './printed-lines.ts';

const { desk, call, submit, logged } = deskUnderTest();
const printed = printedLines({ logged });

const marker = `canary${randomUUID().replaceAll('-', '')}`;
const canary = (place: string) => `${marker}-${place}`;
const canaries = (...places: string[]) => Object.fromEntries(places.map((place) => [place, canary(place)]));

const email = `${marker}@example.com`;
const claims = canaries('sub', 'jti', 'name', 'nonce', 'support_tier', 'phone_number', 'of_the_shop');
const headers = {
  ...canaries('idempotency-key', 'if-match', 'if-none-match', 'user-agent', 'referer', 'cookie', 'x-request-id'),
  ...canaries('x-forwarded-for', 'x-forwarded-host', 'x-amzn-trace-id'),
};
const fields = canaries('subject', 'message', 'status', 'field_of_nobody');
const bodies: RequestInit[] = [json(fields), { body: new URLSearchParams(fields) }, { body: canary('body') }];

const bearer = async (more: object) => ({ authorization: `Bearer ${await desk().token({ ...claims, ...more })}` });
const callers: Record<string, () => Promise<Record<string, string>>> = {
  'a customer': () => bearer({ email }),
  'a free customer': () => bearer({ email, credits_purchased: 0 }),
  'a customer with wrong claims': () => bearer({ email: canary('email'), iss: canary('iss'), aud: canary('aud') }),
  'a forger of tokens': async () => ({ authorization: `Bearer ${canary('a')}.${canary('b')}.${canary('c')}` }),
  'a forger of keys': async () => ({ 'x-admin-key': canary('key') }),
  'an agent': async () => ({ 'x-admin-key': desk().adminKey }),
};

/** Every route, and a path without one, with a canary wherever a caller may write. */
const requests = routes.flatMap(({ method, path }) => {
  const address =
    path === '$default' ? `/${canary('path')}` : path.replace('{address}', email).replaceAll(/\{\w+\}/g, canary('id'));
  const at = `${address}?${canary('name')}=${canary('query')}`;
  const hasBody = ['POST', 'PUT', 'PATCH'].includes(method);
  return (hasBody ? bodies : [{}]).map((init) => ({ method: method === '$default' ? 'GET' : method, at, init }));
});

it.each(Object.entries(callers))('nothing that %s sends, on any route', { timeout: 3 * patience }, async (_, knock) => {
  const credentials = await knock();
  const lines = await printed(allEntries, requests.length, async () => {
    for (const { method, at, init } of requests) {
      const own = Object.fromEntries(new Headers(init.headers));
      await call(method, at, { ...init, headers: { ...headers, ...own, ...credentials } });
    }
  });
  const parts = Object.values(credentials).flatMap((value) => value.replace('Bearer ', '').split('.'));
  for (const secret of [marker, ...parts]) expect(lines.join('\n')).not.toContain(secret);
});

it('nothing of a ticket except subject and address, in the one line for people', {
  timeout: 2 * patience,
}, async () => {
  const send = () => submit({ subject: canary('subject'), message: canary('message') }, { ...claims, email });
  const told = (await printed(['submit-ticket'], 1, send)).filter((line) => line.includes(marker));
  const line = `\\[SUPPORT TICKET #[0-9a-f]{8}\\] From: ${email} \\| Subject: ${canary('subject')}`;
  expect(told).toEqual([expect.stringMatching(new RegExp(`^${line}$`))]);
});
