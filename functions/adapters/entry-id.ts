import { v7 } from 'uuid';
import type { NewEntryId } from '#core/ports.ts';

/** Returns a UUID v7 (RFC 9562, section 5.7) whose bits after the milliseconds come from the time's finer digits. */
export const entryIdAt: NewEntryId = (at) => v7({ msecs: Date.parse(at), seq: Number(at.slice(-7, -1)) });
