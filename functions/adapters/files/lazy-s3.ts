import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { keepingDeadlines } from '#adapters/aws-client.ts';

/** Returns a function that returns a client of S3 and its commands, which are loaded at first use. */
export function lazyS3(config: S3ClientConfig) {
  const load = async () => {
    const { DeleteObjectCommand, GetObjectCommand, S3Client } = await import('./s3-commands.ts');
    return { client: keepingDeadlines(new S3Client(config)), DeleteObjectCommand, GetObjectCommand };
  };
  let loaded: ReturnType<typeof load> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}
