/** The result of one check: it is well, it works but might not always, something is missing, or it could not be found out. */
export interface Finding {
  readonly about: string;
  readonly state: 'ok' | 'warning' | 'missing' | 'unknown';
  /** The observation. */
  readonly seen: string;
  /** The remedy. */
  readonly todo?: string | undefined;
}

/** Returns a finding that all is well; `todo` is what would make it better still. */
export const ok = (about: string, seen: string, todo?: string): Finding => ({ about, state: 'ok', seen, todo });

export const warning = (about: string, seen: string, todo: string): Finding => ({
  about,
  state: 'warning',
  seen,
  todo,
});

export const missing = (about: string, seen: string, todo: string): Finding => ({
  about,
  state: 'missing',
  seen,
  todo,
});

/** Returns the finding of `look`. If it throws, the finding is unknown, and the remedy depends on the reason: `permission` is what looking takes in AWS. */
export async function examine(
  about: string,
  permission: string | undefined,
  look: () => Promise<Finding | readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return [await look()].flat();
  } catch (error) {
    return [{ about, state: 'unknown', seen: reasonOf(error), todo: remedy(error, permission) }];
  }
}

/** An error in words; of the first that lies under it, where it says nothing itself, like `fetch failed`. */
export function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error;
  if (message === 'fetch failed' && cause instanceof Error) return reasonOf(cause);
  if (error instanceof AggregateError && error.errors[0]) return reasonOf(error.errors[0]);
  return message && message !== name ? `${name}: ${message}` : name;
}

const REFUSED = /AccessDenied|NotAuthorized|UnrecognizedClient|InvalidClientToken|ExpiredToken|Credentials/;

const remedy = (error: unknown, permission: string | undefined): string =>
  permission !== undefined && REFUSED.test(reasonOf(error))
    ? `Use AWS credentials that allow ${permission}.`
    : 'Try again. If it persists, fix what the message describes.';
