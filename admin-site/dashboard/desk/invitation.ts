import { createModel, signal } from '@preact/signals';
import { ProblemError } from '#dashboard/wire/errors.ts';

interface World {
  readonly online: () => boolean;
  readonly accept: (token: string, name: string) => Promise<string>;
}

/**
 * Why an invitation wasn't accepted: `offline`, nothing was sent; `unanswered`, it may be used up; `spent`, it is used or has expired; `lost`, it is used,
 * probably by a try without an answer; `refused` for another reason.
 */
export interface NotAccepted {
  readonly kind: 'offline' | 'unanswered' | 'spent' | 'lost' | 'refused';
  /** The desk's own words. */
  readonly detail: string;
}

/** An invitation, which can be accepted once, and the key that this gives. Never throws. */
export const Invitation = createModel((token: string, { online, accept }: World) => {
  /** The new key, which nothing can show again. */
  const key = signal<string | undefined>(undefined);
  const failure = signal<NotAccepted | undefined>(undefined);
  const isSending = signal(false);
  let mayBeUsed = false;

  function failureOf(error: unknown): NotAccepted {
    const detail = error instanceof Error ? error.message : String(error);
    if (!(error instanceof ProblemError) || error.status >= 500) {
      mayBeUsed = true;
      return { kind: 'unanswered', detail };
    }
    if (error.status !== 410) return { kind: 'refused', detail };
    return { kind: mayBeUsed ? 'lost' : 'spent', detail };
  }

  return {
    key,
    failure,
    isSending,
    /** Accepts it for a device of this name, unless that is under way or done. */
    async accept(name: string): Promise<void> {
      if (isSending.value || key.value !== undefined) return;
      failure.value = undefined;
      if (!online()) {
        failure.value = { kind: 'offline', detail: '' };
        return;
      }
      isSending.value = true;
      try {
        key.value = await accept(token, name);
      } catch (error) {
        failure.value = failureOf(error);
      } finally {
        isSending.value = false;
      }
    },
  };
});
