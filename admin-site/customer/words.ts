import type { Obstacle } from './insist.ts';

/** What happened, what was kept, what to do. */
export interface Explanation {
  readonly title: string;
  readonly text: string;
  /** Seconds until something happens by itself, shown counting down. */
  readonly seconds?: number | undefined;
  /** The label of the button that does not wait for it. */
  readonly action?: string | undefined;
}

/** What stands between the customer and the form. */
export function whyNotOpen(obstacle: Obstacle, canAskForToken: boolean): Explanation {
  if (obstacle.kind === 'sign_in') {
    return {
      title: 'Please sign in first',
      text: 'We need to know who is writing. Sign in on the website and open support from there.',
      action: canAskForToken ? 'Try again' : undefined,
    };
  }
  return waiting(obstacle, 'The form opens as soon as we get through.');
}

/** What stands between a written message and the desk. */
export function whyNotSent(obstacle: Obstacle): Explanation {
  if (obstacle.kind === 'sign_in') {
    return {
      title: 'Please sign in again',
      text: 'Your sign-in has expired. Your message is kept: sign in on the website, then send it.',
      action: 'Try again',
    };
  }
  return waiting(obstacle, 'Your message is kept and will be sent as soon as we get through.');
}

function waiting({ kind, seconds }: Exclude<Obstacle, { kind: 'sign_in' }>, text: string): Explanation {
  return { title: titles[kind], text, seconds, action: 'Try now' };
}

const titles = {
  connection: 'No connection to support',
  busy: 'Support is busy',
  unavailable: 'Support is briefly unavailable',
} as const;

/** Why the desk said no, when no field is to blame. */
export function whyRefused({ reason, type }: { reason: string; type: string }): Explanation {
  if (type.endsWith(':idempotency_key_reused')) {
    return {
      title: 'We already have an earlier version of this message',
      text: 'It arrived before you changed it. If this version says something new, send it as well.',
    };
  }
  return { title: 'Support did not accept this', text: reason || 'Nothing was sent. Please try again later.' };
}
