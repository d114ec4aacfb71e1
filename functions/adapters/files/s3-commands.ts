/** The part of the SDK's client of S3 that the adapters of files load later. In a file of its own, so that a bundle has no more of it. */
export {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
