import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { toItem } from '#adapters/dynamo/ticket-item.ts';
import { addMail, mailOnce } from '#core/inbound/add-mail.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { submitTicket } from '#core/ticket/submit-ticket.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { untilAnswered } from './until-answered.ts';
import type { Past, Written } from './whole-desk-past.ts';
import type { Step } from './whole-desk-steps.ts';
import { shopHours, soldTiers } from './whole-desk-targets.ts';

const author = { type: 'customer' } as const;
const newText = () => `text-${randomUUID()}`;
/** Most tickets are of one customer, so that they can be merged. */
const userIdOf = ({ pick }: Step) => (pick % 4 === 0 ? 'user-1' : 'user-0');

export async function submit({ desk, ids, written }: Past, step: Step): Promise<void> {
  const text = newText();
  const idempotencyKey = randomUUID();
  const customer = { issuer: '', userId: userIdOf(step), email: 'user@example.com', creditsPurchased: 100 };
  const hours = shopHours[step.agent + Number(step.close)];
  const world = { ...desk.changing, hours, newId: randomUUID, announce: () => {} };
  const tier = soldTiers[step.pick % soldTiers.length] ?? expect.fail('A shop has tiers.');
  const submitOnce = () => submitTicket(world, customer, tier, { subject: text, message: text, idempotencyKey });
  let id = '';
  await untilAnswered(async () => {
    id = (await submitOnce()).id;
  });
  if (id !== '') ids.push(id);
  if (step.twice) await untilAnswered(submitOnce);
  written.push({ text, ticketId: id, kind: 'ticket', author, hours, version: id === '' ? undefined : 1 });
}

export async function importTicket({ desk, ids, written }: Past, step: Step): Promise<void> {
  const at = desk.changing.clock.timestamp();
  const text = newText();
  const ticket = { ...exampleTicket, id: randomUUID(), userId: userIdOf(step), subject: text, message: text };
  const item = toItem({ ...ticket, createdAt: at, updatedAt: at, activityAt: at }, 'a write', undefined);
  await desk.put({ ...item, imported: true });
  ids.push(ticket.id);
  written.push({ text, ticketId: ticket.id, kind: 'ticket', author, version: 1 });
}

/** Somebody writes to a ticket; `send` returns the version that it made. */
export async function write(
  { written }: Past,
  step: Step,
  what: Omit<Written, 'version'>,
  send: () => Promise<number>,
): Promise<void> {
  const one: Written = { ...what, version: undefined };
  written.push(one);
  const answers = await Promise.all([untilAnswered(send), step.twice ? untilAnswered(send) : undefined]);
  one.version = answers.find((version) => version !== undefined);
}

/** The customer writes to a ticket on the website. */
export async function customerReplies(past: Past, step: Step, ticketId: string): Promise<void> {
  const body = newText();
  const draft = { kind: 'reply', author, body, idempotencyKey: randomUUID() } as const;
  const send = async () => (await addMessage(past.desk.changing, ticketId, draft)).message.version;
  return write(past, step, { text: body, ticketId, kind: 'reply', author }, send);
}

/** The customer replies by mail to what they have got about a ticket. */
export async function customerMails(past: Past, step: Step, ticketId: string): Promise<void> {
  const { changing } = past.desk;
  const text = newText();
  const mail = {
    ...{ id: randomUUID(), from: 'user@example.com', isVerified: true, isForwarded: false },
    ...{ wasHeld: false, automatic: null, quoted: '', remarks: [] },
  };
  const send = async () => {
    await addMail(changing, ticketId, text, mail);
    const done = await changing.threads.recorded(ticketId, mailOnce(mail).id);
    return done?.entry.version ?? expect.fail('A mail that was taken is on no ticket.');
  };
  return write(past, step, { text, ticketId, kind: 'reply', author }, send);
}
