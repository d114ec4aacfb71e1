import type { HeldMail } from '#core/inbound/held-mail.ts';

let count = 0;

/** A mail that waits for an agent; each is newer than the one before. */
export function exampleHeldMail(changes: Partial<HeldMail> = {}): HeldMail {
  count += 1;
  const millisecond = String(count).padStart(3, '0');
  return {
    id: `20261124T100000${millisecond}Z-0123456789abcdef`,
    mailId: `mail-${count}`,
    from: 'sam@elsewhere.example',
    name: 'Sam Silva',
    isVerified: true,
    automatic: null,
    subject: 'Invoice for October',
    text: 'Please send me the invoice for October.',
    quoted: '',
    remarks: [],
    reason: 'not_a_customer',
    ticketId: null,
    receivedAt: `2026-11-24T10:00:00.${millisecond}000000Z`,
    expiresAt: `2026-12-24T10:00:00.${millisecond}000000Z`,
    ...changes,
  };
}
