import { DeskError, invalidFields } from '#core/errors.ts';
import type { Clock } from '#core/ports.ts';
import { agentNameMistake, trimmedName } from './agent-name.ts';
import type { InvitationStore } from './ports.ts';

interface World {
  readonly invitations: InvitationStore;
  readonly clock: Pick<Clock, 'timestamp'>;
  /** Generates a key: 256 random bits. */
  readonly newKey: () => string;
}

/** Exchanges an invitation for a key, which is called `name`. Throws `invalid_fields`, before the invitation is used, `invitation_spent`, `unavailable`. */
export async function acceptInvitation({ invitations, clock, newKey }: World, token: string, text: string) {
  const name = trimmedName(text);
  const mistake = agentNameMistake(name);
  if (mistake !== undefined) throw invalidFields([{ pointer: '#/name', detail: mistake }]);
  const key = newKey();
  if (await invitations.accept(token, { key, name }, clock.timestamp())) return key;
  throw new DeskError(
    'invitation_spent',
    'This invitation was used before, or has expired. Ask an admin for a new one.',
  );
}
