import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import type { TicketsDatabase } from '#bin/desk-database.ts';
import { inProgress } from '#core/due/adopt-auto-close.ts';
import { type AutoCloseStep, autoCloseStep } from '#core/due/auto-close-due.ts';
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
  const { context } = JSON.parse(await readFile(cdkJson, 'utf8'));
  const { isSet, setting } = settingIn(context[block], block);
  const { days, remindDays } = setting;
  const source = isSet ? `as in ${cdkJson}` : `the default: ${cdkJson} doesn’t set it`;
  print(`autoClose { days: ${days}, remindDays: ${remindDays} } (${source})`);
  const now = new Date().toISOString();
  const steps = await stepsOf(inProgress(dynamoTicketStore(tickets, client)), setting);
  for (const { ticket, what, at } of steps) {
    const when = at > now ? `${at.slice(0, 16)}Z` : 'now'.padEnd('2026-01-01T00:00Z'.length);
    print(
      `${when}  ${what.padEnd('remind'.length)}  ${ticketNumber(ticket)}  ${ticket.subject.replaceAll(/\p{Cc}+/gu, ' ')}`,
    );
  }
  const due = (what: AutoCloseStep['what']) => steps.filter((one) => one.what === what && one.at <= now).length;
  print(
    `Waiting for their customers: ${steps.length}. To be reminded now: ${due('remind')}, to be closed now: ${due('close')}.`,
  );
}

function settingIn(block: unknown, name: string): { isSet: boolean; setting: AutoClose } {
  const parsed = z.looseObject({ autoClose: autoCloseSetting.optional() }).safeParse(block ?? {});
  if (!parsed.success) throw new Error(howToMend(new SettingsError(mistakesOf(parsed.error)), name));
  const { autoClose } = parsed.data;
  return { isSet: autoClose !== undefined, setting: autoClose ?? autoCloseSetting.parse({}) };
}

async function stepsOf(parts: AsyncIterable<readonly Ticket[]>, setting: AutoClose) {
  const steps: ({ readonly ticket: Ticket } & AutoCloseStep)[] = [];
  for await (const part of parts) {
    for (const ticket of part) {
      const step = autoCloseStep(ticket, setting);
      if (step) steps.push({ ticket, ...step });
    }
  }
  return steps.toSorted((a, b) => (a.at < b.at ? -1 : 1));
}
