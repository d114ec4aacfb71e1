/**
 * Prefixes of the keys in the bucket of files: shared by the stack, which grants access by them, and the adapters. Uploads that no message has claimed
 * yet, files of tickets as `<ticket's id>/<file's id>`, and received mails as they arrived. No imports.
 */
export const bucketPrefixes = { uploads: 'uploads/', files: 'files/', receivedMail: 'mail/' } as const;
