import { expect, it } from 'vitest';
import { gatewayEvent } from '#test/http/edge/event.ts';
import { websiteToken } from '#test/local/website-tokens.ts';
import { canaries } from './canaries.ts';

const token = await websiteToken('a secret that only this test knows', {
  sub: 'customer-of-the-shop',
  email: 'someone@example.com',
  address: { city: 'Springfield' },
});
const event = gatewayEvent({
  rawPath: '/api/private-path',
  headers: {
    authorization: `Bearer ${token}`,
    'x-admin-key': 'desk_private-key',
    'content-type': 'application/json',
  },
  queryStringParameters: { cursor: 'private-cursor' },
  body: JSON.stringify({ subject: 'A private\nsubject', message: `${'Long '.repeat(100)}message` }),
});

function leaksIn(...lines: string[]): Promise<string[]> {
  const { watch, leaks } = canaries();
  watch(event);
  return leaks(lines);
}

it.each([
  ['the token', token],
  ['a part of the token', token.split('.')[2] ?? ''],
  ['a claim', 'customer-of-the-shop'],
  ['a claim in a claim', 'Springfield'],
  ['the address', 'someone@example.com'],
  ['the key', 'desk_private-key'],
  ['the path', 'private-path'],
  ['the query', 'private-cursor'],
  ['the subject', 'A private\nsubject'],
  ['the beginning of the message', 'Long '.repeat(20)],
])('%s is found in a structured line', async (_, text) => {
  expect(await leaksIn(JSON.stringify({ message: 'request', error: `Cannot read: ${text}.` }))).not.toEqual([]);
});

it('only subject and address may be in the line for people', async () => {
  const line = '[SUPPORT TICKET #abc12345] From: someone@example.com | Subject: A private\\u{a}subject';
  expect(await leaksIn(line)).toEqual([]);
  expect(await leaksIn(`${line} customer-of-the-shop`)).toEqual(['customer-of-the-shop']);
});

it('finds nothing where there is nothing', async () => {
  expect(await leaksIn('{"message":"request","route":"POST /api/support/contact","service":"support-desk"}')).toEqual(
    [],
  );
});
