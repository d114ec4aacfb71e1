import { computed, createModel, signal } from '@preact/signals';
import type { DeskApi } from '#dashboard/wire/api.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import type { Me, OwnAgent } from '#dashboard/wire/me.ts';

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

/** The time after which the agent is asked for again: an admin may have changed their name or role. */
const IDENTIFIED_FOR_MS = 3_600_000;

export type Session = InstanceType<typeof Session>;

/** The agent who works with the desk, and how it responds; `now` and `answeredAt` in milliseconds since 1970. */
export const Session = createModel(({ clock, online, connect }: World) => {
  const now = signal(clock());
  const api = signal<DeskApi | undefined>(undefined);
  /** Undefined until the desk has said whose key it is. */
  const agent = signal<OwnAgent | undefined>(undefined);
  const key = signal<Me['key'] | undefined>(undefined);
  /** The sender of mail to customers; null if none is sent, undefined until the desk has said so. */
  const mailSender = signal<string | null | undefined>(undefined);
  /** The domain at which the desk receives mail; null if it receives none, undefined until the desk has said so. */
  const inboundDomain = signal<string | null | undefined>(undefined);
  const trouble = signal<Trouble | undefined>(undefined);
  const answeredAt = signal<number | undefined>(undefined);
  let requests = new AbortController();
  let identifiedAt = Number.NEGATIVE_INFINITY;

  function identify(me: Me): void {
    agent.value = me.agent;
    key.value = me.key;
    mailSender.value = me.mailSender;
    inboundDomain.value = me.inboundDomain;
    identifiedAt = clock();
  }

  return {
    now,
    api,
    agent,
    agentId: computed(() => agent.value?.id),
    key,
    mailSender,
    inboundDomain,
    trouble,
    answeredAt,
    tick(): void {
      now.value = clock();
    },
    /** Works with this key from now on; without `me` the agent is known with the desk's next response. */
    useKey(secret: string, me?: Me): void {
      requests.abort();
      requests = new AbortController();
      api.value = connect(secret, requests.signal);
      if (me) identify(me);
      trouble.value = undefined;
    },
    /** Returns true if the desk is to be asked who is signed in. */
    isUnidentified: (): boolean => agent.value === undefined || clock() - identifiedAt >= IDENTIFIED_FOR_MS,
    identify,
    /** Takes over what the desk says of the agent, who may have been renamed, or given another role. */
    isNow(own: OwnAgent): void {
      if (own.id === agent.value?.id) agent.value = own;
    },
    /** Takes over that the desk has just responded. */
    answered(): void {
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
      key.value = undefined;
      mailSender.value = undefined;
      inboundDomain.value = undefined;
      trouble.value = undefined;
      answeredAt.value = undefined;
      return () => ended.abort();
    },
  };
});
