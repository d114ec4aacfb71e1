import { effect, type Signal } from '@preact/signals';
import type { MessageKind } from '#core/ticket/entry.ts';
import { withEntry } from '#dashboard/model/with-entry.ts';
import type { Device } from './device.ts';
import { syncEntries } from './synced-entries.ts';

/** Drafts, by ticket and kind. It is nobody's key, and stays on the device when an agent signs out. */
export type Drafts = ReadonlyMap<string, string>;

/** Why drafts are drafts again although they were sent, by ticket and kind. */
export type Notices = ReadonlyMap<string, string>;

const DRAFT = 'support-desk-draft ';
const NOTICE = 'support-desk-notice ';
/** More drafts than these are kept only while they are younger than 90 days. */
const ALWAYS_KEPT = 500;
const KEPT_MS = 90 * 86_400_000;

export const draftKey = (ticketId: string, kind: MessageKind): string => `${ticketId} ${kind}`;

export const draftOf = (drafts: Drafts, ticketId: string, kind: MessageKind): string =>
  drafts.get(draftKey(ticketId, kind)) ?? '';

/** The drafts with this one, as the latest; an empty one is none. */
export const withDraft = (drafts: Drafts, ticketId: string, kind: MessageKind, text: string): Drafts =>
  withEntry(drafts, draftKey(ticketId, kind), text === '' ? undefined : text);

interface State {
  readonly drafts: Signal<Drafts>;
  readonly notices: Signal<Notices>;
}

/** Keeps drafts and notices on the device, each as an entry of its own. Returns what to call with what an agent types. */
export function keepDrafts({ drafts, notices }: State, device: Device, clock: () => number) {
  let typed = { key: '', at: Number.NEGATIVE_INFINITY };
  const write = (text: string) => JSON.stringify({ text, at: clock() });

  syncEntries(device, drafts, {
    prefix: DRAFT,
    write,
    read,
    tooMany: (found) =>
      found
        .slice(0, -ALWAYS_KEPT)
        .filter(({ at }) => at < clock() - KEPT_MS)
        .map(({ key }) => key),
    // What the agent types here counts, though what they typed there before arrives only now.
    merge: (key, ours, { value, at }) => (key === typed.key && at < typed.at ? ours : value),
  });
  syncEntries(device, notices, { prefix: NOTICE, write, read });
  effect(() => {
    const current = [...notices.value].filter(([key]) => drafts.value.has(key));
    if (current.length < notices.value.size) notices.value = new Map(current);
  });

  return (ticketId: string, kind: MessageKind, text: string): void => {
    typed = { key: draftKey(ticketId, kind), at: clock() };
    drafts.value = withDraft(drafts.value, ticketId, kind, text);
  };
}

function read(entry: string): { readonly value: string; readonly at: number } | undefined {
  try {
    const { text, at } = JSON.parse(entry);
    return typeof text === 'string' && text !== '' ? { value: text, at: Number(at) || 0 } : undefined;
  } catch {
    return undefined;
  }
}
