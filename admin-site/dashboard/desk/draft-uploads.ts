import { action, createModel, effect, signal, untracked } from '@preact/signals';
import { MAX_ATTACHMENTS } from '#core/files/attachment.ts';
import type { MessageKind } from '#core/ticket/entry.ts';
import { withEntry } from '#dashboard/model/with-entry.ts';
import { filesOf } from '#dashboard/storage/draft-files.ts';
import { draftKey } from '#dashboard/storage/drafts.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import type { FileApi } from '#dashboard/wire/file-api.ts';
import { type Announce, type SendForm, UploadError } from '#site/files/upload.ts';
import { type Upload, uploadOf } from '#site/files/upload-job.ts';
import { Uploads } from '#site/files/uploads.ts';
import type { Composer } from './composer.ts';
import type { Session } from './session.ts';

interface World {
  readonly session: Session;
  readonly composer: Composer;
  readonly fileApiOf: (api: DeskApi) => FileApi;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly send?: SendForm;
}

/** The reason why a message can't be sent with its files as they are. */
export type Obstacle =
  | { readonly kind: 'busy' | 'failed' | 'expired'; readonly names: readonly string[] }
  | { readonly kind: 'too_many'; readonly surplus: number };

export type DraftUploads = InstanceType<typeof DraftUploads>;

/** The files of all drafts. Those that are uploaded are kept with their drafts; the others are this tab's, and its agent's. Never throws. */
export const DraftUploads = createModel(({ session, composer, fileApiOf, clock, send }: World) => {
  const lists = new Map<string, Uploads>();
  /** Files that aren't uploaded yet, by draft. */
  const unfinished = signal<ReadonlyMap<string, readonly Upload[]>>(new Map());
  /** True while a file is being uploaded. */
  const isBusy = signal(false);

  const announce: Announce = async (file) => {
    const api = session.api.value;
    if (!api) throw new UploadError('connection');
    try {
      return await fileApiOf(api).announce(file);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw new UploadError('connection');
      if (error.status === 401 && session.api.value === api) session.failed(error);
      throw new UploadError('refused', error.message);
    }
  };

  function uploadsOf(ticketId: string, kind: MessageKind): Uploads {
    const key = draftKey(ticketId, kind);
    const changed = action(() => {
      for (const file of uploads.take()) composer.addFile(ticketId, kind, file);
      unfinished.value = withEntry(unfinished.value, key, uploads.all.length > 0 ? uploads.all : undefined);
      isBusy.value = [...lists.values()].some((list) => list.isBusy);
    });
    const uploads: Uploads = lists.get(key) ?? new Uploads({ announce, changed, clock, ...(send && { send }) });
    lists.set(key, uploads);
    return uploads;
  }

  const stored = (ticketId: string, kind: MessageKind) => composer.filesOf(ticketId, kind);

  function clear(): void {
    for (const uploads of lists.values()) uploads.clear();
  }

  let agent: string | undefined;
  effect(() => {
    const now = session.agentId.value;
    if (agent !== undefined && now !== agent) untracked(clear);
    agent = now;
  });

  return {
    isBusy,
    unfinished,
    /** Uploads files. One that has the name of an expired one takes its place. */
    add(ticketId: string, kind: MessageKind, files: readonly File[]): void {
      for (const { id, name, expiresAt } of stored(ticketId, kind)) {
        if (expiresAt <= clock() && files.some((file) => file.name === name)) composer.removeFile(ticketId, kind, id);
      }
      uploadsOf(ticketId, kind).add(files, stored(ticketId, kind).length);
    },
    retry: (ticketId: string, kind: MessageKind, key: number): void =>
      uploadsOf(ticketId, kind).retry(key, stored(ticketId, kind).length),
    /** Retries what failed because there was no connection. */
    retryLost(): void {
      for (const uploads of lists.values()) {
        for (const { key, problem } of uploads.all) if (problem?.reason === 'connection') uploads.retry(key);
      }
    },
    /** Removes a file; one that is being uploaded is canceled. */
    remove(ticketId: string, kind: MessageKind, key: number): void {
      const file = stored(ticketId, kind).find((one) => one.key === key);
      if (file) composer.removeFile(ticketId, kind, file.id);
      else uploadsOf(ticketId, kind).remove(key);
    },
  };
});

/** Returns a draft's files, in the order in which they were added, as they are `now` (milliseconds since 1970). */
export const draftFiles = (
  { files }: Pick<Composer, 'files'>,
  { unfinished }: Pick<DraftUploads, 'unfinished'>,
  ticketId: string,
  kind: MessageKind,
  now: number,
): readonly Upload[] =>
  [
    ...filesOf(files.value, ticketId, kind).map((file) => uploadOf(file, now)),
    ...(unfinished.value.get(draftKey(ticketId, kind)) ?? []),
  ].sort((one, other) => one.key - other.key);

/** Returns the reason why a message can't be sent with these files. */
export function obstacleIn(files: readonly Upload[]): Obstacle | undefined {
  const named = (kind: 'busy' | 'failed' | 'expired', is: (upload: Upload) => boolean): Obstacle | undefined => {
    const names = files.filter(is).map(({ name }) => name);
    return names.length > 0 ? { kind, names } : undefined;
  };
  const isExpired = ({ problem, isRetryable }: Upload) => problem?.reason === 'expired' && !isRetryable;
  return (
    named('expired', isExpired) ??
    named('failed', ({ state }) => state === 'failed') ??
    named('busy', ({ state }) => state !== 'done') ??
    (files.length > MAX_ATTACHMENTS ? { kind: 'too_many', surplus: files.length - MAX_ATTACHMENTS } : undefined)
  );
}
