import { invalidFields } from '#core/errors.ts';
import type { Ticket } from './ticket.ts';

/** RFC 3339, section 5.6, in four-digit years. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

const refused = (detail: string) => invalidFields([{ pointer: '#/snoozed_until', detail }]);

/** Returns a time (RFC 3339, in any zone) as tickets have it, to the millisecond: UTC with nine fractional digits. Throws `invalid_fields`. */
export function snoozeTime(text: string): string {
  const time = TIME.test(text) ? new Date(text.toUpperCase()) : new Date(Number.NaN);
  if (Number.isNaN(time.getTime()) || time.getUTCFullYear() > 9999) {
    throw refused('must be a time such as 2026-11-30T09:00:00Z, or null');
  }
  return time.toISOString().replace('Z', '000000Z');
}

/** Returns the ticket snoozed until a time, or awake if it is null. Throws `invalid_fields` for a closed ticket, and for a time that isn't after `at`. */
export function withSnooze(ticket: Ticket, until: string | null, at: string): Ticket {
  if (ticket.snoozedUntil === until) return ticket;
  if (until !== null && until <= at) throw refused('must be in the future');
  if (until !== null && ticket.status === 'closed') throw refused('must be null: a closed ticket can’t be snoozed');
  return until === null ? { ...ticket, snoozedUntil: null, unsnoozedAt: at } : { ...ticket, snoozedUntil: until };
}
