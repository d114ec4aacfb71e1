import { createHmac, timingSafeEqual } from 'node:crypto';
import { DeskError } from '#core/errors.ts';
import type { Position } from '#core/ticket/ticket.ts';

/** Signs cursors for one caller. */
export type CursorKey = Buffer & { readonly __brand?: 'CursorKey' };

/**
 * Derived from an agent's own key, so that no further secret has to be kept; an agent's cursors die with their key. Of customers it
 * is derived from who they are, which is no secret: their cursors lead to nothing but their own tickets, whatever is in them.
 */
export function cursorKeyFrom(of: string): CursorKey {
  return createHmac('sha256', of).update('support-desk cursor').digest();
}

const SIGNATURE_BYTES = 16;

/** Callers could sign anything, for the key is derived from theirs or from who they are; DynamoDB takes no empty key and none above 1,024 bytes. */
const TEXT = /^[\x20-\x7e]{1,200}$/;

/** A time and an id. */
const POSITION = /^(\S{1,64}) ([\da-f-]{36})$/;

/** An opaque cursor for the page after `position` in the list called `list`. */
export const writeCursor = (key: CursorKey, list: string, { createdAt, id }: Position): string =>
  sealCursor(key, list, `${createdAt} ${id}`);

/** The position a cursor was written for; `invalid_cursor` for one that is tampered, of another list or another caller's. */
export function readCursor(key: CursorKey, list: string, cursor: string): Position {
  const [, createdAt, id] = POSITION.exec(openCursor(key, list, cursor)) ?? [];
  if (!createdAt || !id) throw invalidCursor();
  return { createdAt, id };
}

/** An opaque cursor for what is before a version of the ticket called `list`; agents only: customers never see versions. */
export const sealVersion = (key: CursorKey, list: string, version: number): string =>
  sealCursor(key, list, String(version));

/** The version in a cursor; `invalid_cursor` as of `readCursor`. */
export function openVersion(key: CursorKey, list: string, cursor: string): number {
  const version = openCursor(key, list, cursor);
  if (!/^[1-9]\d{0,8}$/.test(version)) throw invalidCursor();
  return Number(version);
}

/** An opaque cursor that holds a text for whoever reads the list on. */
export function sealCursor(key: CursorKey, list: string, text: string): string {
  const payload = Buffer.from(text);
  return Buffer.concat([sign(key, list, payload), payload]).toString('base64url');
}

/** The text in a cursor; `invalid_cursor` as of `readCursor`. */
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

/** The refusal of a cursor that this desk didn't write for this list and this caller. */
export function invalidCursor(): DeskError {
  return new DeskError('invalid_cursor', 'Start again without a cursor, then follow the Link header as it is.');
}

function sign(key: CursorKey, list: string, payload: Buffer): Buffer {
  return createHmac('sha256', key).update(`${list} `).update(payload).digest().subarray(0, SIGNATURE_BYTES);
}
