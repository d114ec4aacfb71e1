import { ANY_TYPE } from './attachment.ts';

/** The types of files that a browser may show; all others are downloads. */
const imageTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;
type ImageType = (typeof imageTypes)[number];

/** The bytes of a file's beginning that decide whether it is an image. */
export const SIGNATURE_BYTES = 16;

/** Returns the type of an image by its content's beginning; undefined for anything else. https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern */
function imageTypeOf(beginning: Uint8Array): ImageType | undefined {
  const text = String.fromCharCode(...beginning.subarray(0, SIGNATURE_BYTES));
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'image/gif';
  if (text.startsWith('RIFF') && text.slice(8, 14) === 'WEBPVP') return 'image/webp';
  return undefined;
}

export const isImageType = (type: string): type is ImageType => (imageTypes as readonly string[]).includes(type);

/** Returns the type of a file: an image's by its content; otherwise the announced one, unless that claims to be such an image. */
export function decidedType(announced: string, beginning: Uint8Array): string {
  return imageTypeOf(beginning) ?? (isImageType(announced) ? ANY_TYPE : announced);
}
