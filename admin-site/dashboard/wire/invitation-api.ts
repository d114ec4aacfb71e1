import { answerOf, inOurWords, patience } from './responses.ts';

/**
 * Exchanges an invitation for an agent's key, which is called `name`. Rejects with `ProblemError`, of status 410 if the invitation is used or has expired, or
 * with `Unreachable`: it may be used up then.
 */
export async function acceptInvitation(token: string, name: string): Promise<string> {
  try {
    const response = await fetch('/api/invitations/accept', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, name }),
      cache: 'no-store',
      credentials: 'omit',
      signal: patience(),
    });
    const { key } = (await answerOf(response)).body as { readonly key: string };
    if (typeof key !== 'string') throw new TypeError('Not a key');
    return key;
  } catch (error) {
    throw inOurWords(error);
  }
}
