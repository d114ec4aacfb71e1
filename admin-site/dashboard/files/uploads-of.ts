import { effect } from '@preact/signals';
import type { MessageKind } from '#core/ticket/entry.ts';
import type { Desk } from '#dashboard/desk/desk.ts';
import { DraftUploads, draftFiles } from '#dashboard/desk/draft-uploads.ts';
import { fileApi } from '#dashboard/wire/file-api.ts';
import type { Upload } from '#site/files/upload-job.ts';

const known = new WeakMap<Desk, DraftUploads>();

/** Returns the uploads of a desk. While one is under way, the browser asks before it leaves the page. */
export function uploadsOf(desk: Desk): DraftUploads {
  const uploads = known.get(desk) ?? newUploads(desk);
  known.set(desk, uploads);
  return uploads;
}

/** Returns the files of the message that is being written; changes as time passes, too. */
export const filesToSend = (desk: Desk, ticketId: string, kind: MessageKind): readonly Upload[] =>
  draftFiles(desk.composer, uploadsOf(desk), ticketId, kind, Math.max(desk.session.now.value, Date.now()));

function newUploads({ session, composer }: Desk): DraftUploads {
  const uploads = new DraftUploads({
    session,
    composer,
    fileApiOf: ({ connection }) => fileApi(connection),
    clock: Date.now,
  });
  addEventListener('online', uploads.retryLost);
  const ask = (event: Event) => event.preventDefault();
  effect(() => {
    if (uploads.isBusy.value) addEventListener('beforeunload', ask);
    else removeEventListener('beforeunload', ask);
  });
  return uploads;
}
