import { describe, expect, it } from 'vitest';
import { ProblemError } from '#dashboard/wire/errors.ts';
import { deskOfThree, settled } from './desk-of-three.ts';

const HOUR_MS = 3_600_000;
const [ANNA, BEN] = ['anna@shop.example', 'ben@shop.example'];

/** Mail to two admins bounced, and the desk was asked since. */
async function withSilentAdmins() {
  const rest = await deskOfThree({ mailSender: 'support@shop.example' });
  const { desk, server } = rest;
  server.admins = [ANNA, BEN];
  for (const address of server.admins) server.suppressed.add(address);
  server.askedForAdmins = 0;
  server.now += HOUR_MS;
  await desk.refresh();
  await settled();
  const shown = () => desk.suppressedAdmins.addresses.value.map(({ address }) => address);
  const toasts = () => desk.toasts.shown.value.map(({ title, subject }) => `${title} ${subject}`);
  return { ...rest, shown, toasts };
}

describe('the admins who get no mail', () => {
  it('are asked for once mail is known to be sent, and then once an hour, however often the desk refreshes', async () => {
    const { desk, server, shown } = await withSilentAdmins();
    expect([server.askedForAdmins, shown()]).toEqual([1, [ANNA, BEN]]);
    server.suppressed.delete(ANNA);
    server.now += HOUR_MS - 1;
    await desk.refresh();
    await settled();
    expect([server.askedForAdmins, shown()]).toEqual([1, [ANNA, BEN]]);
    for (let times = 0; times < 2; times += 1) {
      server.now += 1;
      await desk.refresh();
    }
    await settled();
    expect([server.askedForAdmins, shown()]).toEqual([2, [BEN]]);
  });

  it('are not asked for at a desk that sends no mail', async () => {
    const { desk, server } = await deskOfThree();
    server.now += HOUR_MS;
    await desk.refresh();
    expect([desk.session.agent.value?.name, server.askedForAdmins]).toEqual(['Dana', 0]);
  });

  it('are forgotten with the agent who signs out, and asked for by the next one', async () => {
    const { desk, server, shown } = await withSilentAdmins();
    desk.signOut();
    expect(shown()).toEqual([]);
    await desk.signIn('Eve');
    await settled();
    expect([server.askedForAdmins, shown()]).toEqual([2, [ANNA, BEN]]);
  });

  it.each([
    ['refused', new ProblemError(503, 'The database did not answer.')],
    ['refused for the key', new ProblemError(401, 'This key is not known.')],
    ['not answered', new TypeError('fetch failed')],
  ])(
    'stay as they were if the question is %s, which troubles nobody, and is asked again in an hour',
    async (_, error) => {
      const { desk, server, shown, toasts } = await withSilentAdmins();
      const askAgain = async () => {
        server.now += HOUR_MS;
        await desk.refresh();
        await settled();
      };
      server.adminsFail = error;
      await askAgain();
      expect([desk.session.trouble.value, toasts(), shown()]).toEqual([undefined, [], [ANNA, BEN]]);
      server.adminsFail = undefined;
      server.suppressed.clear();
      await askAgain();
      expect(shown()).toEqual([]);
    },
  );
});

describe('allowing an admin mail again', () => {
  it('takes them off, and nobody else', async () => {
    const { desk, server, shown, toasts } = await withSilentAdmins();
    await desk.allowAddress(ANNA);
    expect([[...server.suppressed], shown(), toasts()]).toEqual([[BEN], [BEN], []]);
  });

  it('takes them off although the question afterwards fails, or an older one is answered last', async () => {
    const { desk, server, shown } = await withSilentAdmins();
    const held = Promise.withResolvers<void>();
    server.adminsHeld = held.promise;
    server.now += HOUR_MS;
    await desk.refresh();
    server.adminsFail = new ProblemError(503, 'The database did not answer.');
    await desk.allowAddress(ANNA);
    held.resolve();
    await settled();
    expect([server.askedForAdmins, shown()]).toEqual([3, [BEN]]);
  });

  it('that the desk refuses says so, and leaves them', async () => {
    const { desk, server, shown, toasts } = await withSilentAdmins();
    server.fail = new ProblemError(503, 'Amazon SES did not answer.');
    await desk.allowAddress(ANNA);
    expect([shown(), toasts()]).toEqual([[ANNA, BEN], [`Couldn’t resume email ${ANNA}`]]);
    expect(desk.toasts.shown.value[0]).toMatchObject({ reason: 'Amazon SES did not answer.' });
    expect(desk.toasts.shown.value[0]).not.toHaveProperty('goTo');
  });

  it('who is the customer of the open ticket, too, shows in both places', async () => {
    const { desk, server, ticket, shown } = await withSilentAdmins();
    const { userEmail } = ticket(1);
    server.admins = [userEmail];
    const contact = () => desk.conversation.threads.value.get('ticket-1')?.contact.suppressed;
    const suppress = async () => {
      server.suppressed.add(userEmail);
      server.now += HOUR_MS;
      await desk.refresh();
      await desk.conversation.readThread('ticket-1');
      expect([shown(), contact()]).toEqual([[userEmail], 'bounced']);
    };
    desk.select('ticket-1');
    for (const ticketId of [undefined, 'ticket-1']) {
      await suppress();
      await desk.allowAddress(userEmail, ticketId);
      expect([shown(), contact()]).toEqual([[], null]);
    }
  });
});
