import type { ByMail, UnsentReason } from '#core/inbound/by-mail.ts';

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

export const unsent = (agent: string) => `${agent} replied by email, but it wasn’t sent to the customer`;
export const unsentReasons: Readonly<Record<UnsentReason, string>> = {
  no_marker: 'The line “Reply above this line” is missing, so it isn’t certain what the agent wrote.',
  unclear: 'It isn’t certain which part of the email the agent wrote.',
  too_long: 'It is longer than a message may be.',
  overtaken: 'Somebody wrote or changed something after the email that it replies to.',
  held: 'It was held, as it may not have come from the agent, and then accepted.',
};
export const editUnsent = 'Edit and send';
// The mail as it was sent
export const showFormatted = 'Show formatted email';
export const showText = 'Show text';
export const loadingFormatted = 'Loading email…';
export const downloadOriginal = 'Download original';
export const originalGone = 'The original of this email is gone.';
export const originalNotLoaded = (reason: string) => `Couldn’t load the email: ${reason}`;
export const formattedMail = 'Formatted email';
export const imagesHidden = 'Remote images are hidden: loading them tells the sender that you read this.';
export const showImages = 'Show remote images';

// Keys of the page of held mail
export const keys = [
  ['Next email', 'j'],
  ['Previous email', 'k'],
  ['Accept', 'a'],
  ['Delete', 'd'],
  ['Block or unblock sender', 'b'],
] as const;
