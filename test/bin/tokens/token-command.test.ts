import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { commandLine } from '#test/bin/command-line.ts';

const { desk } = commandLine();
const token = (...more: string[]) => desk('token', '--sub', 'u1', '--email', 'a@example.com', ...more);

describe('desk token', () => {
  it('mints tokens with other claims, and without those given as null', async () => {
    const claims = decodeJwt(await token('--credits', '100', '--claims', '{"x":1,"name":null}'));
    expect(claims).toMatchObject({ sub: 'u1', email: 'a@example.com', credits_purchased: 100, x: 1 });
    expect(claims).not.toHaveProperty('name');
  });

  it.each([
    [['--claims', '[]'], '--claims must be a JSON object'],
    [['--credits', 'abc'], '--credits must be a number'],
    [['--credits', '99999999999999999999'], 'lacks a valid credits_purchased'],
    [['--claims', '{"email":"nobody"}'], 'lacks a valid email'],
    [['--claims', '{"sub":7}'], 'lacks a valid sub'],
    [['--claims', '{"iat":null}'], 'lacks a required claim'],
    [['--claims', '{"exp":1}'], 'has expired'],
    [['--claims', '{"exp":99999999999}'], 'lives longer than'],
    [['--claims', '{"iss":"https://other.example"}'], 'does not fit this desk'],
    [['--claims', `{"x":"${'x'.repeat(9000)}"}`], 'is longer than 6 KiB'],
  ])('mints none that the desk would refuse: %j', async (args, message) => {
    await expect(token(...args)).rejects.toThrow(message);
  });
});
