import { describe, expect, it } from 'vitest';
import { Invitation } from '#dashboard/desk/invitation.ts';
import { ProblemError, Unreachable } from '#dashboard/wire/errors.ts';

/** An invitation whose desk gives these responses, one to each try. */
function invited(...responses: readonly (string | Error | Promise<string>)[]) {
  const world = { isOnline: true, asked: [] as string[] };
  const left = [...responses];
  const invitation = new Invitation('token-1', {
    online: () => world.isOnline,
    accept: async (token, name) => {
      world.asked.push(`${token} ${name}`);
      const response = await left.shift();
      if (response instanceof Error || response === undefined) throw response;
      return response;
    },
  });
  const failure = () => invitation.failure.value?.kind;
  return { ...world, world, invitation, failure };
}

const spent = new ProblemError(410, 'This invitation was used before, or has expired.');

describe('an invitation', () => {
  it('gives a key, once', async () => {
    const { invitation, asked, failure } = invited('key-1', 'key-2');
    await invitation.accept('Laptop');
    await invitation.accept('Laptop');
    expect([invitation.key.value, asked, failure()]).toEqual(['key-1', ['token-1 Laptop'], undefined]);
  });

  it('is sent once however often the button is pressed meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const { invitation, asked } = invited(promise, 'key-2');
    const both = [invitation.accept('Laptop'), invitation.accept('Laptop')];
    expect(invitation.isSending.value).toBe(true);
    resolve('key-1');
    await Promise.all(both);
    expect([invitation.key.value, asked.length, invitation.isSending.value]).toEqual(['key-1', 1, false]);
  });

  it('is not sent offline, and accepted in another try', async () => {
    const { invitation, world, failure } = invited('key-1');
    world.isOnline = false;
    await invitation.accept('Laptop');
    expect([failure(), world.asked]).toEqual(['offline', []]);
    world.isOnline = true;
    await invitation.accept('Laptop');
    expect([failure(), invitation.key.value]).toEqual([undefined, 'key-1']);
  });

  it('that is used or has expired is no use', async () => {
    const { invitation, failure } = invited(spent);
    await invitation.accept('Laptop');
    expect(failure()).toBe('spent');
  });

  it.each([
    ['no response', new Unreachable('The desk didn’t respond.')],
    ['a response from a gateway', new ProblemError(504, 'The desk returned error 504.')],
    ['a desk that can’t reach its database', new ProblemError(503, 'The database cannot be reached.')],
  ])('may be used up after %s: another try works, or shows that it is', async (_, error) => {
    const { invitation, failure } = invited(error, 'key-1');
    await invitation.accept('Laptop');
    expect(failure()).toBe('unanswered');
    await invitation.accept('Laptop');
    expect(invitation.key.value).toBe('key-1');

    const used = invited(error, spent);
    await used.invitation.accept('Laptop');
    await used.invitation.accept('Laptop');
    expect([used.failure(), used.invitation.key.value]).toEqual(['lost', undefined]);
  });

  it('that is refused for its device’s name says why', async () => {
    const { invitation } = invited(new ProblemError(422, 'name: can have at most 100 characters'));
    await invitation.accept('x');
    expect(invitation.failure.value).toEqual({ kind: 'refused', detail: 'name: can have at most 100 characters' });
  });
});
