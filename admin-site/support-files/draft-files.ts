import type { Upload, UploadedFile } from '#site/files/upload-job.ts';

/** Failures of files that the message can't have; a draft doesn't keep them. */
const unfit: readonly unknown[] = ['empty', 'too_large', 'too_many'];

/** Returns the files for a draft. One that isn't uploaded yet has expired when the draft is restored, which names it. */
export const draftFiles = (all: readonly Upload[]): UploadedFile[] =>
  all
    .filter(({ problem }) => !unfit.includes(problem?.reason))
    .map(({ key, name, type, size, uploaded }) => uploaded ?? { key, id: '', name, type, size, expiresAt: 0 });
