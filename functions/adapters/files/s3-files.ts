import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { FileStore } from '#core/files/ports.ts';

/** The contents of files in a bucket of Amazon S3. The SDK's part is loaded at first use: most requests have no files. */
export function s3Files(bucket: string, config: S3ClientConfig = {}): FileStore {
  let loaded: Promise<FileStore> | undefined;
  const objects = async () => {
    loaded ??= import('./s3-objects.ts').then(({ s3Objects }) => s3Objects(bucket, config));
    return loaded;
  };
  return {
    form: async (...of) => (await objects()).form(...of),
    uploaded: async (...of) => (await objects()).uploaded(...of),
    copy: async (...of) => (await objects()).copy(...of),
    put: async (...of) => (await objects()).put(...of),
    link: async (...of) => (await objects()).link(...of),
  };
}
