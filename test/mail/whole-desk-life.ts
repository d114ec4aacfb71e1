import type { Desk } from './whole-desk.ts';
import { addText, change, resend, setActive } from './whole-desk-agents.ts';
import { customerMails, customerReplies, importTicket, submit } from './whole-desk-customers.ts';
import { merge, mergeBothWays } from './whole-desk-merging.ts';
import { newPast, type Past } from './whole-desk-past.ts';
import type { Step } from './whole-desk-steps.ts';
import { autoClose } from './whole-desk-targets.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Does what people, machines and clocks do. Returns what people wrote and requested. */
export async function live(desk: Desk, steps: readonly Step[]): Promise<Pick<Past, 'written' | 'requests'>> {
  const past = await newPast(desk);
  const { time } = desk;
  let running: Promise<unknown>[] = [];
  for (const step of steps) {
    time.skew = step.skew;
    if (step.what === 'time passes' || step.what === 'sweep') time.now += step.minutes * MINUTE;
    else if (step.what === 'a day passes') time.now += DAY;
    running.push(happen(past, step, running.length === 0 && !step.meanwhile));
    if (step.meanwhile) continue;
    await Promise.all(running);
    running = [];
  }
  await Promise.all(running);
  return past;
}

/** One thing happens, alone or while others do. */
async function happen(past: Past, step: Step, isAlone: boolean): Promise<unknown> {
  const { desk, ids, merged } = past;
  const { what, pick } = step;
  if (what === 'submit') return submit(past, step);
  if (what === 'import') return importTicket(past, step);
  if (what === 'deploy') return void Object.assign(desk.settings, { autoClose: step.close ? autoClose : undefined });
  if (what === 'deactivate' || what === 'reactivate') return setActive(desk, what === 'reactivate');
  const ticketId = ids[pick % ids.length];
  const other = ids[step.other % ids.length];
  if (ticketId === undefined || other === undefined) return undefined;
  if (what === 'customer replies') return customerReplies(past, step, ticketId);
  if (what === 'customer mails') return customerMails(past, step, ticketId);
  if (what === 'reply' || what === 'note') return addText(past, step, ticketId, what);
  if (what === 'change') return change(past, step, [ticketId]);
  if (what === 'change many')
    return change(past, { ...step, isConditional: true }, [...new Set([ticketId, ...ids.slice(-3)])]);
  if (what === 'resend') return resend(past, step, ticketId);
  if (what === 'merge') return mergeWhile(past, step, ticketId, other, isAlone);
  if (what === 'merge both ways') return mergeBothWays(past, step, ticketId, other);
  if (what === 'unmerge') return mergeWhile(past, step, merged[pick % merged.length] ?? ticketId, null, isAlone);
  return machine(desk, step);
}

/** A ticket is merged, or taken out again, perhaps while its customer writes. */
async function mergeWhile(past: Past, step: Step, ticketId: string, into: string | null, isAlone: boolean) {
  const { withMessage } = step;
  const merging = merge(past, step, ticketId, into, isAlone && !withMessage);
  await Promise.all([merging, withMessage && customerReplies(past, step, ticketId)]);
}

async function machine(desk: Desk, { what, pick, twice, minutes }: Step): Promise<void> {
  const times = twice ? [0, 1] : [0];
  await desk.follow();
  const records = desk.records();
  const record = records[pick % records.length];
  if (what === 'views') await Promise.all(times.map(() => desk.project(pick % desk.shards, 1 + (pick % 7), pick % 4)));
  else if (what === 'replay') await desk.replay(pick % desk.shards, pick);
  else if (what === 'tell' && record) await Promise.all(times.map(() => desk.tell(record)));
  else if (what === 'tell backwards') for (const one of records.toReversed()) await desk.tell(one);
  else if (what === 'sweep') await Promise.all(times.map(() => desk.sweep(desk.time.now)));
  else if (what === 'sweep early') await desk.sweep(desk.time.now - minutes * MINUTE);
}
