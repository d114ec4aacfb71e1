import { expect, it } from 'vitest';
import { suppressedAddresses } from '#core/mail/suppressed-addresses.ts';
import { mailWorld } from './world.ts';

const [dana, eve, zoe] = ['dana@example.com', 'eve@example.com', 'zoe@example.com'];

it('names the addresses that get no mail, and why, in the order they were given', async () => {
  const { ledger, marks } = mailWorld();
  marks.set(eve, 'bounced').set(zoe, 'complained').set('customer@example.com', 'bounced');
  expect(await suppressedAddresses(ledger, [zoe, dana, eve])).toEqual([
    { address: zoe, problem: 'complained' },
    { address: eve, problem: 'bounced' },
  ]);
  expect(await suppressedAddresses(ledger, [dana])).toEqual([]);
});

it('names an address once that the settings have twice', async () => {
  const { ledger, marks } = mailWorld();
  marks.set(eve, 'bounced');
  expect(await suppressedAddresses(ledger, [eve, eve])).toHaveLength(1);
});

it('asks about all addresses at once', async () => {
  const asked: string[] = [];
  const allAsked = Promise.withResolvers<undefined>();
  const markOf = async (address: string) => {
    if (asked.push(address) === 3) allAsked.resolve(undefined);
    return allAsked.promise;
  };
  expect(await suppressedAddresses({ markOf }, [dana, eve, zoe])).toEqual([]);
});
