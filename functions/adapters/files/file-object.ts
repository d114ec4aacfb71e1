import { ANY_TYPE, type Attachment } from '#core/files/attachment.ts';
import { isImageType } from '#core/files/image-type.ts';
import { bucketPrefixes } from '#functions/bucket-keys.ts';

/** Returns the key of a ticket's file. */
export const fileKey = (ticketId: string, { id }: Pick<Attachment, 'id'>): string =>
  `${bucketPrefixes.files}${ticketId}/${id}`;

/** Returns the headers of a file: a browser may show images of the four types; it saves everything else, whatever it claims to be. */
export function servedAs({ name, type }: Pick<Attachment, 'name' | 'type'>) {
  const isImage = isImageType(type);
  return {
    ContentType: isImage ? type : ANY_TYPE,
    ContentDisposition: disposition(isImage ? 'inline' : 'attachment', name),
  };
}

/** Returns the Content-Disposition by which a browser shows or saves a file under a name (RFC 6266). */
export const disposition = (how: 'inline' | 'attachment', name: string): string =>
  `${how}; filename*=UTF-8''${encoded(name)}`;

/** Encodes a parameter of a header (RFC 8187, section 3.2.1). */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
