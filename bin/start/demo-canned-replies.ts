import { randomUUID } from 'node:crypto';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { type CannedReply, type CannedReplyStore, saveCannedReply } from '#core/canned/canned-reply.ts';

const demoReplies: readonly Pick<CannedReply, 'name' | 'body' | 'actions'>[] = [
  {
    name: 'Need more details',
    body: `Hi {first_name},

thanks for writing to us about {ticket_number}. To find out what went wrong, we need a little more:

- What did you do just before it happened?
- What did you expect to see, and what did you see instead?
- Which browser and which operating system do you use?

A screenshot often helps most.`,
  },
  {
    name: 'Credits are back',
    body: `Hi {first_name},

you are right, that should not have cost you anything. Your credits are back; reload the page to see them.

Sorry for the trouble!`,
    actions: { status: 'closed', tags: ['billing'] },
  },
  {
    name: 'Fixed, please try again',
    body: `Hi {first_name},

we found the cause of {ticket_number} and fixed it a moment ago. Could you try again? If it still happens, just answer here and we look into it at once.

Thank you for telling us.`,
  },
];

/** Gives a new desk some canned replies. */
export async function addDemoCannedReplies(cannedReplies: CannedReplyStore): Promise<void> {
  const world = { cannedReplies, clock: systemClock, pause: randomPause };
  await Promise.all(demoReplies.map((draft) => saveCannedReply(world, randomUUID(), draft)));
}
