import { visible } from '#dashboard/model/text.ts';
import { CrossIcon } from '#dashboard/parts/icons.tsx';
import type { Upload } from '#site/files/upload-job.ts';
import * as words from './messages.ts';

interface UploadItemProps {
  readonly file: Upload;
  readonly onRemove: () => void;
  readonly onRetry: () => void;
}

/** One file of a message that is being written. */
export function UploadItem({ file, onRemove, onRetry }: UploadItemProps) {
  const { state, progress, size, isRetryable } = file;
  const name = visible(file.name);
  const isUnderWay = state === 'waiting' || state === 'uploading';
  return (
    <li class={`upload ${state}`}>
      <bdi class="file-name" title={name}>
        {name}
      </bdi>
      <span class="file-state">{state === 'failed' ? problemOf(file) : words.sizeOf(size)}</span>
      {isUnderWay && <progress aria-label={words.uploading(name)} value={progress} />}
      {isRetryable && (
        <button class="small" type="button" aria-label={words.retryFile(name)} onClick={onRetry}>
          {words.retry}
        </button>
      )}
      <button
        class="quiet small"
        type="button"
        aria-label={isUnderWay ? words.cancel(name) : words.remove(name)}
        title={isUnderWay ? words.cancel(name) : words.remove(name)}
        onClick={onRemove}
      >
        <CrossIcon />
      </button>
    </li>
  );
}

function problemOf({ problem, isRetryable }: Upload): string {
  if (!problem) return '';
  const { reason, detail } = problem;
  // A form that no longer works; what has expired has nothing to try again with.
  if (reason === 'refused' || (reason === 'expired' && isRetryable)) return detail || words.notAccepted;
  return words.problems[reason];
}
