import { MAX_ATTACHMENTS } from '#core/files/attachment.ts';
import { fileNameOf, mediaTypeOf } from '#core/files/file-name.ts';
import { type Announce, isReadable, type SendForm, sendForm, UploadError } from './upload.ts';
import { begin, fail, type Job, takesPlace, type Upload, type UploadedFile, uploadOf } from './upload-job.ts';

interface World {
  readonly announce: Announce;
  /** Called after every change, with progress, too. */
  readonly changed: () => void;
  readonly send?: SendForm;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
}

/** The most uploads of one message at a time. */
const AT_ONCE = 3;

/** An upload that was just finished can be claimed for longer. */
const AT_LEAST_MS = 600_000;

/** The files of one message: uploads them, a few at a time. Never throws; what goes wrong is a file's `problem`. */
export class Uploads {
  readonly #world: World;
  readonly #clock: () => number;
  #jobs: Job[] = [];
  #lastKey = 0;

  constructor(world: World) {
    this.#world = world;
    this.#clock = world.clock ?? Date.now;
  }

  /** In the order in which they were added. A file that changes is another object. */
  get all(): readonly Upload[] {
    return this.#jobs.map(({ upload }) => upload);
  }

  /** True while a file is being uploaded, or waits for that. */
  get isBusy(): boolean {
    return this.all.some(({ state }) => state === 'waiting' || state === 'uploading');
  }

  /** True if every file is uploaded, also if there are none. */
  get isReady(): boolean {
    return this.all.every(({ state }) => state === 'done');
  }

  /** The files that are uploaded, for `attachments` and drafts. */
  get uploaded(): readonly UploadedFile[] {
    return this.all.flatMap(({ uploaded }) => uploaded ?? []);
  }

  /** Adds files and uploads them; `others` is the number of files that the message has elsewhere. */
  add(files: Iterable<File>, others = 0): void {
    for (const file of files) {
      const { size } = file;
      this.#lastKey = Math.max(this.#lastKey + 1, this.#clock());
      const upload = { key: this.#lastKey, name: fileNameOf(file.name), type: mediaTypeOf(file.type), size };
      const job: Job = {
        upload: { ...upload, state: 'waiting', progress: 0, isRetryable: false },
        file,
        abort: new AbortController(),
      };
      begin(job, this.#places(others));
      this.#jobs.push(job);
    }
    this.#proceed();
  }

  /** Adds files of a draft; those that have expired are failures. */
  restore(files: readonly UploadedFile[]): void {
    const restored = files.map((file) => ({ upload: uploadOf(file, this.#clock()), abort: new AbortController() }));
    this.#jobs = [...restored, ...this.#jobs].sort((one, other) => one.upload.key - other.upload.key);
    this.#lastKey = Math.max(this.#lastKey, ...files.map(({ key }) => key));
    this.#world.changed();
  }

  /** Uploads a file again that failed; `others` as for `add`. */
  retry(key: number, others = 0): void {
    const job = this.#jobs.find(({ upload }) => upload.key === key);
    if (!job?.upload.isRetryable) return;
    begin(job, this.#places(others, job));
    this.#proceed();
  }

  /** Removes a file; one that is being uploaded is canceled. */
  remove(key: number): void {
    this.#removeWhere(({ upload }) => upload.key === key);
  }

  /** Removes the files that are uploaded, because they are in a message, and returns them. */
  take(): readonly UploadedFile[] {
    const taken = this.uploaded;
    if (taken.length > 0) this.#removeWhere(({ upload }) => upload.state === 'done');
    return taken;
  }

  /** Removes and cancels everything. */
  clear(): void {
    this.#removeWhere(() => true);
  }

  /** Has uploads fail, by their ids, because the API says that no message can claim them. */
  expire(ids: readonly string[]): void {
    for (const job of this.#jobs) if (ids.includes(job.upload.uploaded?.id ?? '')) fail(job, 'expired');
    this.#world.changed();
  }

  /** Returns when an upload expires, by this device's clock, which may be wrong: it isn't just now. */
  #expiry(time: string): number {
    return Math.max(Date.parse(time), this.#clock() + AT_LEAST_MS);
  }

  #removeWhere(isRemoved: (job: Job) => boolean): void {
    const removed = this.#jobs.filter(isRemoved);
    this.#jobs = this.#jobs.filter((job) => !removed.includes(job));
    for (const { abort } of removed) abort.abort();
    this.#proceed();
  }

  /** The places that are left for one of the files, or for another one. */
  #places(others: number, of?: Job): number {
    return MAX_ATTACHMENTS - others - this.#jobs.filter((job) => job !== of && takesPlace(job)).length;
  }

  #proceed(): void {
    let free = AT_ONCE - this.all.filter(({ state }) => state === 'uploading').length;
    for (const job of this.#jobs) {
      if (job.upload.state !== 'waiting' || free <= 0) continue;
      free -= 1;
      job.upload = { ...job.upload, state: 'uploading' };
      void this.#run(job);
    }
    this.#world.changed();
  }

  async #run(job: Job): Promise<void> {
    const { file, abort } = job;
    const { announce, send = sendForm } = this.#world;
    try {
      if (!file || !(await isReadable(file))) throw new UploadError('unreadable');
      const { key, name, type, size } = job.upload;
      // Another attempt uses the same form, so that it counts once against the quota.
      job.form ??= await announce({ name, type, size }, abort.signal);
      abort.signal.throwIfAborted();
      const { upload_id: id, expires_at } = job.form;
      await send(job.form, file, abort.signal, (progress) => {
        job.upload = { ...job.upload, progress };
        this.#world.changed();
      });
      const uploaded = { key, id, name, type, size, expiresAt: this.#expiry(expires_at) };
      job.upload = { ...job.upload, state: 'done', progress: 1, uploaded };
    } catch (error) {
      if (abort.signal.aborted) return;
      const { problem, message } = error instanceof UploadError ? error : new UploadError('connection');
      fail(job, problem, message);
    }
    this.#proceed();
  }
}
