import { expect, it } from 'vitest';
import { deskWithSes, newCustomer } from './desk-with-ses.ts';

const lines: { message?: string; ticket_id?: string; event_id?: string }[] = [];
const onLog = (line: string) => void (line.startsWith('{') && lines.push(JSON.parse(line)));
const { desk, ses, asAgent, submit, reply, resend } = deskWithSes(() => ({ onLog }));

it('only a new ticket, a reply and a resend start the function that sends mail, and each for its ticket alone', async () => {
  const [id, other] = [await submit(newCustomer()), await submit(newCustomer())];
  await asAgent(`support-tickets/${id}/replies`, { kind: 'note', body: 'Look at the log.' });
  await asAgent(`support-tickets/${id}`, { priority: 'high', tags: ['billing'] }, 'PATCH');
  await desk().settled();
  const started = () => lines.filter(({ message }) => message === 'notify').map(({ ticket_id }) => ticket_id);
  expect(started().sort()).toEqual([id, other].sort());

  ses().decideBy(() => 'is dropped before');
  const { id: message } = await reply(id, 'Try again.');
  await asAgent(`support-tickets/${id}/close`, {});
  await desk().settled();
  ses().decideBy(() => 'passes');
  await resend(id, message);
  await desk().settled();
  expect(started().slice(2)).toEqual([id, id]);
  const ids = lines.filter(({ message: it }) => it === 'notify').map(({ event_id }) => event_id);
  expect(ids).toContain(message);
  expect(new Set(ids).size).toBe(4);
});
