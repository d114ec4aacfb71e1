import type { MessageKind } from '#core/ticket/entry.ts';
import type { Desk } from '#dashboard/desk/desk.ts';
import { obstacleIn } from '#dashboard/desk/draft-uploads.ts';
import * as words from './messages.ts';
import { filesToSend } from './uploads-of.ts';

/** Returns the reason why a message can't be sent with its files as they are, in words for the agent. */
export function cannotSend(desk: Desk, ticketId: string, kind: MessageKind): string | undefined {
  const obstacle = obstacleIn(filesToSend(desk, ticketId, kind));
  if (!obstacle) return undefined;
  return obstacle.kind === 'too_many'
    ? words.sendLater.too_many(obstacle.surplus)
    : words.sendLater[obstacle.kind](obstacle.names);
}
