import { createHmac, timingSafeEqual } from 'node:crypto';
import { DeskError } from '#core/errors.ts';
import type { Place } from '#core/ticket/conversation.ts';
import type { Position } from '#core/ticket/ticket.ts';

/** Signs cursors for one caller. */
export type CursorKey = Buffer & { readonly __brand?: 'CursorKey' };

/**
 * Returns the key that signs cursors, derived from `of`. For agents that is their own key, so that no further secret is needed, and their cursors
 * expire with their key. For customers it is their identity, which is no secret: their cursors lead only to their own tickets, whatever is in them.
 */
export function cursorKeyFrom(of: string): CursorKey {
  return createHmac('sha256', of).update('support-desk cursor').digest();
}

const SIGNATURE_BYTES = 16;

/**
 * Limits what a cursor can contain: callers could sign anything, because the key is derived from their own key or identity, and DynamoDB accepts no
 * empty key and none above 1,024 bytes.
 */
const TEXT = /^[\x20-\x7e]{1,200}$/;

/** A time and an id. */
const POSITION = /^(\S{1,64}) ([\da-f-]{36})$/;

/** A version, alone or with a position. */
const PLACE = /^([1-9]\d{0,8})( (\S{1,64}) ([\da-f-]{36}))?$/;

/** Returns an opaque cursor for the page after `position` in the list called `list`. */
export const writeCursor = (key: CursorKey, list: string, { createdAt, id }: Position): string =>
  sealCursor(key, list, `${createdAt} ${id}`);

/** Returns the position in a cursor. Throws `invalid_cursor` if it was tampered with, or issued for another list or another caller. */
export function readCursor(key: CursorKey, list: string, cursor: string): Position {
  const [, createdAt, id] = POSITION.exec(openCursor(key, list, cursor)) ?? [];
  if (!createdAt || !id) throw invalidCursor();
  return { createdAt, id };
}

/** Returns an opaque cursor for the entries before a place in the conversation of the ticket called `list`; for agents only: customers never see versions. */
export const sealPlace = (key: CursorKey, list: string, { version, position }: Place): string =>
  sealCursor(key, list, position ? `${version} ${position.createdAt} ${position.id}` : String(version));

/** Returns the place in a cursor. Throws `invalid_cursor`, as `readCursor` does. */
export function openPlace(key: CursorKey, list: string, cursor: string): Place {
  const [, version, , createdAt, id] = PLACE.exec(openCursor(key, list, cursor)) ?? [];
  if (!version) throw invalidCursor();
  return { version: Number(version), ...(createdAt && id && { position: { createdAt, id } }) };
}

/** Returns an opaque cursor that contains a text. */
export function sealCursor(key: CursorKey, list: string, text: string): string {
  const payload = Buffer.from(text);
  return Buffer.concat([sign(key, list, payload), payload]).toString('base64url');
}

/** Returns the text in a cursor. Throws `invalid_cursor`, as `readCursor` does. */
export function openCursor(key: CursorKey, list: string, cursor: string): string {
  const bytes = Buffer.from(cursor, 'base64url');
  const signature = bytes.subarray(0, SIGNATURE_BYTES);
  const payload = bytes.subarray(SIGNATURE_BYTES);
  const genuine =
    bytes.toString('base64url') === cursor &&
    signature.length === SIGNATURE_BYTES &&
    timingSafeEqual(signature, sign(key, list, payload));
  const text = payload.toString();
  if (!genuine || !TEXT.test(text)) throw invalidCursor();
  return text;
}

/** The refusal of a cursor that wasn't issued for this list and this caller. */
export function invalidCursor(): DeskError {
  return new DeskError('invalid_cursor', 'Start again without a cursor, then follow the Link header unchanged.');
}

function sign(key: CursorKey, list: string, payload: Buffer): Buffer {
  return createHmac('sha256', key).update(`${list} `).update(payload).digest().subarray(0, SIGNATURE_BYTES);
}
