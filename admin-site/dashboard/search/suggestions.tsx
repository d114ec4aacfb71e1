import { useEffect, useState } from 'preact/hooks';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import type { SearchFieldProps } from '#dashboard/parts/search-parts.ts';
import { useLater } from '#dashboard/parts/use-later.ts';
import { mistake } from './as-you-type.ts';
import { MISTAKE } from './notes.tsx';
import { finished } from './typed-query.ts';

/** Suggestions of what the agent may mean, while they type. */
export function Suggestions({ field }: SearchFieldProps) {
  const { query } = useDesk().list;
  const [isOpen, setOpen] = useState(() => document.activeElement === field.current);
  const [, setCaret] = useState<number | null>(0);
  const part = useLater(() => import('#dashboard/completion/completion-list.tsx'), isOpen);
  const wrong = mistake.value?.text;

  useEffect(() => {
    const input = field.current;
    const ended = new AbortController();
    const on = (type: string, act: () => void) => input?.addEventListener(type, act, { signal: ended.signal });
    const readCaret = () => setCaret(input?.selectionStart ?? null);
    const open = () => setOpen(true);
    on('input', open);
    on('focus', open);
    on('click', open);
    for (const type of ['input', 'click', 'keyup']) on(type, readCaret);
    on('blur', () => {
      setOpen(false);
      query.value = finished(query.value);
    });
    return () => ended.abort();
  }, [field, query]);

  useEffect(() => {
    const input = field.current;
    if (wrong === undefined) return;
    input?.setAttribute('aria-invalid', 'true');
    input?.setAttribute('aria-describedby', MISTAKE);
    return () => {
      input?.removeAttribute('aria-invalid');
      input?.removeAttribute('aria-describedby');
    };
  }, [field, wrong]);

  return (
    isOpen && typeof part === 'object' && <part.loaded.CompletionList field={field} onClose={() => setOpen(false)} />
  );
}
