import type { SentMail } from '#test/local/mail-service.ts';

/** Returns the id of the ticket that a mail is about. */
export const ticketOf = ({ headers = [] }: SentMail): string | undefined =>
  headers.find(({ name }) => name === 'References')?.value.slice('<ticket-'.length, -'@quicktools.example>'.length);
