import { contended } from '#core/errors.ts';
import type { Pause } from '#core/ports.ts';
import type { Uploader, UploadStore, Uploads } from './ports.ts';

/** Other requests of the same uploader may win this many races in a row. */
const MAX_ATTEMPTS = 10;

/** Changes what an uploader has uploaded by a rule, which returns the same object if nothing is left to do. Throws `contended` and what the rule throws. */
export async function changeUploads(
  { uploads, pause }: { readonly uploads: UploadStore; readonly pause: Pause },
  uploader: Uploader,
  rule: (before: Uploads) => Uploads,
): Promise<void> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    if (attempt > 1) await pause(attempt - 1);
    const before = await uploads.of(uploader);
    const after = rule(before);
    if (after === before) return;
    if (await uploads.change({ uploader, before, after: { ...after, revision: before.revision + 1 } })) return;
  }
  throw contended('Too many files are announced at once. Try again in a moment.');
}
