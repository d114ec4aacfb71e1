import { DeskError } from '../core/errors.ts';
import type { Ticket } from '../core/ticket.ts';
import { toTicketJson, versionTag } from './ticket-json.ts';

/**
 * An `If-Match` header as a precondition (RFC 9110, section 13.1.1): all tickets pass without one or with `*`; weak tags never
 * match. The precondition throws `version_mismatch` with the newer ticket; this throws `malformed_request` for what is not a
 * list of entity tags.
 */
export function ifMatch(header: string | undefined): (ticket: Ticket) => void {
  if (header === undefined || header.trim() === '*') return () => {};
  const tags = header.split(',').map((tag) => tag.trim());
  if (!tags.every((tag) => /^(W\/)?"[\x21\x23-\x7e]*"$/.test(tag))) {
    throw new DeskError('malformed_request', 'If-Match must be `*` or the ETag of a ticket, with its quotes: "3".');
  }
  return (ticket) => {
    const tag = versionTag(ticket.version);
    if (tags.includes(tag)) return;
    throw new DeskError(
      'version_mismatch',
      'Someone changed this ticket since you read it. Nothing was changed; the newer one is in `ticket`.',
      { members: { ticket: toTicketJson(ticket) }, headers: { etag: tag } },
    );
  };
}

/** The same, which also throws what came in between: `entriesSince` tells it of the latest version that the caller names. */
export function ifMatchThread(
  header: string | undefined,
  entriesSince: (version: number) => Promise<unknown>,
): (ticket: Ticket) => Promise<void> {
  const precondition = ifMatch(header);
  const named = Math.max(0, ...[...(header ?? '').matchAll(/"(\d{1,9})"/g)].map(([, version]) => Number(version)));
  return async (ticket) => {
    try {
      precondition(ticket);
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      const { refusal, message, members, headers } = error;
      throw new DeskError(refusal, message, {
        members: { ...members, thread: await entriesSince(named) },
        headers,
      });
    }
  };
}
