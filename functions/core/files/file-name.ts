import { beginning, isPlainLine, VISIBLE } from '#core/text/text.ts';
import { ANY_TYPE, MAX_FILE_NAME } from './attachment.ts';

/** Returns true if a text can be a file's name: something visible on one line that reads as it is written, without a folder. */
export const isFileName = (text: string): boolean => isPlainLine(text) && VISIBLE.test(text) && !/[/\\]/.test(text);

/** Returns the name of a file in a form without its folder, which old browsers send; a plain one if that can't be a name. */
export function fileNameOf(given: string): string {
  const name = beginning(given.slice(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1), MAX_FILE_NAME);
  return isFileName(name) ? name : 'file';
}

/** A media type without parameters. https://www.rfc-editor.org/rfc/rfc6838#section-4.2 */
export const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;

/** Returns the media type that a form gives a file, in lower case and without parameters. */
export function mediaTypeOf(given: string): string {
  const [type = ''] = given.toLowerCase().split(';');
  return MEDIA_TYPE.test(type.trim()) ? type.trim() : ANY_TYPE;
}
