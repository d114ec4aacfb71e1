import type { Obstacle } from './retry-request.ts';

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
  return whyNot(obstacle, canAskForToken, 'who is writing', 'The form opens');
}

/** What stands between the customer and their tickets. */
export function whyNotRead(obstacle: Obstacle, canAskForToken: boolean): Explanation {
  return whyNot(obstacle, canAskForToken, 'whose tickets to show', 'Your tickets appear');
}

function whyNot(obstacle: Obstacle, canAskForToken: boolean, unknown: string, then: string): Explanation {
  const action = canAskForToken ? 'Try again' : undefined;
  if (obstacle.kind === 'token_refused') {
    return {
      title: 'We couldn’t confirm your sign-in',
      text: 'Sign in on the website again. If that doesn’t help, the website has to look into it.',
      action,
    };
  }
  if (obstacle.kind !== 'sign_in') return waiting(obstacle, `${then} as soon as we get through.`);
  if (obstacle.expired) {
    return {
      title: 'Please sign in again',
      text: 'Your sign-in has expired. Sign in on the website; what you wrote here is kept.',
      action,
    };
  }
  return {
    title: 'Please sign in first',
    text: `We need to know ${unknown}. Sign in on the website and open support from there.`,
    action,
  };
}

/** What stands between a written message and the desk. */
export function whyNotSent(obstacle: Obstacle): Explanation {
  if ('seconds' in obstacle) {
    return waiting(obstacle, 'Your message is kept and will be sent as soon as we get through.');
  }
  return {
    title: 'Please sign in again',
    text: 'We couldn’t confirm your sign-in. Your message is kept: sign in on the website, then send it.',
    action: 'Try again',
  };
}

function waiting({ kind, seconds }: Extract<Obstacle, { seconds: number }>, text: string): Explanation {
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
