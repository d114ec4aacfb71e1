import * as z from 'zod/mini';
import { cached } from '#adapters/tokens/cached.ts';
import type { GetReplyKeys } from '#core/inbound/ports.ts';
import type { ReplyKeys } from '#core/inbound/reply-address.ts';
import type { Clock } from '#core/ports.ts';

/** The SSM parameter's value as JSON: the keys of reply addresses, the one that signs first, their secrets in base64url. */
export const replyKeysJson = z.array(z.strictObject({ id: z.string(), secret: z.string() }));

/**
 * Reads the keys of reply addresses from an SSM SecureString, at first use, and caches them for five minutes. Without the parameter there are none, until
 * somebody makes the first one. The function throws `unavailable`.
 */
export const ssmReplyKeys = (parameter: string, clock: Pick<Clock, 'now'>): GetReplyKeys =>
  cached(() => fetchKeys(parameter), "The keys of reply addresses can't be reached. Try again.", clock);

async function fetchKeys(parameter: string): Promise<ReplyKeys> {
  // Imported at first use, in a chunk of its own: only desks that receive mail need the SSM client.
  const { parameterReader } = await import('#adapters/tokens/ssm-parameter.ts');
  try {
    return toReplyKeys((await parameterReader()(parameter)).value);
  } catch (error) {
    if (error instanceof Error && error.name === 'ParameterNotFound') return [];
    throw error;
  }
}

/** Reads the keys from the parameter's value. */
export const toReplyKeys = (value: string): ReplyKeys =>
  replyKeysJson.parse(JSON.parse(value)).map(({ id, secret }) => ({ id, secret: Buffer.from(secret, 'base64url') }));
