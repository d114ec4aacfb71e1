import { describe, expect, it } from 'vitest';
import { Unreachable } from '#dashboard/wire/errors.ts';
import { deskOfThree, settled } from './desk-of-three.ts';

describe('the conversation of the selected ticket', () => {
  it('has the message that arrived while it was being read', async () => {
    const { desk, server, customerWrites } = await deskOfThree();
    const { promise, resolve } = Promise.withResolvers<void>();
    server.threadHeld = promise;
    desk.select('ticket-2');
    await settled();
    customerWrites('ticket-2', 'One more thing.');
    await desk.refresh();
    resolve();
    await settled();
    const { entries } = desk.conversation.threads.value.get('ticket-2') ?? {};
    expect(entries?.map(({ message }) => message?.body)).toEqual(['One more thing.']);
    expect(server.read).toEqual(['ticket-2', 'ticket-2']);
  });

  it('isn’t said to be missing because another one could not be read', async () => {
    const { desk, server } = await deskOfThree();
    const { promise, reject } = Promise.withResolvers<void>();
    server.threadHeld = promise;
    desk.select('ticket-2');
    desk.select('ticket-1');
    await settled();
    reject(new Unreachable('The desk didn’t respond.'));
    await settled();
    expect(desk.conversation.threads.value.has('ticket-1')).toBe(true);
    expect(desk.conversation.failure.value).toBeUndefined();
    // It is tried again when it is selected.
    desk.select('ticket-2');
    await settled();
    expect(desk.conversation.threads.value.has('ticket-2')).toBe(true);
  });

  it('forgets its failure with its ticket', async () => {
    const { desk, server } = await deskOfThree();
    desk.select('ticket-1');
    await settled();
    server.threadHeld = Promise.reject(new Unreachable('The desk didn’t respond.'));
    desk.select('ticket-2');
    await settled();
    expect(desk.conversation.failure.value).toBe('The desk didn’t respond.');
    const { promise } = Promise.withResolvers<void>();
    server.threadHeld = promise;
    desk.select('ticket-1');
    await settled();
    expect(desk.conversation.failure.value).toBeUndefined();
  });
});
