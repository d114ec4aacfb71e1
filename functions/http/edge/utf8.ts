import { DeskError } from '#core/errors.ts';

/** Decodes UTF-8. Throws `malformed_request` for invalid bytes, rather than lose a customer's letters. */
export function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notUtf8();
  }
}

export const notUtf8 = (): DeskError => new DeskError('malformed_request', 'The body is not valid UTF-8.');
