import type { MessageKind } from '../../functions/core/message.ts';
import { stored } from './device-storage.ts';

/** What is being written, by ticket and kind. It is nobody's key, and stays on the device when an agent signs out. */
export type Drafts = ReadonlyMap<string, string>;

const NAME = 'support-desk-drafts';
const MOST = 100;

const keyOf = (ticketId: string, kind: MessageKind): string => `${ticketId} ${kind}`;

export const draftOf = (drafts: Drafts, ticketId: string, kind: MessageKind): string =>
  drafts.get(keyOf(ticketId, kind)) ?? '';

/** The drafts with this one, as the latest; an empty one is none. */
export function withDraft(drafts: Drafts, ticketId: string, kind: MessageKind, text: string): Drafts {
  const others = new Map(drafts);
  others.delete(keyOf(ticketId, kind));
  return text === '' ? others : others.set(keyOf(ticketId, kind), text);
}

/** The drafts of this device. */
export function storedDrafts(): Drafts {
  const pairs = stored(() => JSON.parse(localStorage.getItem(NAME) ?? '[]') as unknown);
  const isPair = (pair: unknown): pair is [string, string] =>
    Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string');
  return new Map(Array.isArray(pairs) ? pairs.filter(isPair) : []);
}

/** Keeps the latest ones. */
export function keepDrafts(drafts: Drafts): void {
  stored(() =>
    drafts.size === 0
      ? localStorage.removeItem(NAME)
      : localStorage.setItem(NAME, JSON.stringify([...drafts].slice(-MOST))),
  );
}
