import type { Signal } from '@preact/signals';
import type { MessageKind } from '#core/ticket/entry.ts';
import { withEntry } from '#dashboard/model/with-entry.ts';
import type { UploadedFile } from '#site/files/upload-job.ts';
import type { Device } from './device.ts';
import { draftKey } from './drafts.ts';
import { syncEntries } from './synced-entries.ts';

/** The uploaded files of drafts, each by its ticket, kind and id. */
export type DraftFiles = ReadonlyMap<string, UploadedFile>;

const PREFIX = 'support-desk-file ';
/** Expired files are named for so long, for agents who are away. */
const NAMED_MS = 90 * 86_400_000;

/** Returns a draft's files, in the order in which they were added. */
export function filesOf(files: DraftFiles, ticketId: string, kind: MessageKind): readonly UploadedFile[] {
  const prefix = nameOf(ticketId, kind, '');
  return [...files]
    .flatMap(([name, file]) => (name.startsWith(prefix) ? [file] : []))
    .sort((one, other) => one.key - other.key);
}

/** Files with one more of a draft. */
export const withFile = (files: DraftFiles, ticketId: string, kind: MessageKind, file: UploadedFile): DraftFiles =>
  withEntry(files, nameOf(ticketId, kind, file.id), file);

/** Files without these of a draft. */
export const withoutFiles = (
  files: DraftFiles,
  ticketId: string,
  kind: MessageKind,
  ids: readonly string[],
): DraftFiles => ids.reduce((rest, id) => withEntry(rest, nameOf(ticketId, kind, id), undefined), files);

const nameOf = (ticketId: string, kind: MessageKind, id: string) => `${draftKey(ticketId, kind)} ${id}`;

/** Keeps the files of drafts on the device, each as an entry of its own, so that two tabs can add to one draft. */
export function keepDraftFiles(files: Signal<DraftFiles>, device: Device, clock: () => number): void {
  syncEntries(device, files, {
    prefix: PREFIX,
    write: JSON.stringify,
    read,
    tooMany: (found) => found.filter(({ at }) => at < clock() - NAMED_MS).map(({ key }) => key),
  });
}

/** Reads an entry; `at` is when its upload expires. */
function read(entry: string): { readonly value: UploadedFile; readonly at: number } | undefined {
  try {
    const value = JSON.parse(entry) as UploadedFile;
    return isUploadedFile(value) ? { value, at: value.expiresAt } : undefined;
  } catch {
    return undefined;
  }
}

/** Returns true if something that was stored is an uploaded file. */
const isUploadedFile = ({ id, name, key, size, expiresAt }: UploadedFile): boolean =>
  typeof id === 'string' && typeof name === 'string' && [key, size, expiresAt].every(Number.isFinite);
