import { createModel, signal } from '@preact/signals';
import type { DeskApi } from '#dashboard/wire/api.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';

/** Why what is shown may be outdated: no network, no response (yet), or the key is no longer accepted. */
export interface Trouble {
  readonly kind: 'offline' | 'slow' | 'unreachable' | 'refused';
  readonly detail: string;
  /** The time that the desk asks clients to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
}

interface World {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly online: () => boolean;
  readonly connect: (key: string, signal: AbortSignal) => DeskApi;
}

export type Session = InstanceType<typeof Session>;

/** The agent who works with the desk, and how it responds; `now` and `answeredAt` in milliseconds since 1970. */
export const Session = createModel(({ clock, online, connect }: World) => {
  const now = signal(clock());
  const api = signal<DeskApi | undefined>(undefined);
  const agent = signal<string | undefined>(undefined);
  /** The sender of mail to customers; null if none is sent, undefined until the desk has said so. */
  const mailSender = signal<string | null | undefined>(undefined);
  const trouble = signal<Trouble | undefined>(undefined);
  const answeredAt = signal<number | undefined>(undefined);
  let requests = new AbortController();

  return {
    now,
    api,
    agent,
    mailSender,
    trouble,
    answeredAt,
    tick(): void {
      now.value = clock();
    },
    /** Works with this key from now on; the agent's name is known with the desk's next response at the latest. */
    useKey(key: string, name = agent.value): void {
      requests.abort();
      requests = new AbortController();
      api.value = connect(key, requests.signal);
      agent.value = name;
      trouble.value = undefined;
    },
    /** Takes over that the desk has just responded. */
    answered(by: { readonly agent: string; readonly mailSender: string | null }): void {
      agent.value = by.agent;
      mailSender.value = by.mailSender;
      trouble.value = undefined;
      answeredAt.value = now.value = clock();
    },
    failed(error: unknown): void {
      const detail = error instanceof Error ? error.message : '';
      const refused = error instanceof ProblemError && error.status === 401;
      const retryAfterMs = error instanceof ProblemError ? error.retryAfterMs : undefined;
      trouble.value = { kind: refused ? 'refused' : online() ? 'unreachable' : 'offline', detail, retryAfterMs };
    },
    isSlow(): void {
      trouble.value ??= { kind: 'slow', detail: '', retryAfterMs: undefined };
    },
    /** Forgets the agent. Returns a function that aborts their requests. */
    end(): () => void {
      const ended = requests;
      requests = new AbortController();
      api.value = undefined;
      agent.value = undefined;
      trouble.value = undefined;
      answeredAt.value = undefined;
      return () => ended.abort();
    },
  };
});
