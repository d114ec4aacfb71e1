import type { Entry } from '#core/ticket/entry.ts';
import type { Told } from './tells.ts';

/** Returns the texts of a ticket that agents search, besides its tags; none of them ever changes. */
export const ticketTexts = ({ subject, message, attachments = [], userEmail, userName, userId, id }: Told): string[] =>
  [subject, message, ...attachments.map(({ name }) => name), userEmail, userName ?? '', userId, id].filter(Boolean);

/** Returns the texts of an entry that agents search. */
export const entryTexts = ({ body = '', attachments = [] }: Pick<Entry, 'body' | 'attachments'>): string[] =>
  [body, ...attachments.map(({ name }) => name)].filter(Boolean);
