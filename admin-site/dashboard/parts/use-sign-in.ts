import { useState } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import { SLOW_MS } from '#dashboard/wire/connection.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import { useDesk } from './desk-context.ts';

/** Signs in with a key, and says how that goes. `signIn` returns whether it went well. */
export function useSignIn(notice?: string) {
  const desk = useDesk();
  const [mistake, setMistake] = useState(notice);
  const [progress, setProgress] = useState<'sending' | 'slow'>();

  async function signIn(key: string): Promise<boolean> {
    const timer = setTimeout(() => setProgress('slow'), SLOW_MS);
    setProgress('sending');
    setMistake(undefined);
    try {
      await desk.signIn(key);
      return true;
    } catch (error) {
      setMistake(mistakeOf(error));
      return false;
    } finally {
      clearTimeout(timer);
      setProgress(undefined);
    }
  }

  return { signIn, mistake, progress };
}

function mistakeOf(error: unknown): string {
  if (!(error instanceof ProblemError)) return texts.signInUnreachable;
  return error.status === 401 ? texts.invalidKey : error.message;
}
