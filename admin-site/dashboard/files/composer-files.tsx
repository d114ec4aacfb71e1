import { useEffect, useRef, useState } from 'preact/hooks';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import type { DraftProps } from '#dashboard/parts/file-parts.ts';
import { pastedFiles, takeDrops } from '#site/files/dropped-files.ts';
import type { Upload } from '#site/files/upload-job.ts';
import { ClipIcon } from './icons.tsx';
import { keepPage } from './keep-page.ts';
import * as words from './messages.ts';
import { UploadItem } from './upload-item.tsx';
import { filesToSend, uploadsOf } from './uploads-of.ts';

/** The files of the message that is being written, with what becomes of them. */
export function ComposerFiles(draft: DraftProps) {
  const { ticketId, kind, field } = draft;
  const desk = useDesk();
  const uploads = uploadsOf(desk);
  const [isOver, setOver] = useState(false);
  const files = filesToSend(desk, ticketId, kind);
  const add = useAdding(draft);
  useEffect(() => {
    const form = field.current?.form;
    const ticket = form?.closest('.ticket');
    if (!form || !ticket) return;
    const paste = (event: ClipboardEvent) => {
      const pasted = pastedFiles(event.clipboardData);
      if (pasted.length === 0) return;
      event.preventDefault();
      add.current(pasted);
    };
    form.addEventListener('paste', paste);
    const endDrops = takeDrops(ticket, { over: setOver, drop: (dropped) => add.current(dropped) });
    const endGuard = keepPage();
    return () => {
      form.removeEventListener('paste', paste);
      endDrops();
      endGuard();
    };
  }, []);
  const remove = ({ key }: Upload) => {
    uploads.remove(ticketId, kind, key);
    field.current?.focus();
  };
  const failed = files.filter(({ state }) => state === 'failed');
  const busy = files.filter(({ state }) => state === 'waiting' || state === 'uploading').length;
  const done = files.filter(({ state }) => state === 'done').length;
  return (
    <>
      <p class="visually-hidden" role="status">
        {busy > 0 ? words.said.busy(busy) : done > 0 && words.said.done(done)}
      </p>
      {files.length > 0 && (
        <ul class="uploads" aria-label={words.draftFiles}>
          {files.map((file) => (
            <UploadItem
              key={file.key}
              file={file}
              onRemove={() => remove(file)}
              onRetry={() => uploads.retry(ticketId, kind, file.key)}
            />
          ))}
        </ul>
      )}
      {failed.length > 1 && (
        <button class="small failed-files" type="button" onClick={() => failed.forEach(remove)}>
          {words.removeFailed}
        </button>
      )}
      {isOver && (
        <p class="drop-area">
          <ClipIcon /> {words.dropHere}
        </p>
      )}
    </>
  );
}

/** Has the agent choose files. */
export function AttachButton(draft: DraftProps) {
  const input = useRef<HTMLInputElement>(null);
  const add = useAdding(draft);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={words.attach}
        onChange={({ currentTarget }) => {
          add.current([...(currentTarget.files ?? [])]);
          // The same file can be chosen again.
          currentTarget.value = '';
        }}
      />
      <button
        class="quiet attach"
        type="button"
        aria-label={words.attach}
        title={words.attachHint}
        onClick={() => input.current?.click()}
      >
        <ClipIcon /> <span>{words.attach}</span>
      </button>
    </>
  );
}

/** Returns what adds files to the message as it is now, and has the agent go on with its text. */
function useAdding({ ticketId, kind, field }: DraftProps) {
  const uploads = uploadsOf(useDesk());
  const add = useRef((_: readonly File[]) => {});
  add.current = (files) => {
    if (files.length === 0) return;
    uploads.add(ticketId, kind, files);
    field.current?.focus();
  };
  return add;
}
