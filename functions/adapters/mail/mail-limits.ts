import { UnreadableMail } from '#core/inbound/incoming-mail.ts';
import { unreadable } from '#core/inbound/messages.ts';

/** Amazon SES accepts mail of up to 40 MB (https://docs.aws.amazon.com/ses/latest/dg/quotas.html). */
const MAX_BYTES = 40 * 1024 * 1024;

/** A mail of 40 MB in Base64 has 550,000 lines. Each line costs the parser an object for a while. */
const MAX_LINES = 1_000_000;

/** Lines that begin with `--`, each of which may begin a part. */
const MAX_BOUNDARIES = 20_000;

const LF = 0x0a;
const DASH = 0x2d;

/** Throws {@link UnreadableMail} for a raw mail whose parts or lines would take more memory than a function has. Reads it once. */
export function refuseBomb(raw: Uint8Array): void {
  if (raw.length > MAX_BYTES) throw new UnreadableMail(unreadable.tooLarge);
  let lines = 0;
  let boundaries = 0;
  for (let index = 0; index < raw.length; index += 1) {
    const byte = raw[index];
    if (byte === LF) lines += 1;
    else if (byte === DASH && raw[index + 1] === DASH && (index === 0 || raw[index - 1] === LF)) boundaries += 1;
  }
  if (lines > MAX_LINES) throw new UnreadableMail(unreadable.tooManyLines);
  if (boundaries > MAX_BOUNDARIES) throw new UnreadableMail(unreadable.tooManyParts);
}
