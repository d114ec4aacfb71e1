import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { dynamoHeldMail } from '#adapters/dynamo/dynamo-held-mail.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import type { TicketsDatabase } from '#bin/desk-database.ts';
import { inProgress } from '#core/due/adopt-auto-close.ts';
import { type AutoCloseStep, autoCloseStep, dueStep } from '#core/due/auto-close-due.ts';
import { later } from '#core/due/due-entry.ts';
import { hasHeldMail } from '#core/inbound/has-held-mail.ts';
import { oneLine } from '#core/mail/subject.ts';
import type { AutoClose } from '#core/ticket/auto-close.ts';
import { type Ticket, ticketNumber } from '#core/ticket/ticket.ts';
import { autoCloseSetting } from '#lib/settings.ts';
import { howToMend, mistakesOf, SettingsError } from '#lib/settings-mistakes.ts';

/** The options of `desk auto-close`, for `parseArgs`. */
export const previewOptions = {
  preview: { type: 'boolean', default: false },
  settings: { type: 'string', default: 'desk' },
} as const;

/**
 * `auto-close --preview`: prints what the setting in the file `cdkJson` would do next to each ticket that waits for its customer, earliest first, and
 * changes nothing. Without the setting, it shows what its defaults would do.
 */
export async function previewAutoClose(
  { preview, settings: block }: { readonly preview: boolean; readonly settings: string },
  cdkJson: string,
  database: () => Promise<TicketsDatabase>,
  print: (line: string) => void,
): Promise<void> {
  if (!preview) throw new Error('Tickets are closed by the desk itself. To see which ones, add --preview.');
  const { client, tickets } = await database();
  const { context = {} } = JSON.parse(await readFile(cdkJson, 'utf8'));
  if (context[block] === undefined) throw new Error(`The context in ${cdkJson} has no block "${block}".`);
  const { isSet, setting } = settingIn(context[block], block);
  const { days, remindDays } = setting;
  const source = isSet ? `as in ${cdkJson}` : `the default: ${cdkJson} doesn’t set it`;
  print(`autoClose { days: ${days}, remindDays: ${remindDays} } (${source})`);
  const now = new Date().toISOString();
  const isHeldFor = (ticket: Ticket) => hasHeldMail(dynamoHeldMail(tickets, client), ticket);
  const steps = await stepsOf(inProgress(dynamoTicketStore(tickets, client)), setting, now, isHeldFor);
  for (const { ticket, isDue, isHeld, what, at } of steps) {
    const when = isDue ? 'now'.padEnd('2026-01-01T00:00Z'.length) : minuteOf(at);
    const closes =
      what === 'close' ? '' : ` (to close from ${minuteOf(later(isDue || isHeld ? now : at, remindDays * DAY_MS))})`;
    const unless = isHeld ? ' (waiting until its held mail is accepted or deleted)' : '';
    print(
      `${when}  ${what.padEnd('remind'.length)}  ${ticketNumber(ticket)}  ${oneLine(ticket.subject)}${closes}${unless}`,
    );
  }
  const due = (what: AutoCloseStep['what']) => steps.filter((one) => one.what === what && one.isDue).length;
  print(
    `Waiting for their customers: ${steps.length}. To be reminded now: ${due('remind')}, to be closed now: ${due('close')}.`,
  );
}

const DAY_MS = 86_400_000;
const minuteOf = (time: string) => `${time.slice(0, '2026-01-01T00:00'.length)}Z`;

function settingIn(block: unknown, name: string): { isSet: boolean; setting: AutoClose } {
  const parsed = z.looseObject({ autoClose: autoCloseSetting.optional() }).safeParse(block);
  if (!parsed.success) throw new Error(howToMend(new SettingsError(mistakesOf(parsed.error)), name));
  const { autoClose } = parsed.data;
  return { isSet: autoClose !== undefined, setting: autoClose ?? autoCloseSetting.parse({}) };
}

async function stepsOf(
  parts: AsyncIterable<readonly Ticket[]>,
  setting: AutoClose,
  now: string,
  isHeldFor: (ticket: Ticket) => Promise<boolean>,
) {
  const steps: ({ readonly ticket: Ticket; readonly isDue: boolean; readonly isHeld: boolean } & AutoCloseStep)[] = [];
  for await (const part of parts) {
    for (const ticket of part) {
      const due = dueStep(ticket, setting, now);
      const step = due ?? autoCloseStep(ticket, setting);
      const isHeld = due !== undefined && (await isHeldFor(ticket));
      if (step) steps.push({ ticket, isDue: due !== undefined && !isHeld, isHeld, ...step });
    }
  }
  return steps.toSorted((a, b) => (a.at < b.at ? -1 : 1));
}
