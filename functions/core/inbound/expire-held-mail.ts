import type { Act } from '#core/due/run-due.ts';
import type { HeldMailStore } from './held-mail.ts';
import type { ReceivedMails } from './ports.ts';

/** The ports that deleting held mail needs. */
export interface Deleting {
  readonly held: Pick<HeldMailStore, 'get' | 'condemn' | 'remove'>;
  readonly originals: Pick<ReceivedMails, 'remove'>;
}

/** Returns the sweeper's work for held mail: deletes what has expired. */
export const expireHeldMail =
  (world: Deleting): Act =>
  async (id, version, now) => {
    const mail = await world.held.get(id);
    if (mail && mail.expiresAt > new Date(now).toISOString()) return { next: { at: mail.expiresAt, version } };
    if (mail) await deleteHeldMail(world, id);
    return { next: undefined };
  };

/**
 * Deletes a held mail for good; one that an agent accepted is part of a ticket, which keeps its original: also if that happens at the same time. Does nothing if it
 * is gone. Throws `unavailable`; call it again then.
 */
export async function deleteHeldMail({ held, originals }: Deleting, id: string): Promise<void> {
  const mail = await held.get(id);
  if (!mail) return;
  if (await held.condemn(id)) await originals.remove(mail.mailId);
  await held.remove(id);
}
