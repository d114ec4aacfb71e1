import type { DueStore } from '#core/due/ports.ts';
import { type HeldMailStore, heldMailExpiry } from './held-mail.ts';

const PAGE = 100;

/** Puts the due entries of held mail in place, from the mail as it is; the sweeper removes those that nothing needs. Throws `unavailable`. */
export async function rebuildHeldMail({
  held,
  due,
}: {
  readonly held: Pick<HeldMailStore, 'page'>;
  readonly due: Pick<DueStore, 'put'>;
}): Promise<void> {
  let after: string | undefined;
  do {
    const { mails, more } = await held.page(PAGE, after);
    for (const mail of mails) await due.put(heldMailExpiry(mail));
    after = more ? mails.at(-1)?.id : undefined;
  } while (after !== undefined);
}
