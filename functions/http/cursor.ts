import { createHmac, timingSafeEqual } from 'node:crypto';
import { DeskError } from '../core/errors.ts';
import type { Position } from '../core/ticket.ts';

/** Signs cursors for one agent. */
export type CursorKey = Buffer & { readonly __brand?: 'CursorKey' };

/** Derived from the agent's own key, so that no further secret has to be kept; an agent's cursors die with their key. */
export function cursorKeyFrom(agentKey: string): CursorKey {
  return createHmac('sha256', agentKey).update('support-desk cursor').digest();
}

const SIGNATURE_BYTES = 16;

/** A time and an id. Agents could sign anything, for the key is derived from theirs; DynamoDB takes no key above 1,024 bytes. */
const POSITION = /^(\S{1,64}) ([\da-f-]{36})$/;

/** An opaque cursor for the page after `position` in the list called `list`. */
export function writeCursor(key: CursorKey, list: string, { createdAt, id }: Position): string {
  const payload = Buffer.from(`${createdAt} ${id}`);
  return Buffer.concat([sign(key, list, payload), payload]).toString('base64url');
}

/** The position a cursor was written for; `invalid_cursor` for one that is tampered, of another list or another agent's. */
export function readCursor(key: CursorKey, list: string, cursor: string): Position {
  const bytes = Buffer.from(cursor, 'base64url');
  const signature = bytes.subarray(0, SIGNATURE_BYTES);
  const payload = bytes.subarray(SIGNATURE_BYTES);
  const genuine =
    bytes.toString('base64url') === cursor &&
    signature.length === SIGNATURE_BYTES &&
    timingSafeEqual(signature, sign(key, list, payload));
  const [, createdAt, id] = (genuine && POSITION.exec(payload.toString())) || [];
  if (!createdAt || !id) {
    throw new DeskError('invalid_cursor', 'Start again without a cursor, then follow the Link header as it is.');
  }
  return { createdAt, id };
}

function sign(key: CursorKey, list: string, payload: Buffer): Buffer {
  return createHmac('sha256', key).update(`${list} `).update(payload).digest().subarray(0, SIGNATURE_BYTES);
}
