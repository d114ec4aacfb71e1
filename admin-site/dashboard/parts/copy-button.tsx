import { useEffect, useState } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import { CheckIcon, CopyIcon } from './icons.tsx';

const SAID_FOR_MS = 2000;

/** Copies `value`, unchanged, to the clipboard; `what` names it. */
export function CopyButton({ value, what }: { readonly value: string; readonly what: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      setState('copied');
    } catch {
      setState('failed');
    }
  }

  return (
    <>
      <button class="small" type="button" title={`${texts.copyStates.idle} ${what}`} onClick={copy}>
        {state === 'copied' ? <CheckIcon /> : <CopyIcon />}
        {texts.copyStates[state]} <span class="visually-hidden">{what}</span>
      </button>
      <span class="visually-hidden" role="status">
        {state !== 'idle' && texts.copyStates[state]}
      </span>
    </>
  );
}
