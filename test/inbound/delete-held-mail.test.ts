import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unavailable } from '#core/errors.ts';
import { acceptHeldMail } from '#core/inbound/accept-held-mail.ts';
import { deleteHeldMail } from '#core/inbound/expire-held-mail.ts';
import { startEngine } from '#test/adapters/dynamo/engine.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { incoming, receivingDesk } from './receiving-desk.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

/** A desk that holds a mail, whose original is there. */
async function holding() {
  const desk = await receivingDesk(engine);
  const stranger = { name: 'Sam', address: 'sam@elsewhere.example' };
  await desk.receive(incoming({ from: stranger }), { id: 'ses-1', to: [desk.replyTo()] });
  const originals = new Set(['ses-1']);
  const { world, held, members } = desk;
  const [mail] = await desk.heldNow();
  const id = mail?.id ?? expect.fail('No mail is held.');
  const remove = async (one: string) => void originals.delete(one);
  return {
    ...desk,
    originals,
    id,
    deleting: { held, originals: { remove } },
    accept: () => acceptHeldMail({ ...world, held, team: members.team }, id, exampleTicket.id),
  };
}

describe('a held mail that is deleted', () => {
  it('is gone with its original, and can’t be accepted', async () => {
    const { deleting, accept, id, originals, ...desk } = await holding();
    await deleteHeldMail(deleting, id);
    expect([...originals, ...(await desk.heldNow())]).toEqual([]);
    await expect(accept()).rejects.toMatchObject({ refusal: 'not_found' });
    await deleteHeldMail(deleting, id);
  });

  it('keeps its original if somebody accepts it at that moment', async () => {
    const { deleting, accept, id, originals, held, ...desk } = await holding();
    const get: typeof held.get = async (one) => {
      const mail = await held.get(one);
      await accept();
      return mail;
    };
    await deleteHeldMail({ ...deleting, held: { ...held, get } }, id);
    expect(await desk.entries()).toMatchObject([{ kind: 'reply', mail: { id: 'ses-1' } }]);
    expect([...originals]).toEqual(['ses-1']);
    expect(await desk.heldNow()).toEqual([]);
  });

  it('can’t be accepted once its original may be gone, and is deleted by trying again', async () => {
    const { deleting, accept, id, originals, ...desk } = await holding();
    const remove = async (one: string) => {
      originals.delete(one);
      throw unavailable('No answer.');
    };
    await expect(deleteHeldMail({ ...deleting, originals: { remove } }, id)).rejects.toMatchObject({
      refusal: 'unavailable',
    });
    await expect(accept()).rejects.toMatchObject({ refusal: 'not_found' });
    expect(await desk.entries()).toEqual([]);
    await deleteHeldMail(deleting, id);
    expect([...originals, ...(await desk.heldNow())]).toEqual([]);
    expect(await desk.held.get(id)).toBeUndefined();
  });
});
