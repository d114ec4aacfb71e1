import type { Targets } from '#core/ticket/targets.ts';

/** Targets as a ticket's item has them: in milliseconds, so that they take little room, and each absent where `Targets` has null. */
export interface TargetAttributes {
  reply_within?: number;
  resolve_within?: number;
  reply_due?: number;
  resolve_due?: number;
  replied?: number;
  paused?: number;
  calendar?: string;
}

export const targetAttributes = (targets: Targets): TargetAttributes => ({
  ...(targets.replyWithin !== undefined && { reply_within: targets.replyWithin }),
  ...(targets.resolveWithin !== undefined && { resolve_within: targets.resolveWithin }),
  ...(targets.replyDueAt !== null && { reply_due: targets.replyDueAt }),
  ...(targets.resolveDueAt !== null && { resolve_due: targets.resolveDueAt }),
  ...(targets.repliedAt !== null && { replied: targets.repliedAt }),
  ...(targets.pausedAt !== null && { paused: targets.pausedAt }),
  ...(targets.calendar !== null && { calendar: targets.calendar }),
});

export const toTargets = (item: TargetAttributes): Targets => ({
  ...(item.reply_within !== undefined && { replyWithin: item.reply_within }),
  ...(item.resolve_within !== undefined && { resolveWithin: item.resolve_within }),
  replyDueAt: item.reply_due ?? null,
  resolveDueAt: item.resolve_due ?? null,
  repliedAt: item.replied ?? null,
  pausedAt: item.paused ?? null,
  calendar: item.calendar ?? null,
});
