/* The catalogue of the words about received mail that agents and customers read. */
export const inboundText = {
  noSubject: '(no subject)',
  bounced: (status: string | null) =>
    status === null ? 'The recipient’s server returned it.' : `The recipient’s server returned it (${status}).`,
  noText: '(This email has no text.)',
  cut: 'The email is longer than this. Its original is kept.',
  /** Files of a held mail are in its original only. */
  files: (names: readonly string[], more: number) =>
    `This email came with files, which are kept in its original: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
} as const;

/** Sentences for agents about a mail that can't be read. */
export const unreadable = {
  tooLarge: 'The email is larger than 40 MB.',
  tooManyLines: 'The email has more than 1,000,000 lines.',
  tooManyParts: 'The email has more than 20,000 parts.',
  tooDeep: 'The email has parts nested more than 50 deep.',
  headersTooLarge: 'The email’s headers are larger than 1 MB.',
  noHeaders: 'The email has no headers.',
  badEncoding: 'A file in the email isn’t encoded correctly.',
  notMail: 'The email isn’t in a format that can be read.',
} as const;

/** Sentences for agents about what is missing from a mail that was read. */
export const mailProblems = {
  textCut: 'The text was cut. The original email has more.',
  htmlCut: 'The HTML was cut. The original email has more.',
  undecoded: 'Some characters of the text couldn’t be decoded.',
  recipientsCut: 'Only the first 100 recipients were kept.',
  filesCut: (kept: number, count: number) =>
    `Only the first ${kept} of ${count} files were kept. The original email has all of them.`,
} as const;
