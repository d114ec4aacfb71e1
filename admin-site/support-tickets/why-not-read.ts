import type { Obstacle } from '../customer/insist.ts';
import { type Explanation, whyNotOpen } from '../customer/words.ts';

/** What stands between the customer and their tickets. */
export function whyNotRead(obstacle: Obstacle, canAskForToken: boolean): Explanation {
  const explanation = whyNotOpen(obstacle, canAskForToken);
  if (obstacle.kind !== 'sign_in') return { ...explanation, text: 'Your tickets appear as soon as we get through.' };
  return {
    ...explanation,
    text: 'We need to know whose tickets to show. Sign in on the website and open support from there.',
  };
}
