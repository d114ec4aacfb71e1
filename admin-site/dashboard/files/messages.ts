import { MAX_ATTACHMENTS, MAX_FILE_BYTES } from '#core/files/attachment.ts';
import { counted, locale } from '#dashboard/model/locale.ts';
import { and } from '#dashboard/model/messages.ts';
import { fileSize } from '#site/files/file-size.ts';
import type { UploadProblem } from '#site/files/upload.ts';

export const sizeOf = (bytes: number): string => fileSize(bytes, locale);

// The message that is being written
export const attach = 'Attach files';
export const attachHint = 'Attach files. You can also paste or drop them.';
export const draftFiles = 'Files to send';
export const dropHere = 'Drop files to attach them';
export const uploading = (name: string) => `Uploading ${name}`;
export const cancel = (name: string) => `Cancel ${name}`;
export const remove = (name: string) => `Remove ${name}`;
export const removeFailed = 'Remove failed files';
export const retry = 'Retry';
export const retryFile = (name: string) => `Retry ${name}`;
export const said = {
  busy: (count: number) => `Uploading ${counted(count, 'file')}…`,
  done: (count: number) => `${counted(count, 'file')} attached`,
} as const;
export const problems: Readonly<Record<Exclude<UploadProblem, 'refused'>, string>> = {
  connection: 'Connection lost',
  expired: 'Expired. Attach it again.',
  unreadable: 'Can’t be read. Was it moved, or is it a folder?',
  empty: 'Empty file',
  too_large: `Larger than ${Math.floor(MAX_FILE_BYTES / 1024 / 1024)} MB`,
  too_many: `More than ${MAX_ATTACHMENTS} files`,
};
export const notAccepted = 'Couldn’t upload';
const listed = (names: readonly string[]) => (names.length > 3 ? counted(names.length, 'file') : and(names));
export const sendLater = {
  busy: (names: readonly string[]) =>
    `${listed(names)} ${names.length === 1 ? 'is' : 'are'} still uploading. Send again in a moment.`,
  failed: (names: readonly string[]) =>
    `${listed(names)} ${names.length === 1 ? 'wasn’t uploaded. Retry or remove it' : 'weren’t uploaded. Retry or remove them'}, then send again.`,
  expired: (names: readonly string[]) =>
    `${listed(names)} ${names.length === 1 ? 'has expired. Attach it again or remove it' : 'have expired. Attach them again or remove them'}, then send again.`,
  too_many: (surplus: number) =>
    `A message can have ${MAX_ATTACHMENTS} files. Remove ${counted(surplus, 'file')}, then send again.`,
} as const;

// Files of a conversation
export const files = 'Files';
export const download = 'Download';
export const downloadFile = (name: string) => `Download ${name}`;
export const downloading = 'Downloading…';
export const viewImage = (name: string) => `View ${name}`;
export const toastNotDownloaded = 'Couldn’t download';
export const toastNotViewed = 'Couldn’t open';
export const noStorage = 'The file storage didn’t respond. Try again.';
export const notLoaded = 'The image viewer couldn’t load. Reload the page.';

// The image viewer
export const previousImage = 'Previous image';
export const nextImage = 'Next image';
export const position = (index: number, count: number) => `${index} of ${count}`;
export const zoom = 'Actual size';
export const loadingImage = 'Loading image…';
export const imageFailed = 'Couldn’t load this image.';
