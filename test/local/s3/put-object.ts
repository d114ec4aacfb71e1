import { headersToStore } from './object-headers.ts';
import type { Operation } from './operation.ts';
import { S3Error } from './s3-error.ts';

/** Stores an object whose content is the request's. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject: Operation = async (request, { store, sha256, now }) => {
  const { key, header, body } = request;
  if (header('x-amz-content-sha256')?.startsWith('STREAMING-')) {
    throw new S3Error('NotImplemented', 'Content in signed chunks is not implemented.');
  }
  if (header('content-length') === undefined) {
    throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  const received = await store.receive(body);
  try {
    if (sha256 !== undefined && received.sha256 !== sha256) {
      throw new S3Error(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    }
    if (header('if-none-match') === '*' && (await store.get(key))) {
      throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
    }
  } catch (error) {
    await received.discard();
    throw error;
  }
  const { md5 } = await received.keep(key, headersToStore(request), now);
  return { status: 200, headers: { etag: `"${md5}"` } };
};
