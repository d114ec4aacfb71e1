import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMail } from '#adapters/mail/read-mail.ts';
import { noTeam } from '#core/agents/team.ts';
import { unavailable } from '#core/errors.ts';
import { isFileName } from '#core/files/file-name.ts';
import { acceptHeldMail } from '#core/inbound/accept-held-mail.ts';
import { safeFileName } from '#core/inbound/file-name.ts';
import type { IncomingMail, MailFile } from '#core/inbound/incoming-mail.ts';
import { MAX_MAIL_FILES } from '#core/inbound/mail-files.ts';
import { findMailMessage } from '#core/inbound/original.ts';
import { findFile, findOwnFile } from '#core/ticket/find-file.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { startEngine } from '#test/adapters/dynamo/engine.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { incoming, receivingDesk } from './receiving-desk.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

type Desk = Awaited<ReturnType<typeof receivingDesk>>;

const png = Buffer.from('89504e470d0a1a0a', 'hex');
const file = (name: string, content: string | Uint8Array = name, type = 'text/plain'): MailFile => ({
  name,
  type,
  contentId: null,
  inline: false,
  content: Buffer.from(content),
});
const withFiles = (...attachments: MailFile[]) => incoming({ attachments });
const dmarc = { dmarc: 'pass' } as const;
const stranger = { name: 'Sam', address: 'sam@elsewhere.example' };
const contents = (desk: Desk) => [...desk.files.values()].map((content) => Buffer.from(content).toString());

/** Expects that a ticket's files are in the bucket, each where its message says. */
function expectKept(desk: Desk, { id }: Pick<Ticket, 'id'>, attachments: readonly { id: string; size: number }[] = []) {
  for (const one of attachments) expect(desk.files.get(`${id}/${one.id}`)).toHaveLength(one.size);
  expect(desk.files.size).toBe(attachments.length);
}

describe('the files of a reply by mail', () => {
  it('are attached to its message, with types by their content', async () => {
    const desk = await receivingDesk(engine);
    const mail = withFiles(
      file('a.txt', 'one'),
      file('fake.png', 'text', 'image/png'),
      file('real.bin', png),
      file('e', ''),
    );
    await desk.receive(mail, { to: [desk.replyTo()] });
    const [entry] = await desk.entries();
    expect(entry?.attachments).toMatchObject([
      { name: 'a.txt', type: 'text/plain', size: 3 },
      { name: 'fake.png', type: 'application/octet-stream', size: 4 },
      { name: 'real.bin', type: 'image/png', size: 8 },
      { name: 'e', size: 0 },
    ]);
    expect(entry?.mail?.remarks).toEqual([]);
    expectKept(desk, exampleTicket, entry?.attachments);
    const own = () => undefined;
    const id = entry?.attachments?.[0]?.id ?? '';
    expect(await findOwnFile(desk.world, exampleTicket.id, id, own)).toMatchObject({ file: entry?.attachments?.[0] });
  });

  it('are kept once, however often it arrives', async () => {
    const desk = await receivingDesk(engine);
    const told = { id: 'ses-1', to: [desk.replyTo()] };
    await Promise.all([1, 2, 3].map(() => desk.receive(withFiles(file('a'), file('a')), told)));
    const [entry, ...others] = await desk.entries();
    expect(others).toEqual([]);
    expectKept(desk, exampleTicket, entry?.attachments);
    expect(contents(desk)).toEqual(['a', 'a']);
  });

  it('are all there once the message is, although their store failed in between', async () => {
    const desk = await receivingDesk(engine);
    const { put } = desk.world.files;
    let calls = 0;
    const failing: typeof put = async (...of) => {
      calls += 1;
      if (calls === 2 || calls === 4) throw unavailable('The store failed.');
      await put(...of);
    };
    Object.assign(desk.world.files, { put: failing });
    const told = { id: 'ses-1', to: [desk.replyTo()] };
    const mail = withFiles(file('a'), file('b'));
    for (const _ of [1, 2]) {
      await expect(desk.receive(mail, told)).rejects.toMatchObject({ refusal: 'unavailable' });
      expect(await desk.entries()).toEqual([]);
    }
    await desk.receive(mail, told);
    const entries = await desk.entries();
    expect(entries).toHaveLength(1);
    expectKept(desk, exampleTicket, entries[0]?.attachments);
    expect(contents(desk).sort()).toEqual(['a', 'b']);
  });

  it('come with an automatic mail for agents, and for nobody else', async () => {
    const desk = await receivingDesk(engine);
    const to = [desk.replyTo()];
    await desk.receive({ ...withFiles(file('report.txt')), automatic: 'bounce', from: null }, { to });
    const [entry] = await desk.entries();
    const [attached] = entry?.attachments ?? [];
    expect(attached).toMatchObject({ name: 'report.txt' });
    const message = await findMailMessage(desk.world, exampleTicket.id, entry?.id ?? '');
    expect(message).toMatchObject({ mail: { automatic: 'bounce' }, attachments: [attached] });
    expect(await findFile(desk.world, exampleTicket.id, attached?.id ?? '')).toEqual({
      ticketId: exampleTicket.id,
      file: attached,
    });
    expect(await findOwnFile(desk.world, exampleTicket.id, attached?.id ?? '', () => undefined)).toBeUndefined();
  });

  it('fit beside the longest text, as many as there may be', async () => {
    const desk = await receivingDesk(engine);
    const many = Array.from({ length: MAX_MAIL_FILES }, () => file('語'.repeat(255), '', `x/${'x'.repeat(128)}`));
    await desk.receive({ ...withFiles(...many), text: '語'.repeat(100_000) }, { to: [desk.replyTo()] });
    const [entry] = await desk.entries();
    expect(entry?.attachments).toHaveLength(MAX_MAIL_FILES);
    // DynamoDB's limit is 400 kB, with room for the rest of the item.
    expect(Buffer.byteLength(JSON.stringify(entry))).toBeLessThan(350_000);
  });
});

it('a new ticket by mail has the files of its mail', async () => {
  const desk = await receivingDesk(engine);
  const told = { id: 'ses-9', to: ['hello@reply.example.com'], verdicts: dmarc };
  const received = await desk.receive(withFiles(file('invoice.pdf')), told);
  if (received.outcome !== 'ticket') throw new Error('It is no ticket.');
  expect(await desk.receive(withFiles(file('invoice.pdf')), told)).toEqual(received);
  const ticket = await desk.ticket(received.ticketId);
  expect(ticket.attachments).toMatchObject([{ name: 'invoice.pdf' }]);
  expectKept(desk, ticket, ticket.attachments);
});

describe('a held mail', () => {
  async function hold(desk: Desk, mail: IncomingMail, verdicts: object = {}) {
    await desk.receive({ ...mail, from: stranger }, { id: randomUUID(), to: [desk.replyTo()], verdicts });
    const [held] = await desk.heldNow();
    if (!held) throw new Error('No mail is held.');
    return held;
  }
  const accept = (desk: Desk, id: string) => acceptHeldMail({ ...desk.world, team: noTeam }, id, exampleTicket.id);

  it('names its files, the first ten of many, and has them once it is accepted', async () => {
    const desk = await receivingDesk(engine);
    const many = Array.from({ length: 12 }, (_, at) => file(`${at}.png`));
    const held = await hold(desk, { ...withFiles(...many), problems: ['The text was cut.'] });
    expect(held.remarks).toEqual([expect.stringContaining('9.png and 2 more.'), 'The text was cut.']);
    expectKept(desk, exampleTicket);
    for (const _ of [1, 2]) await accept(desk, held.id);
    const [entry, ...others] = await desk.entries();
    expect(others).toEqual([]);
    expect(entry?.attachments).toHaveLength(12);
    expect(entry?.mail?.remarks).toEqual(['The text was cut.']);
    expectKept(desk, exampleTicket, entry?.attachments);
  });

  it('with a virus keeps them in its original, which it says', async () => {
    const desk = await receivingDesk(engine);
    const held = await hold(desk, withFiles(file('game.exe')), { virus: 'fail' });
    await accept(desk, held.id);
    const [entry] = await desk.entries();
    expect([entry?.attachments, entry?.mail?.remarks]).toEqual([undefined, [expect.stringContaining('game.exe')]]);
  });

  it('that can’t be read is accepted as it is', async () => {
    const desk = await receivingDesk(engine);
    await desk.receive('It has no end.', { to: [desk.replyTo()] });
    const [held] = await desk.heldNow();
    await accept(desk, held?.id ?? '');
    expect(await desk.entries()).toMatchObject([{ mail: { remarks: ['It has no end.'] } }]);
  });
});

describe('names of files', () => {
  it('are safe to save under, whatever the sender wrote', () => {
    const fragment = fc.constantFrom(
      '..',
      '/',
      '\\',
      '\u202e',
      '\0',
      '\n',
      '.exe',
      '\u200b',
      'a',
      'C:',
      '語',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(fragment, fc.string({ unit: 'binary' })), { maxLength: 12 }), (parts) => {
        const name = safeFileName(parts.join(''), 'file-1');
        expect(isFileName(name) && name.length <= 255).toBe(true);
        expect(name).not.toMatch(/^\.+$/);
      }),
    );
  });

  it('and the first 50 of 60 files reach a ticket as they are read', async () => {
    const desk = await receivingDesk(engine);
    const names = ['../../x', `${'y'.repeat(300)}.pdf`, ...Array.from({ length: 58 }, (_, at) => `${at}.txt`)];
    const lines = names.flatMap((name) => ['--b', `Content-Disposition: attachment; filename="${name}"`, '', name]);
    const head = ['From: user@example.com', 'Content-Type: multipart/mixed; boundary=b', ''];
    const mail = await readMail(Buffer.from([...head, ...lines, '--b--'].join('\r\n')));
    await desk.receive(mail, { to: [desk.replyTo()] });
    const [entry] = await desk.entries();
    expect(entry?.attachments?.slice(0, 3).map(({ name }) => name)).toEqual(['x', `${'y'.repeat(251)}.pdf`, '0.txt']);
    expect(entry?.attachments).toHaveLength(50);
    expect(entry?.mail?.remarks).toEqual([expect.stringContaining('first 50 of 60 files')]);
  });
});
