import type { ByMail } from '#core/inbound/by-mail.ts';

// Words about received mail that load beside the page; those of the page of held mail are in page-messages.ts. `{name}` in a text is where an element goes (parts/sentence.tsx).

// Messages of a conversation
export const byEmail = 'by email';
export const wasHeld = 'held, accepted by an agent';
export const forwarded = 'from {address}, forwarded by the customer';
export const notVerified = 'sender not verified';
export const verified = 'sender verified';
export const notVerifiedWhy =
  'Nothing proves that this email comes from the address it names. Don’t act on it without asking.';
export const verifiedWhy = 'The sender’s domain confirms that this email comes from it.';
export const showQuoted = 'Show quoted text';
export const automaticKinds: Readonly<Record<NonNullable<ByMail['automatic']>, string>> = {
  auto_reply: 'Automatic reply',
  bounce: 'Delivery failure notice',
  receipt: 'Read receipt',
  bulk: 'Bulk email',
};

// Keys of the page of held mail
export const keys = [
  ['Next email', 'j'],
  ['Previous email', 'k'],
  ['Accept', 'a'],
  ['Delete', 'd'],
  ['Block or unblock sender', 'b'],
] as const;
