/** Lets an agent get a key, once, within seven days. */
export interface Invitation {
  readonly token: string;
  readonly agentId: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

const VALID_MS = 7 * 86_400_000;

/** Makes an invitation that is valid from `now`, in milliseconds since 1970. */
export const newInvitation = (agentId: string, token: string, now: number): Invitation => ({
  token,
  agentId,
  expiresAt: new Date(now + VALID_MS).toISOString(),
});
