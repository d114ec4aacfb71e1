import { whyNotSent } from '#site/customer/explanation.ts';
import type { Uploading, UploadList } from '#site/customer/files-script.ts';
import { uploadText } from '#site/customer/messages.ts';
import type { Obstacle } from '#site/customer/retry-request.ts';
import { UploadError } from '#site/files/upload.ts';
import type { Upload } from '#site/files/upload-job.ts';
import { Uploads } from '#site/files/uploads.ts';
import { ask } from './ask.ts';
import { draftFiles } from './draft-files.ts';
import type { filesApi } from './files-api.ts';
import { reasonOf, uploadRow } from './upload-row.ts';

/** Shows the files of a message that is being written in a list, and uploads them. */
export function uploadList(
  list: HTMLElement,
  announce: ReturnType<typeof filesApi>['announce'],
  uploading: Uploading,
  changed: () => void,
  focus: () => void,
): UploadList {
  const rows = new Map<number, ReturnType<typeof uploadRow>>();
  const states = new Map<number, Upload['state']>();
  let isFrozen = false;
  let isRestoring = false;
  let shown = '';

  const uploads = new Uploads({
    async announce(file, signal) {
      const explain = (obstacle: Obstacle | undefined) =>
        // Whoever sends later isn't to sign in first.
        uploading.explain(
          obstacle && !('seconds' in obstacle) ? { ...whyNotSent(obstacle), action: undefined } : undefined,
        );
      const answer = await ask(uploading, (token) => announce(token, file), explain, signal);
      if (answer?.outcome === 'done') return answer.value;
      if (answer?.outcome !== 'refused') throw new UploadError('connection');
      // Other reasons are about our request, not about the file.
      throw new UploadError('refused', answer.type.endsWith(':upload_quota') ? answer.reason : '');
    },
    changed: show,
  });

  function remove(key: number) {
    const keys = uploads.all.map((upload) => upload.key);
    const place = keys.indexOf(key);
    const neighbour = rows.get(keys[place + 1] ?? keys[place - 1] ?? 0);
    uploads.remove(key);
    if (neighbour) neighbour.focus();
    else focus();
  }

  function show() {
    const { all } = uploads;
    for (const upload of all) {
      const { key, state } = upload;
      const row = rows.get(key) ?? uploadRow(upload, { remove: () => remove(key), retry: () => uploads.retry(key) });
      rows.set(key, row);
      row.show(upload, isFrozen);
      const isNews = !isRestoring && states.get(key) !== state;
      states.set(key, state);
      if (isNews && state === 'done') uploading.say(uploadText.announceDone(upload.name));
      if (isNews && state === 'failed') uploading.say(uploadText.announceFailed(upload.name, reasonOf(upload)));
    }
    for (const [key, row] of rows) {
      if (all.some((upload) => upload.key === key)) continue;
      row.element.remove();
      rows.delete(key);
      states.delete(key);
    }
    all.forEach(({ key }, index) => {
      const row = rows.get(key)?.element;
      if (row && list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
    });
    const now = all.map(({ key, state }) => key + state).join();
    const isChange = now !== shown && !isRestoring;
    shown = now;
    if (isChange) changed();
  }

  return {
    get files() {
      return draftFiles(uploads.all);
    },
    get obstacle() {
      if (uploads.isBusy) return uploadText.unfinished;
      return uploads.isReady ? '' : uploadText.failed;
    },
    add: (files) => uploads.add(files),
    restore(files) {
      isRestoring = true;
      uploads.clear();
      uploads.restore(files);
      isRestoring = false;
    },
    refuse: (places) => uploads.expire(places.flatMap((place) => uploads.uploaded[place]?.id ?? [])),
    freeze(isNow) {
      isFrozen = isNow;
      show();
    },
  };
}
