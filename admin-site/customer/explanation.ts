import { formText, listText, noticeText } from './messages.ts';
import type { Obstacle } from './retry-request.ts';

/** A notice: what happened, what was kept, what to do. */
export interface Explanation {
  readonly title: string;
  readonly text: string;
  /** Seconds until something happens automatically, shown as a countdown. */
  readonly seconds?: number | undefined;
  /** Label of the button that does it now. */
  readonly action?: string | undefined;
}

/** Explains why the form isn't open. */
export function whyNotOpen(obstacle: Obstacle, canAskForToken: boolean): Explanation {
  return whyNot(obstacle, canAskForToken, formText.signInFirst, formText.opensLater);
}

/** Explains why the customer's tickets aren't shown. */
export function whyNotRead(obstacle: Obstacle, canAskForToken: boolean): Explanation {
  return whyNot(obstacle, canAskForToken, listText.signInFirst, listText.appearLater);
}

function whyNot(obstacle: Obstacle, canAskForToken: boolean, signIn: string, later: string): Explanation {
  const action = canAskForToken ? noticeText.tryAgain : undefined;
  if (obstacle.kind === 'token_refused') {
    return { title: noticeText.tokenRefused, text: noticeText.tokenRefusedHelp, action };
  }
  if (obstacle.kind !== 'sign_in') return waiting(obstacle, later);
  if (obstacle.expired) return { title: noticeText.signInAgain, text: noticeText.sessionExpired, action };
  return { title: noticeText.signInFirst, text: signIn, action };
}

/** Explains why a message isn't sent yet. */
export function whyNotSent(obstacle: Obstacle): Explanation {
  if ('seconds' in obstacle) return waiting(obstacle, noticeText.messageIsSentLater);
  return { title: noticeText.signInAgain, text: noticeText.signInToSend, action: noticeText.tryAgain };
}

const waiting = ({ kind, seconds }: Extract<Obstacle, { seconds: number }>, text: string): Explanation => ({
  title: noticeText[kind],
  text,
  seconds,
  action: noticeText.tryNow,
});

/** Explains why the desk refused a request, if no field is at fault. */
export function whyRefused({ reason, type }: { reason: string; type: string }): Explanation {
  if (type.endsWith(':idempotency_key_reused')) {
    return { title: noticeText.sentBefore, text: noticeText.sentBeforeHelp };
  }
  return { title: noticeText.refused, text: reason || noticeText.refusedHelp };
}
