import { useEffect, useState } from 'preact/hooks';
import { CheckIcon, CopyIcon } from './icons.tsx';

const SAID_FOR_MS = 2000;
const words = { idle: 'Copy', copied: 'Copied', failed: 'Not copied' } as const;

/** Copies `value`, as it is, to the clipboard; `what` names it: "email". */
export function CopyButton({ value, what }: { readonly value: string; readonly what: string }) {
  const [state, setState] = useState<keyof typeof words>('idle');
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
      <button class="small" type="button" title={`Copy ${what}`} onClick={copy}>
        {state === 'copied' ? <CheckIcon /> : <CopyIcon />}
        {words[state]} <span class="visually-hidden">{what}</span>
      </button>
      <span class="visually-hidden" role="status">
        {state !== 'idle' && words[state]}
      </span>
    </>
  );
}
