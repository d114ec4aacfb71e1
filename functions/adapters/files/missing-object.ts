/** S3 doesn't reveal to a function that can't list the bucket that there is no such object. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const isMissing = (error: unknown): boolean => hasStatus(error, 404) || hasStatus(error, 403);

/** Returns true if a call failed because S3 responded with this status. */
export const hasStatus = (error: unknown, status: number): boolean =>
  error instanceof Error &&
  '$metadata' in error &&
  (error.$metadata as { readonly httpStatusCode?: number }).httpStatusCode === status;
