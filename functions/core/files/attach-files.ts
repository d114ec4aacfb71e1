import { type FieldError, invalidFields } from '#core/errors.ts';
import { hashOf, idempotentId } from '#core/idempotency.ts';
import type { Clock, NewId } from '#core/ports.ts';
import { type Attachment, MAX_ATTACHMENTS } from './attachment.ts';
import { timestampOf } from './create-upload.ts';
import { decidedType } from './image-type.ts';
import type { Claim, FileStore, Upload, Uploader, UploadStore, Uploads } from './ports.ts';

/** A file that came with a form. */
export interface GivenFile {
  readonly name: string;
  readonly type: string;
  readonly content: Uint8Array;
  /** The SHA-256 of the content, in hexadecimal. */
  readonly sha256: string;
}

/** The files of a message as it is sent: ids of uploads, and files that came with it. */
export interface FilesDraft {
  readonly uploads: readonly string[] | undefined;
  readonly given: readonly GivenFile[];
}

/** The files of a message, ready to be stored with it. */
export interface Attached {
  readonly attachments: readonly Attachment[];
  /** Present if some were uploaded. */
  readonly claim?: Claim;
}

/** The files of a message that is being sent. */
export interface FilesToAttach {
  /** Distinguishes a repeated request from another one with the same key. */
  readonly contentHash: string;
  /**
   * Puts the files where the ticket's are. Can be repeated, and does again only what others may have changed meanwhile. Throws `invalid_fields` for
   * uploads that can't be claimed.
   */
  attach(ticketId: string): Promise<Attached>;
}

interface FileWorld {
  readonly uploads: Pick<UploadStore, 'of'>;
  readonly files: Pick<FileStore, 'uploaded' | 'copy' | 'put'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
}

/** Returns the files of a message; undefined if it has none. Throws `invalid_fields` for too many and for empty ones. */
export function filesToAttach(world: FileWorld, uploader: Uploader, draft: FilesDraft): FilesToAttach | undefined {
  const { uploads = [], given } = draft;
  if (uploads.length + given.length === 0) return undefined;
  if (uploads.length + given.length > MAX_ATTACHMENTS) {
    throw invalidFields([{ pointer: '#/attachments', detail: `has more than ${MAX_ATTACHMENTS} files` }]);
  }
  const empty = given.flatMap(({ content }, index) => (content.length === 0 ? [index] : []));
  if (empty.length > 0) throw invalidFields(empty.map((index) => ({ pointer: `#/file/${index}`, detail: 'is empty' })));
  const contents = given.map(({ name, type, sha256 }) => hashOf(name, type, sha256));
  let copied = new Map<string, Attachment>();
  let put: readonly Attachment[] | undefined;
  let where: string | undefined;
  return {
    contentHash: hashOf(...uploads, ...contents),
    async attach(ticketId) {
      // The ticket may have been merged into another since the last attempt.
      if (where !== ticketId) [where, copied, put] = [ticketId, new Map(), undefined];
      const before = uploads.length > 0 ? await world.uploads.of(uploader) : undefined;
      const found = before && claimable(before, uploads, timestampOf(world.clock.now()));
      const claimed = await Promise.all(
        (found ?? []).map(async (upload, index) => {
          const file = copied.get(upload.id) ?? (await copyUpload(world, upload, ticketId, `#/attachments/${index}`));
          copied.set(upload.id, file);
          return file;
        }),
      );
      put ??= await Promise.all(given.map((file) => putGiven(world, file, ticketId)));
      return {
        attachments: [...claimed, ...put],
        ...(before && { claim: { uploader, before, after: without(before, uploads) } }),
      };
    },
  };
}

/** Returns the uploads with these ids, in their order. Throws `invalid_fields` with all that can't be claimed. */
function claimable({ unclaimed }: Uploads, ids: readonly string[], now: string): Upload[] {
  const mistakes: FieldError[] = [];
  const found = ids.flatMap((id, index) => {
    const upload = unclaimed.find((one) => one.id === id);
    const detail =
      ids.indexOf(id) < index
        ? 'is given more than once'
        : upload === undefined
          ? 'is not one of your uploads, or is in a message already'
          : upload.expiresAt <= now
            ? 'has expired. Upload the file again'
            : undefined;
    if (detail !== undefined) mistakes.push({ pointer: `#/attachments/${index}`, detail });
    return upload === undefined ? [] : [upload];
  });
  if (mistakes.length > 0) throw invalidFields(mistakes);
  return found;
}

const without = (before: Uploads, ids: readonly string[]): Uploads => ({
  ...before,
  unclaimed: before.unclaimed.filter(({ id }) => !ids.includes(id)),
  revision: before.revision + 1,
});

/**
 * Copies an upload to a file of the ticket. The file's id is derived from the upload and its content: requests that race for one upload make the same
 * copy, and if its content was replaced meanwhile, another one.
 */
async function copyUpload(
  { files }: FileWorld,
  { id, name, type, size }: Upload,
  ticketId: string,
  pointer: string,
): Promise<Attachment> {
  const uploaded = await files.uploaded(id);
  if (!uploaded) throw invalidFields([{ pointer, detail: 'is not uploaded completely' }]);
  if (uploaded.size !== size) throw invalidFields([{ pointer, detail: `does not have the announced ${size} bytes` }]);
  const { etag, beginning } = uploaded;
  const file = { id: idempotentId('file', id, etag), name, type: decidedType(type, beginning), size };
  if (!(await files.copy({ id, etag }, ticketId, file))) {
    throw invalidFields([{ pointer, detail: 'was uploaded again meanwhile. Send the message again' }]);
  }
  return file;
}

async function putGiven(world: FileWorld, given: GivenFile, ticketId: string): Promise<Attachment> {
  const { name, content } = given;
  const file = { id: world.newId(), name, type: decidedType(given.type, content), size: content.length };
  await world.files.put(ticketId, file, content);
  return file;
}
