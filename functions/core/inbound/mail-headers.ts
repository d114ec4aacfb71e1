/** The header fields of a mail or of one of its parts, names in lower case, in the order of the mail. */
export type MailHeaders = readonly { readonly key: string; readonly value: string }[];

/** Returns the value of the topmost header of a name; empty if there is none. */
export const header = (headers: MailHeaders, name: string): string =>
  headers.find(({ key }) => key === name)?.value ?? '';

/** Returns the values of all headers of a name, the topmost first. */
export const headersNamed = (headers: MailHeaders, name: string): string[] =>
  headers.filter(({ key }) => key === name).map(({ value }) => value);
