import { DeskError } from '#core/errors.ts';
import type { Clock, NewId, Pause } from '#core/ports.ts';
import type { Attachment } from './attachment.ts';
import { changeUploads } from './change-uploads.ts';
import type { FileStore, Upload, Uploader, UploadForm, UploadStore, Uploads } from './ports.ts';

/** The most uploads that one uploader may have that no message has claimed. */
const MAX_UNCLAIMED = 20;

/** The most bytes that a customer may announce on one day (UTC). Agents may announce any number. */
const MAX_BYTES_A_DAY = 500_000_000;

/** The time in which a file can be uploaded, and that in which it can be claimed: a draft may wait for the next morning. */
const FORM_SECONDS = 7200;
const CLAIM_MS = 86_400_000;

/** A file as it is announced. */
export type AnnouncedFile = Omit<Attachment, 'id'>;

interface UploadWorld {
  readonly uploads: UploadStore;
  readonly files: Pick<FileStore, 'form'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
  readonly pause: Pause;
}

/** Announces a file, and returns the form that uploads it. Throws `upload_quota`, `contended` and `unavailable`. */
export async function createUpload(
  world: UploadWorld,
  uploader: Uploader,
  file: AnnouncedFile,
): Promise<{ readonly upload: Upload; readonly form: UploadForm }> {
  const now = world.clock.now();
  const upload = { ...file, id: world.newId(), expiresAt: timestampOf(now + CLAIM_MS) };
  // Made first: if that fails, nothing counts against the limits.
  const form = await world.files.form(upload, FORM_SECONDS);
  await changeUploads(world, uploader, (before) => withUpload(before, upload, now, uploader.type));
  return { upload, form };
}

/** Returns the uploads with one more, without those that have expired. Throws `upload_quota`. */
function withUpload(before: Uploads, upload: Upload, now: number, type: Uploader['type']): Uploads {
  if (before.unclaimed.some(({ id }) => id === upload.id)) return before;
  const time = timestampOf(now);
  const day = time.slice(0, 10);
  const unclaimed = before.unclaimed.filter(({ expiresAt }) => expiresAt > time);
  if (unclaimed.length >= MAX_UNCLAIMED) {
    throw quota(
      `You have ${MAX_UNCLAIMED} files that are not in a message yet. Send some of them, or try again later.`,
    );
  }
  const bytes = upload.size + (before.day === day ? before.bytes : 0);
  if (type === 'customer' && bytes > MAX_BYTES_A_DAY) {
    throw quota(`You can upload ${MAX_BYTES_A_DAY / 1_000_000} MB a day. Try again tomorrow.`);
  }
  return { ...before, unclaimed: [...unclaimed, upload], day, bytes };
}

const quota = (detail: string) => new DeskError('upload_quota', detail);

/** Returns a time in milliseconds since the epoch as RFC 3339 with nine fractional digits. */
export const timestampOf = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace('Z', '000000Z');
