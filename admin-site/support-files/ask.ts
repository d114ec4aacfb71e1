import type { Answer, FinalAnswer } from '#site/customer/answer.ts';
import type { FilesDialogue } from '#site/customer/files-script.ts';
import type { Obstacle } from '#site/customer/retry-request.ts';

/**
 * Requests something that the customer can ask for again, independently of other requests. Resolves to undefined if the desk can't be reached, or once the
 * signal aborts. Waits for a token; `show` is called with the reason, and with undefined once it waits no more.
 */
export function ask<T>(
  dialogue: Pick<FilesDialogue, 'work'>,
  request: (token: string) => Promise<Answer<T>>,
  show: (obstacle: Obstacle | undefined) => void = () => {},
  cancel?: AbortSignal,
): Promise<FinalAnswer<T> | undefined> {
  const work = dialogue.work();
  return new Promise((resolve) => {
    const finish = (answer?: FinalAnswer<T>) => {
      work.end();
      show(undefined);
      resolve(answer);
    };
    cancel?.addEventListener('abort', () => finish());
    work.begin(async (signal) => {
      const answer = await work.retryRequest(request, signal, (obstacle) => {
        if (obstacle?.kind === 'connection' || obstacle?.kind === 'unavailable') finish();
        else show(obstacle);
      });
      finish(answer);
    });
  });
}
